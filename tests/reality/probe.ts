/** One connection and one request, as the simulator answers it and as a running program does: both as one line. */
import { connect as connectTcp } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import type { ClientCertificate, Hello, Server, TlsVersion } from '../../src/hosting/model.ts';
import { selectCertificate } from '../../src/hosting/selectCertificate.ts';
import { selectSite } from '../../src/hosting/selectSite.ts';
import { alertName } from '../../src/tls/codePoints.ts';
import { certificateName, type Material } from './material.ts';

/**
 * `host`: the Host header, null: none. `hello.versions` empty: plain HTTP. The hello's other lists are OpenSSL's
 * defaults, which the client here offers.
 */
export type Probe = { hello: Hello; host: string | null; clientCertificate: ClientCertificate };

/** How an answered request names the page it got, where the server was set up so that pages differ by more than status. */
export type PageOf = (server: Server, site: number) => string;

const noPage: PageOf = () => '';

/**
 * `TLS 1.3 blog.example.pem 200`, `alert 112 unrecognized_name`, `plain HTTP 400`, `refused`. The answer is doubtful
 * (`uncertain`) where the simulator says so itself.
 */
export function simulated(server: Server, probe: Probe, material: Material, pageOf = noPage): string {
  const { hello, host, clientCertificate } = probe;
  const selection = selectCertificate(server, hello);
  if (selection.outcome === 'not-listening') return 'refused';
  if (selection.outcome === 'refused') return alertText(selection.alert.code, selection.alert.name);
  const answer = selectSite(server, { hello, selection, clientCertificate }, host);
  const own = 'certificateDecision' in selection ? (selection.certificateDecision?.uncertain ?? []) : [];
  const doubts = [...selection.decision.uncertain, ...own, ...answer.decision.uncertain];
  const doubt = doubts.length > 0 ? ` uncertain: ${doubts.map(({ code }) => code).join(' ')}` : '';
  if (answer.outcome === 'alert') return alertText(answer.alert.code, answer.alert.name) + doubt;
  const page = answer.status === 200 && answer.site !== null ? pageOf(server, answer.site) : '';
  const http = `${answer.status === 0 ? 'closed' : answer.status}${page}${doubt}`;
  if (selection.outcome !== 'served') return `plain HTTP ${http}`;
  const pem = material.certificates.get(selection.certificate);
  const name = pem === undefined ? `no file ${selection.certificate}` : certificateName(material, pem);
  return `TLS ${selection.version} ${name} ${http}`;
}

const alertText = (code: number, name: string): string => `alert ${code} ${name}`;

/** The simulator does not claim to know this one: what was observed may be something else. */
export const isDoubtful = (answer: string): boolean => answer.includes(' uncertain: ');

/** Asks the running program. */
export async function observed(probe: Probe, material: Material): Promise<string> {
  if (probe.hello.versions.length === 0) return plain(probe);
  const answer = await overTls(probe, material);
  return /wrong version number/u.test(answer) ? plain(probe) : answer;
}

const nodeVersions: Partial<Record<TlsVersion, 'TLSv1.2' | 'TLSv1.3'>> = {
  '1.2': 'TLSv1.2',
  '1.3': 'TLSv1.3',
};
/** Node's own default is another order. */
const opensslDefaults = 'TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256:DEFAULT';
const PATIENCE = 15_000;

function overTls(probe: Probe, { clientCertificates, fingerprints }: Material): Promise<string> {
  const { address, port, serverName, versions } = probe.hello;
  const socket = connect({
    host: address,
    port,
    servername: serverName ?? '',
    minVersion: nodeVersions[versions[0] ?? '1.2'],
    maxVersion: nodeVersions[versions.at(-1) ?? '1.3'],
    ciphers: opensslDefaults,
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
    ...clientCertificates[probe.clientCertificate],
  });
  let handshake = '';
  socket.once('secureConnect', () => {
    const fingerprint = socket.getPeerX509Certificate()?.fingerprint256 ?? '';
    const version = (socket.getProtocol() ?? '').replace('v', ' ');
    handshake = `${version} ${fingerprints.get(fingerprint) ?? 'unknown certificate'} `;
    void verdictOnClient(socket).then(() => {
      if (!socket.destroyed) socket.write(request(probe.host));
    });
  });
  return httpAnswer(socket, () => handshake);
}

/**
 * In TLS 1.3 a server looks at the client's certificate when the client already may write. It says so by an alert,
 * or by a session ticket when it is content; to write before could lose the alert to a reset of the connection.
 */
function verdictOnClient(socket: TLSSocket): Promise<void> {
  if (socket.getProtocol() !== 'TLSv1.3') return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, 250);
    const done = (): void => {
      clearTimeout(timer);
      setImmediate(resolve); // 'session' comes in the middle of a read, in which nothing can be written
    };
    socket.once('session', done);
  });
}

function plain(probe: Probe): Promise<string> {
  const { address, port } = probe.hello;
  const socket = connectTcp({ host: address, port });
  socket.once('connect', () => {
    socket.write(request(probe.host));
  });
  return httpAnswer(socket, () => 'plain HTTP ');
}

const request = (host: string | null): string =>
  `GET / HTTP/1.1\r\n${host === null ? '' : `Host: ${host}\r\n`}Connection: close\r\n\r\n`;

/** The status, and the body if it is one of ours (`page ...`). */
function httpAnswer(socket: ReturnType<typeof connectTcp>, handshake: () => string): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const finish = (answer: string): void => {
      socket.destroy();
      resolve(answer);
    };
    const finishWith = (failure: string): void => {
      const status = /^HTTP\/1\.[01] (\d{3})/u.exec(text)?.[1];
      const page = status === '200' ? (/\r\n\r\n.*?( page [\w-]+)/su.exec(text)?.[1] ?? '') : '';
      finish(status === undefined ? failure : handshake() + status + page);
    };
    socket.setTimeout(PATIENCE, () => {
      finish('no answer in time');
    });
    socket.on('data', (data: Buffer) => {
      text += data.toString('latin1');
    });
    socket.once('error', (error) => {
      finishWith(failureText(error));
    });
    socket.once('close', () => {
      finishWith(`${handshake()}closed`);
    });
  });
}

function failureText(error: Error): string {
  if ('code' in error && error.code === 'ECONNREFUSED') return 'refused';
  const alert = /alert number (\d+)/u.exec(error.message)?.[1];
  if (alert !== undefined) return alertText(Number(alert), alertName(Number(alert)));
  return `${'code' in error ? String(error.code) : ''} ${error.message}`.trim();
}
