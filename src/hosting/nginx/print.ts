/** Server model -> a configuration that nginx accepts. */
import type { Problem } from '../../decision.ts';
import { normalizeAddress } from '../listener.ts';
import type { Listener, Server, Site, SiteName, TlsVersion } from '../model.ts';
import { placesOfSite, type PlaceOfSite } from '../placesOfSites.ts';
import type { PrintResult } from '../program.ts';
import { once } from '../workedOutOnce.ts';
import { problem, type NginxProblemCode } from './codes.ts';
import { defaultPlace } from './connection.ts';
import { isValidName } from './names.ts';
import { protocolNames } from './versions.ts';

const MAIN_FILE = '/etc/nginx/nginx.conf';
const ASSUMED_CA = '/etc/nginx/client-ca.pem';

/**
 * Written for the same version. A key is named by `keyFile`, else beside its certificate with the ending `.key`.
 * `problems` name what nginx cannot say.
 */
export function printNginx(server: Server): PrintResult {
  const problems = [...unprintable(server), ...server.listeners.flatMap((one) => checkListener(server, one))];
  const blocks = server.sites.map((site, index) => printSite(server, site, index, problems));
  const text = ['events {}', 'http {', ...blocks.flat().map((line) => `  ${line}`), '}', ''].join('\n');
  return { files: new Map([[MAIN_FILE, text]]), mainFile: MAIN_FILE, problems };
}

/** What nginx has no words for. */
function unprintable(server: Server): Problem[] {
  const settings = [
    ...(server.defaultSni === undefined ? [] : ['default_sni']),
    ...(server.sites.some(({ strictSni }) => strictSni) ? ['SSLStrictSNIVHostCheck'] : []),
  ].map((setting) => problem('nginx-print-setting', 'unsupported', null, { setting }));
  return server.supportsSni ? settings : [...settings, problem('nginx-print-sni', 'unsupported', null)];
}

function checkListener(server: Server, listener: Listener): Problem[] {
  const { address, port, source, sites } = listener;
  const problems: Problem[] = [];
  const report = (code: NginxProblemCode, severity: Problem['severity'], params = {}): void => {
    problems.push(problem(code, severity, source, params));
  };
  if (!isListenable(listener))
    report('nginx-print-address', 'unsupported', { address: `${address}:${port}` });
  if (listener.entries !== undefined || listener.strictSni === true)
    report('nginx-print-entries', 'unsupported');
  const order = sites.map(({ site }) => site);
  if (order.some((site, index) => index > 0 && site < (order[index - 1] ?? 0))) {
    report('nginx-print-order', 'warning', { address: `${address}:${port}` });
  }
  const first = server.sites[sites[defaultPlace(listener)]?.site ?? -1];
  if (listener.tls && first?.certificates.length === 0 && !first.rejectHandshake) {
    report('nginx-print-no-certificate', 'error', { site: first.label });
  }
  return problems;
}

const isListenable = ({ address, port }: Listener): boolean =>
  (address === '*' || normalizeAddress(address) !== null) &&
  Number.isInteger(port) &&
  port > 0 &&
  port < 65536;

function printSite(server: Server, site: Site, index: number, problems: Problem[]): string[] {
  const lines = placesOfSite(server, index).flatMap((place) => printListen(place, index));
  if (lines.length === 0) return [];
  const names = site.names.filter((name) => isPrintable(name, problems)).map(({ text }) => quote(text));
  if (names.length > 0) lines.push(`server_name ${names.join(' ')};`);
  for (const { file, keyFile } of site.certificates) {
    lines.push(`ssl_certificate ${quote(file)};`, `ssl_certificate_key ${quote(keyFile ?? besides(file))};`);
  }
  lines.push(...printTls(server, site, problems));
  for (const { status, as, target } of site.errorPages ?? []) {
    lines.push(`error_page ${status} =${as ?? ''} ${quote(target)};`);
  }
  lines.push(`location / { return ${site.answer?.status ?? 200}; }`);
  return ['server {', ...lines.map((line) => `  ${line}`), '}'];
}

