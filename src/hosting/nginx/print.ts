/** Server model -> a configuration that nginx accepts. */
import type { Problem } from '../../decision.ts';
import type { Listener, Server, Site, TlsVersion } from '../model.ts';
import type { PrintResult } from '../program.ts';
import { problem } from './codes.ts';
import { defaultPlace } from './connection.ts';
import { protocolNames } from './versions.ts';

const MAIN_FILE = '/etc/nginx/nginx.conf';
const ASSUMED_CA = '/etc/nginx/client-ca.pem';

/**
 * Written for the same version. A key is named by `keyFile`, else beside its certificate with the ending `.key`.
 * `problems` name what nginx cannot say.
 */
export function printNginx(server: Server): PrintResult {
  const problems: Problem[] = [];
  if (!server.supportsSni) problems.push(problem('nginx-print-sni', 'unsupported', null));
  const blocks = server.sites.map((site, index) => printSite(server, site, index, problems));
  const text = ['events {}', 'http {', ...blocks.flat().map((line) => `  ${line}`), '}', ''].join('\n');
  return { files: new Map([[MAIN_FILE, text]]), mainFile: MAIN_FILE, problems };
}

function printSite(server: Server, site: Site, index: number, problems: Problem[]): string[] {
  const lines = server.listeners.flatMap((listener) => printListen(listener, index, problems));
  if (lines.length === 0) return [];
  const names = site.names.filter(({ text }) => isPrintable(text, problems)).map(({ text }) => quote(text));
  if (names.length > 0) lines.push(`server_name ${names.join(' ')};`);
  for (const { file, keyFile } of site.certificates) {
    lines.push(`ssl_certificate ${quote(file)};`, `ssl_certificate_key ${quote(keyFile ?? besides(file))};`);
  }
  lines.push(...printTls(site, problems));
  for (const { status, as, target } of site.errorPages ?? []) {
    lines.push(`error_page ${status} =${as ?? ''} ${quote(target)};`);
  }
  lines.push(`location / { return ${site.answer?.status ?? 200}; }`);
  return ['server {', ...lines.map((line) => `  ${line}`), '}'];
}

function printListen(listener: Listener, index: number, problems: Problem[]): string[] {
  const place = listener.sites.findIndex(({ site }) => site === index);
  if (place < 0) return [];
  if (listener.entries !== undefined || listener.strictSni === true) {
    problems.push(problem('nginx-print-entries', 'unsupported', listener.source));
  }
  const order = listener.sites.map(({ site }) => site);
  const isDefault = defaultPlace(listener) === place;
  const marked = listener.sites.some((one) => one.isDefault) || index !== Math.min(...order);
  const ssl = listener.tls ? ' ssl' : '';
  return [`listen ${printAddress(listener)}${ssl}${isDefault && marked ? ' default_server' : ''};`];
}

function printAddress({ address, family, port }: Listener): string {
  if (address !== '*') return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
  if (family === 4) return String(port);
  return `[::]:${port}${family === 6 ? '' : ' ipv6only=off'}`;
}

const names = new Map<TlsVersion, string>(
  Object.entries(protocolNames).map(([name, version]) => [version, name]),
);

const clientAuthWords = { optional: 'optional', 'optional-no-ca': 'optional_no_ca', required: 'on' };

function printTls(site: Site, problems: Problem[]): string[] {
  const lines: string[] = [];
  if (site.rejectHandshake !== undefined) lines.push(`ssl_reject_handshake ${onOff(site.rejectHandshake)};`);
  if (site.versions !== null && site.versions.length > 0) {
    lines.push(`ssl_protocols ${site.versions.map((version) => names.get(version)).join(' ')};`);
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
  if (file !== undefined) return [`ssl_client_certificate ${quote(file)};`, ...lines];
  if (site.clientAuth === 'optional-no-ca' || site.certificates.length === 0) return lines;
  problems.push(problem('nginx-print-client-ca', 'warning', site.source, { file: ASSUMED_CA }));
  return [`ssl_client_certificate ${quote(ASSUMED_CA)};`, ...lines];
}

const onOff = (value: boolean): string => (value ? 'on' : 'off');

const besides = (certificate: string): string => certificate.replace(/(?:\.(?:crt|pem|cer))?$/u, '.key');

function isPrintable(name: string, problems: Problem[]): boolean {
  if (name !== '') return true;
  problems.push(problem('nginx-print-name', 'unsupported', null, { name }));
  return false;
}

/** A word as nginx's tokenizer reads it back. */
function quote(word: string): string {
  if (/^[^\s"'{};#\\$]+$/u.test(word)) return word;
  return `"${word.replaceAll(/["\\]/gu, (character) => `\\${character}`)}"`;
}
