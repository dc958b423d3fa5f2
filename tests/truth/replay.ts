/**
 * Replays rows observed with real servers against the functions of hosting: row -> Hello and Connection -> compare
 * certificate, alert, and for each request status and answering site. What a row asks that Hello and Connection
 * cannot say is counted by category, never dropped in silence.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readCipherList } from '../../src/hosting/cipherList.ts';
import type {
  Alert,
  ClientCertificate,
  Connection,
  Hello,
  Selection,
  Server,
  Software,
  TlsVersion,
} from '../../src/hosting/model.ts';
import { readConfig } from '../../src/hosting/readConfig.ts';
import { selectCertificate } from '../../src/hosting/selectCertificate.ts';
import { selectSite } from '../../src/hosting/selectSite.ts';

export const serversFolder = join(import.meta.dirname, 'servers');

/** `host` null: sent without a Host header; absent: not recorded. */
type HttpEntry = { host?: string | null; path?: string; status?: number; vhost?: string | null; fail?: string };

/** A line of a .jsonl file; the fields are described in the observations' own notes. */
export type Row = {
  server: string;
  version: string;
  scenario: string;
  config: string;
  kind: string;
  rc?: number;
  dstIp: string;
  dstPort: number;
  tls?: TlsVersion;
  sni?: string | null;
  rawSniExtHex?: string;
  handshake?: string;
  servedCert?: string | null;
  clientCert?: string;
  client?: {
    cert?: string;
    ciphers?: string;
    groups?: string;
    sigalgs?: string;
    minver?: TlsVersion;
    seclevel?: number;
    pha?: boolean;
  } | null;
  http?: HttpEntry[] | HttpEntry;
  sessionFromSni?: string | null;
  resumed?: boolean;
};

/** How one program's rows are replayed. */
export type ReplaySetup = {
  software: Software;
  /** Files in `tests/truth/servers`. */
  rows: string[];
  /** Which rows of those files (default: all). */
  accepts?: (row: Row) => boolean;
  /** The configuration and all that it names, by the paths it uses. */
  configuration: (row: Row) => { files: Map<string, string>; mainFile: string };
  /** What the site says of itself in its answers (the rows' `vhost`); undefined: not compared. */
  siteName?: (server: Server, site: number, files: ReadonlyMap<string, string>) => string | null | undefined;
};

/** `match`: fields that a row has with exactly these values. */
export type Exception = { software: Software; match: Partial<Row>; reason: string };

export type ReplayReport = {
  rows: number;
  /** Single comparisons that agreed: handshake, certificate, resumption, status, site, configuration check. */
  agreed: number;
  disagreements: string[];
  /** Rows covered by an exception, by its reason. */
  exceptions: Record<string, number>;
  /** What could not be said, by category, in rows or single requests. */
  leftOut: Record<string, number>;
};

export function readRows(file: string): Row[] {
  const text = readFileSync(join(serversFolder, file), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);
}

/** Every certificate under the paths of the rows' configurations: `NAME.crt`, the same as `NAME.pem`, and folders. */
export function certificateFiles(root = '/etc/lab/certs'): Map<string, string> {
  const folder = join(serversFolder, 'certs');
  const files = new Map<string, string>();
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(?:crt|pem|rsa|ecdsa)$/u.test(name)) continue;
    const text = readFileSync(join(folder, name), 'utf8');
    files.set(`${root}/${name}`, text);
    if (name.endsWith('.crt')) files.set(`${root}/${name.replace(/\.crt$/u, '.pem')}`, text);
  }
  return files;
}

export function configText(name: string): string {
  return readFileSync(join(serversFolder, 'configs', name), 'utf8');
}

export function readExceptions(): Exception[] {
  return JSON.parse(readFileSync(join(serversFolder, 'exceptions.json'), 'utf8')) as Exception[];
}

export function replay(setup: ReplaySetup): ReplayReport {
  const report: ReplayReport = { rows: 0, agreed: 0, disagreements: [], exceptions: {}, leftOut: {} };
  const exceptions = readExceptions().filter(({ software }) => software === setup.software);
  const configurations = new Map<string, Configuration>();
  for (const row of setup.rows.flatMap(readRows).filter(setup.accepts ?? (() => true))) {
    report.rows += 1;
    const exception = exceptions.find(({ match }) => covers(match, row));
    if (exception) {
      count(report.exceptions, exception.reason);
      continue;
    }
    const key = `${row.config} ${row.version}`;
    const configuration = configurations.get(key) ?? load(setup, row);
    configurations.set(key, configuration);
    replayRow(setup, configuration, row, report);
  }
  return report;
}