function printListen({ listener, index: place }: PlaceOfSite, site: number): string[] {
  if (!isListenable(listener)) return [];
  const { isMarked, first } = defaultOf(listener);
  const isDefault = defaultPlace(listener) === place && (isMarked || site !== first);
  return [
    `listen ${printAddress(listener)}${listener.tls ? ' ssl' : ''}${isDefault ? ' default_server' : ''};`,
  ];
}

/** `isMarked`: some site says that it is the default; `first`: the site that is, where none does. */
const defaultOf = once(({ sites }: Listener) => ({
  isMarked: sites.some(({ isDefault }) => isDefault),
  first: sites.reduce((least, { site }) => Math.min(least, site), Infinity),
}));

function printAddress({ address, family, port }: Listener): string {
  if (address !== '*') return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
  if (family === 4) return String(port);
  return `[::]:${port}${family === 6 ? '' : ' ipv6only=off'}`;
}

/** What the other programs enable when nothing is said. */
const modernVersions: TlsVersion[] = ['1.2', '1.3'];

const names = new Map<TlsVersion, string>(
  Object.entries(protocolNames).map(([name, version]) => [version, name]),
);

const clientAuthWords = { optional: 'optional', 'optional-no-ca': 'optional_no_ca', required: 'on' };

function printTls(server: Server, site: Site, problems: Problem[]): string[] {
  const lines: string[] = [];
  if (site.rejectHandshake !== undefined) lines.push(`ssl_reject_handshake ${onOff(site.rejectHandshake)};`);
  const versions = site.versions ?? (server.software === 'nginx' ? [] : modernVersions);
  if (versions.length > 0) {
    lines.push(`ssl_protocols ${versions.map((version) => names.get(version)).join(' ')};`);
  }
  if (site.ciphers !== undefined) lines.push(`ssl_ciphers ${quote(site.ciphers)};`);
  if (site.preferServerCiphers !== undefined) {
    lines.push(`ssl_prefer_server_ciphers ${onOff(site.preferServerCiphers)};`);
  }
  if (site.dhParameters !== undefined) lines.push(`ssl_dhparam ${quote(site.dhParameters)};`);
  if (site.resumption === false) lines.push('ssl_session_tickets off;');
  return [...lines, ...printClientAuth(site, problems)];
}

/** nginx wants the CA, except with `optional_no_ca`. */
function printClientAuth(site: Site, problems: Problem[]): string[] {
  if (site.clientAuth === 'none') return [];
  const lines = [`ssl_verify_client ${clientAuthWords[site.clientAuth]};`];
  const file = site.clientCertificateAuthority;
  const directive = site.authorityUnnamed === true ? 'ssl_trusted_certificate' : 'ssl_client_certificate';
  if (file !== undefined) return [`${directive} ${quote(file)};`, ...lines];
  if (site.clientAuth === 'optional-no-ca' || site.certificates.length === 0) return lines;
  problems.push(problem('nginx-print-client-ca', 'warning', site.source, { file: ASSUMED_CA }));
  return [`ssl_client_certificate ${quote(ASSUMED_CA)};`, ...lines];
}

const onOff = (value: boolean): string => (value ? 'on' : 'off');

const besides = (certificate: string): string => certificate.replace(/(?:\.(?:crt|pem|cer))?$/u, '.key');

function isPrintable({ text, source }: SiteName, problems: Problem[]): boolean {
  if (isValidName(text)) return true;
  problems.push(problem('nginx-print-name', 'unsupported', source, { name: text }));
  return false;
}

/** A word as nginx's tokenizer reads it back. */
function quote(word: string): string {
  if (/^[^\s"'{};#\\$]+$/u.test(word)) return word;
  return `"${word.replaceAll(/["\\]/gu, (character) => `\\${character}`)}"`;
}
