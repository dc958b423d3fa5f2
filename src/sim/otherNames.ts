/**
 * Resumption under another name: the session of one virtual host, shown at the door of another. Decided by the rules of
 * each program, from a configuration of it.
 */
import { loadProgram } from '../hosting/loadProgram.ts';
import type { Alert, Hello, Reason, Software } from '../hosting/model.ts';
import { furtherPresetCertificates } from './furtherPresetCertificates.generated.ts';
import { presetCertificates } from './presetCertificates.generated.ts';
import { apache, caddy, haproxy, nginx } from './presetServers.ts';
import type { ConfiguredServer } from './scenario.ts';

const address = '203.0.113.10';
export const firstName = 'blog.example';
export const otherName = 'shop.example';

/**
 * What becomes of the session. `resumed`: under the certificate of the first name; `full`: a handshake of its own;
 * `refused`: by an alert.
 */
export type OtherName = {
  software: Software;
  version: string;
  tls: '1.2' | '1.3';
  /** The other virtual host asks for client certificates, the first does not. */
  asksClients: boolean;
  result: 'resumed' | 'full' | 'refused';
  alert: Alert | null;
  /** How a request for the other name is answered on that connection; null: none can be sent. */
  status: number | null;
  reason: Reason | null;
};

const sites = [firstName, otherName].map((name) => ({ name, names: name, certificate: name }));

const plain: Partial<Record<Software, ConfiguredServer>> = {
  nginx: nginx(address, sites),
  apache: apache(address, sites),
  haproxy: haproxy(address, [firstName, otherName]),
  caddy: caddy(
    address,
    sites.map(({ name }) => ({ names: [name], certificate: name })),
  ),
};

/** Where a program says it per virtual host: what asks the other one's clients for certificates. */
const asking: Partial<Record<Software, { after: string; line: string }>> = {
  nginx: {
    after: `server_name ${otherName};`,
    line: ' ssl_verify_client on; ssl_client_certificate /etc/ssl/lab-ca.pem;',
  },
  apache: {
    after: `ServerName ${otherName}`,
    line: '\n    SSLVerifyClient require\n    SSLCACertificateFile /etc/ssl/lab-ca.pem',
  },
  caddy: {
    after: `tls /etc/ssl/${otherName}.pem /etc/ssl/${otherName}.key`,
    line: ' {\n client_auth {\n  mode require_and_verify\n  trusted_ca_cert_file /etc/ssl/lab-ca.pem\n }\n}',
  },
};

/** Every program in both versions, without and (where it can) with client certificates for the other name. */
export async function otherNames(): Promise<OtherName[]> {
  const servers = Object.values(plain).flatMap((server) => {
    const ask = asking[server.software];
    return [
      { server, asksClients: false },
      ...(ask ? [{ server: withLine(server, ask), asksClients: true }] : []),
    ];
  });
  const rows = await Promise.all(
    servers.flatMap(({ server, asksClients }) =>
      (['1.2', '1.3'] as const).map((tls) => shownAtOther(server, tls, asksClients)),
    ),
  );
  return rows;
}

const withLine = (server: ConfiguredServer, { after, line }: { after: string; line: string }) => ({
  ...server,
  files: Object.fromEntries(
    Object.entries(server.files).map(([path, text]) => [path, text.replace(after, after + line)]),
  ),
});

async function shownAtOther(
  configured: ConfiguredServer,
  tls: '1.2' | '1.3',
  asksClients: boolean,
): Promise<OtherName> {
  const { software, mainFile } = configured;
  const program = await loadProgram(software);
  const files = new Map(
    Object.entries({ ...presetCertificates, ...furtherPresetCertificates, ...configured.files }),
  );
  const { server } = program.readConfig(files, mainFile, {});
  const hello: Hello = {
    address,
    port: 443,
    serverName: otherName,
    versions: [tls],
    resumeFrom: firstName,
  };
  const selection = program.selectCertificate(server, hello);
  const about = { software, version: server.version, tls, asksClients };
  if (selection.outcome !== 'served') {
    const refused = selection.outcome === 'refused' ? selection : null;
    const { alert = null, reason = null } = refused ?? {};
    return { ...about, result: 'refused', alert, status: null, reason };
  }
  const result = selection.resumed ? 'resumed' : 'full';
  const answer = program.selectSite(server, { hello, selection, clientCertificate: 'none' }, otherName);
  return answer.outcome === 'alert'
    ? { ...about, result, alert: answer.alert, status: null, reason: answer.reason }
    : { ...about, result, alert: null, status: answer.status, reason: answer.reason };
}
