/** A `bind` line -> its addresses and TLS settings (configuration manual section 5.1, "Bind options"). */
import type { Params } from '../../decision.ts';
import { own } from '../../text/own.ts';
import type { ClientAuth } from '../model.ts';
import { readBindAddresses, type BindAddress } from './bindAddress.ts';
import type { HaproxyProblemCode } from './codes.ts';
import { applyVersionOption, noVersionSettings, readVersion, type VersionSettings } from './versions.ts';

/** A place certificates are loaded from, in the order of the line: it decides the default and duplicates. */
export type CertificateWord = { kind: 'crt' | 'default-crt' | 'crt-list'; path: string };

/** What a `bind` line or the options of a crt-list line can say; null and empty: not said. */
export type TlsOptions = {
  versions: VersionSettings;
  clientAuth: ClientAuth | null;
  caFile: string | null;
  ciphers: string | null;
};

export type Bind = TlsOptions & {
  addresses: BindAddress[];
  tls: boolean;
  strictSni: boolean;
  certificates: CertificateWord[];
  ignoredErrors: { certificate: string[]; issuers: string[] };
};

export type WordProblem = { code: HaproxyProblemCode; params: Params };

export const noTlsOptions = (): TlsOptions => ({
  versions: noVersionSettings,
  clientAuth: null,
  caFile: null,
  ciphers: null,
});

/** `words` without `bind` itself; `version` is HAProxy's (`2.6.12`); `most`: of its addresses that are read. */
export function readBind(
  words: string[],
  version: string,
  most: number,
): { bind: Bind; problems: WordProblem[] } {
  const problems: WordProblem[] = [];
  const { addresses, problems: bad } = readBindAddresses(words[0] ?? '', most);
  for (const { code, text } of bad) problems.push({ code, params: { address: text } });
  const bind: Bind = {
    ...noTlsOptions(),
    addresses,
    tls: false,
    strictSni: false,
    certificates: [],
    ignoredErrors: { certificate: [], issuers: [] },
  };
  let at = 1;
  while (at < words.length) at += readWord(bind, words, at, version, problems);
  if (words.includes('v6only')) bind.addresses = addresses.map(onlyIpv6);
  return { bind, problems };
}

const onlyIpv6 = (bound: BindAddress): BindAddress =>
  bound.address === '*' ? { ...bound, family: bound.family ?? 6 } : bound;

/** Reads the keyword at `at`; returns how many words it took. */
function readWord(bind: Bind, words: string[], at: number, version: string, problems: WordProblem[]): number {
  const word = words[at] ?? '';
  const value = words[at + 1];
  if (bindFlag(bind, word, problems)) return 1;
  const versions = applyVersionOption(bind.versions, word);
  if (versions !== null) {
    bind.versions = versions;
    return 1;
  }
  const otherWords = own(otherKeywords, word);
  if (otherWords !== undefined) return 1 + otherWords;
  if (!isValueKeyword(word)) problems.push({ code: 'haproxy-unknown-bind-keyword', params: { word } });
  else if (value === undefined) problems.push({ code: 'haproxy-missing-bind-value', params: { word } });
  else if (!readTlsOption(bind, word, value, problems)) bindValue(bind, word, value, version, problems);
  return isValueKeyword(word) ? 2 : 1;
}

function bindFlag(bind: Bind, word: string, problems: WordProblem[]): boolean {
  if (word === 'ssl') bind.tls = true;
  else if (word === 'strict-sni') bind.strictSni = true;
  else if (word === 'haproxy-generate-certificates')
    problems.push({ code: 'haproxy-generate-certificates', params: {} });
  else if (word === 'accept-proxy') problems.push({ code: 'haproxy-proxy-protocol', params: { word } });
  else return false;
  return true;
}