type Configuration = { server: Server; fatal: string[]; files: Map<string, string> };

function load(setup: ReplaySetup, row: Row): Configuration {
  const { files, mainFile } = setup.configuration(row);
  const { server, problems } = readConfig(setup.software, files, mainFile, { version: row.version });
  const fatal = problems.filter(({ severity }) => severity === 'fatal').map(({ code }) => code);
  return { server, fatal, files };
}

const covers = (match: Partial<Row>, row: Row): boolean =>
  Object.entries(match).every(
    ([field, value]) => JSON.stringify(row[field as keyof Row]) === JSON.stringify(value),
  );

const count = (counts: Record<string, number>, key: string): void => {
  counts[key] = (counts[key] ?? 0) + 1;
};

function replayRow(setup: ReplaySetup, configuration: Configuration, row: Row, report: ReplayReport): void {
  const { server, fatal, files } = configuration;
  const same = (what: string, expected: unknown, actual: unknown): void => {
    if (JSON.stringify(expected) === JSON.stringify(actual)) report.agreed += 1;
    else report.disagreements.push(`${describe(row)} ${what}: observed ${show(expected)}, ours ${show(actual)}`);
  };
  if (row.kind === 'config-check') {
    same('starts', row.rc === 0, fatal.length === 0);
    return;
  }
  const hello = helloOf(row);
  if (typeof hello === 'string') {
    count(report.leftOut, hello);
    return;
  }
  const selection = selectCertificate(server, hello);
  compareHandshake(row, hello, selection, server, files, same);
  const requests = row.http === undefined ? [] : [row.http].flat();
  for (const request of requests) {
    const clientCertificate = clientCertificateOf(row, server, selection);
    const { host = row.dstIp, path } = request;
    const connection = { hello, selection, clientCertificate, ...(path !== undefined && { requestPath: path }) };
    const answer = selectSite(server, connection, host);
    if (request.fail !== undefined) {
      const alert = /^alert:fatal:(\d+):/u.exec(request.fail)?.[1];
      if (alert === undefined) count(report.leftOut, `request failed with ${request.fail}`);
      else same(`Host ${show(request.host)}`, Number(alert), alertCode(answer));
    } else {
      same(`Host ${show(request.host)}`, request.status, answer.outcome === 'answered' ? answer.status : answer.alert);
      const name = siteNameOf(setup, server, answer, files);
      if (request.host === undefined) count(report.leftOut, 'site: the Host of the request is not in the row');
      else if (name !== undefined) same(`site for Host ${show(request.host)}`, request.vhost ?? null, name);
    }
  }
}

const alertCode = (answer: { outcome: string; alert?: Alert; status?: number }): number | string =>
  answer.alert?.code ?? `status ${answer.status ?? '?'}`;

function siteNameOf(
  setup: ReplaySetup,
  server: Server,
  answer: ReturnType<typeof selectSite>,
  files: ReadonlyMap<string, string>,
): string | null | undefined {
  if (setup.siteName === undefined || answer.outcome !== 'answered') return undefined;
  return answer.site === null ? null : setup.siteName(server, answer.site, files);
}

function compareHandshake(
  row: Row,
  hello: Hello,
  selection: Selection,
  server: Server,
  files: ReadonlyMap<string, string>,
  same: (what: string, expected: unknown, actual: unknown) => void,
): void {
  if (row.handshake === undefined) return;
  const clientCertificate = clientCertificateOf(row, server, selection);
  const alert = alertInHandshake(server, { hello, selection, clientCertificate });
  same('handshake', expectedOutcome(row.handshake), alert ?? outcomeOf(selection, hello));
  if (typeof row.servedCert !== 'string' || selection.outcome !== 'served') return;
  const observed = firstCertificate(certificateNamed(row.servedCert));
  const ours = firstCertificate(files.get(selection.certificate) ?? '');
  same('certificate', row.servedCert, ours === observed ? row.servedCert : basename(selection.certificate));
  if (row.resumed !== undefined) same('resumed', row.resumed, selection.resumed);
}

/** `ok`, an alert's code, `plain-http`, or that the client would not take the version it was offered. */
function expectedOutcome(handshake: string): string | number {
  if (handshake === 'ok' || handshake === 'server-hello-ok') return 'ok';
  const alert = /^alert:fatal:(\d+):/u.exec(handshake);
  if (alert !== null) return Number(alert[1]);
  if (handshake.includes('wrong version number')) return 'plain-http';
  if (handshake.includes('unsupported protocol')) return 'client refuses version';
  return handshake;
}

function outcomeOf(selection: Selection, hello: Hello): string | number {
  if (selection.outcome === 'refused') return selection.alert.code;
  if (selection.outcome !== 'served') return selection.outcome;
  return hello.versions.includes(selection.version) ? 'ok' : 'client refuses version';
}

/**
 * TLS 1.2 and older: a client certificate is judged before the handshake ends, so its alert stands there in the rows.
 * (TLS 1.3 clients are done by then and get it with their first request.) Without Host nothing else is judged.
 */
function alertInHandshake(server: Server, connection: Connection): number | null {
  const { selection } = connection;
  if (selection.outcome !== 'served' || selection.version === '1.3') return null;
  const answer = selectSite(server, connection, null);
  return answer.outcome === 'alert' ? answer.alert.code : null;
}

const certificateNamed = (name: string): string => {
  const path = join(serversFolder, 'certs', `${name}.crt`);
  return existsSync(path) ? readFileSync(path, 'utf8') : name;
};

const firstCertificate = (pem: string): string =>
  (/-----BEGIN CERTIFICATE-----([\s\S]*?)-----END/u.exec(pem)?.[1] ?? pem).replaceAll(/\s/gu, '');

/** A category when the row asks for something that a hello cannot say. */
export function helloOf(row: Row): Hello | string {
  const { dstIp: address, dstPort: port, client } = row;
  if (row.kind === 'proxy') return 'proxy: what is said to an upstream';
  if (row.kind === 'plain-http') return { address, port, serverName: null, versions: [] };
  if (row.tls === undefined) return 'no TLS version in the row';
  if (row.rawSniExtHex?.includes('...')) return 'server_name octets cut in the row';
  const resumes = row.kind === 'resume-other-sni';
  const ciphers = client?.ciphers ?? (client?.seclevel === 0 ? 'ALL' : null);
  return {
    address,
    port,
    serverName: row.rawSniExtHex === undefined ? (row.sni ?? null) : null,
    versions: client?.minver === '1.2' && row.tls === '1.3' ? ['1.2', '1.3'] : [row.tls],
    ...(row.rawSniExtHex !== undefined && { serverNameExtension: fromHex(row.rawSniExtHex) }),
    ...(ciphers !== null && { cipherSuites: [...tls13Suites, ...readCipherList(ciphers).suites] }),
    ...(client?.sigalgs !== undefined && { signatureSchemes: client.sigalgs.split(':').map(scheme) }),
    ...(client?.groups !== undefined && { groups: client.groups.split(':').map(group) }),
    ...(client?.pha === true && { postHandshakeAuth: true }),
    ...(resumes && { resumeFrom: row.sessionFromSni ?? null }),
  };
}

const tls13Suites = ['TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256', 'TLS_AES_128_GCM_SHA256'];

const fromHex = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

/** OpenSSL's names for what the rows' clients were told to offer. */
const scheme = (name: string): string =>
  ({ 'RSA+SHA256': 'rsa_pkcs1_sha256', 'ECDSA+SHA256': 'ecdsa_secp256r1_sha256' })[name] ?? name;

const group = (name: string): string =>
  ({ 'P-256': 'secp256r1', 'P-384': 'secp384r1', 'P-521': 'secp521r1', X25519: 'x25519' })[name] ?? name;

const clientCertificates: Record<string, ClientCertificate> = {
  'cl-good': 'good',
  'cl-wrongca': 'wrong-ca',
  'cl-expired': 'expired',
  'cl-self': 'self-signed',
  'cl-serverauth': 'wrong-eku',
};

/**
 * What the client's certificate is to the CA of the site that asked for it. The rows on resumption and on several
 * hosts do not say which certificate the client had; where one was asked for it was answered 200, so a good one.
 */
export function clientCertificateOf(row: Row, server: Server, selection: Selection): ClientCertificate {
  if (row.kind === 'resume-other-sni' || row.kind === 'keepalive-two-hosts') return 'good';
  const file = row.clientCert ?? row.client?.cert;
  if (file === undefined) return 'none';
  const kind = clientCertificates[file] ?? 'none';
  const site = selection.outcome === 'served' ? server.sites[selection.site] : undefined;
  if (!site?.clientCertificateAuthority?.includes('wrongca')) return kind;
  return kind === 'wrong-ca' ? 'good' : kind === 'self-signed' ? kind : 'wrong-ca';
}

const show = (value: unknown): string => JSON.stringify(value);

const describe = (row: Row): string =>
  [row.scenario, row.version, row.kind, `${row.dstIp}:${row.dstPort}`, row.tls, `sni=${show(row.sni)}`]
    .concat(row.client ? [show(row.client)] : [], row.sessionFromSni ? [`session of ${row.sessionFromSni}`] : [])
    .join(' ');