/** Keywords that both a `bind` line and the `[...]` of a crt-list line know. False: not one of them. */
export function readTlsOption(
  options: TlsOptions,
  word: string,
  value: string,
  problems: WordProblem[],
): boolean {
  if (word === 'ssl-min-ver' || word === 'ssl-max-ver') readBound(options, word, value, problems);
  else if (word === 'verify') readVerify(options, value, problems);
  else if (word === 'ca-file' || word === 'ca-verify-file') options.caFile = value;
  else if (word === 'ciphers') options.ciphers = value;
  else if (word === 'sigalgs') problems.push({ code: 'haproxy-signature-algorithms', params: { value } });
  else return ignoredTlsKeywords.has(word);
  return true;
}

/** They shape the handshake, not which certificate is handed over, in the clients modelled here. */
const ignoredTlsKeywords = new Set([
  'alpn',
  'npn',
  'ciphersuites',
  'client-sigalgs',
  'crl-file',
  'curves',
  'ecdhe',
]);

function readBound(options: TlsOptions, word: string, value: string, problems: WordProblem[]): void {
  const version = readVersion(value);
  if (version === null) problems.push({ code: 'haproxy-unknown-tls-version', params: { word, value } });
  else
    options.versions =
      word === 'ssl-min-ver' ? { ...options.versions, min: version } : { ...options.versions, max: version };
}

function readVerify(options: TlsOptions, value: string, problems: WordProblem[]): void {
  if (value === 'none' || value === 'optional' || value === 'required') options.clientAuth = value;
  else problems.push({ code: 'haproxy-unknown-verify', params: { value } });
}

function bindValue(bind: Bind, word: string, value: string, version: string, problems: WordProblem[]): void {
  if (word === 'default-crt' && !hasDefaultCrt(version))
    problems.push({ code: 'haproxy-keyword-needs-version', params: { word, needs: '3.0', version } });
  else if (word === 'crt' || word === 'default-crt' || word === 'crt-list')
    bind.certificates.push({ kind: word, path: value });
  else if (word === 'crt-ignore-err') bind.ignoredErrors.certificate = value.split(',');
  else if (word === 'ca-ignore-err') bind.ignoredErrors.issuers = value.split(',');
}

/** `default-crt`, and with it several default certificates, came with 3.0. */
export function hasDefaultCrt(version: string): boolean {
  return Number.parseInt(version, 10) >= 3;
}

const valueKeywords = new Set([
  'crt',
  'default-crt',
  'crt-list',
  'crt-ignore-err',
  'ca-ignore-err',
  'ssl-min-ver',
  'ssl-max-ver',
  'verify',
  'ca-file',
  'ca-verify-file',
  'ciphers',
  'sigalgs',
]);

const isValueKeyword = (word: string): boolean => valueKeywords.has(word) || ignoredTlsKeywords.has(word);

/** Keywords without a part in the choice: how many words follow. */
const otherKeywords: Record<string, number> = {
  'accept-netscaler-cip': 1,
  'allow-0rtt': 0,
  backlog: 1,
  'ca-sign-file': 1,
  'ca-sign-pass': 1,
  cc: 1,
  'defer-accept': 0,
  'expose-fd': 1,
  'force-strict-sni': 0,
  gid: 1,
  group: 1,
  'guid-prefix': 1,
  id: 1,
  idle: 1,
  interface: 1,
  level: 1,
  maxconn: 1,
  mode: 1,
  mss: 1,
  name: 1,
  namespace: 1,
  nbconn: 1,
  nice: 1,
  'no-alpn': 0,
  'no-ca-names': 0,
  'no-tls-tickets': 0,
  'prefer-client-ciphers': 0,
  process: 1,
  proto: 1,
  'quic-cc-algo': 1,
  'quic-force-retry': 0,
  'quic-socket': 1,
  'severity-output': 1,
  shards: 1,
  'tcp-ut': 1,
  tfo: 0,
  thread: 1,
  'tls-ticket-keys': 1,
  transparent: 0,
  uid: 1,
  user: 1,
  v4v6: 0,
  v6only: 0,
};
