/** OpenSSL cipher strings (`openssl-ciphers(1)`, OpenSSL 3.0) as far as they concern RSA and ECDSA suites. */
import { own } from '../text/own.ts';
import { opensslCiphers, type Cipher } from './opensslCiphers.ts';

/**
 * `suites`: IANA names in order, TLS 1.2 and below. `securityLevel`: of `@SECLEVEL=n`, else null (Debian: 2).
 * `unknown`: words that are not judged here.
 */
export type CipherList = {
  suites: readonly string[];
  securityLevel: number | null;
  unknown: readonly string[];
};

const modern = /^(?:AES|AESGCM|CHACHA20\/POLY1305)$/u;

const keywords: Record<string, (cipher: Cipher) => boolean> = {
  ALL: () => true,
  COMPLEMENTOFDEFAULT: ({ encryption }) => !modern.test(encryption),
  HIGH: () => true,
  MEDIUM: () => false,
  LOW: () => false,
  EXP: () => false,
  EXPORT: () => false,
  aNULL: () => false,
  eNULL: () => false,
  NULL: () => false,
  COMPLEMENTOFALL: () => false,
  aRSA: ({ authentication }) => authentication === 'RSA',
  aECDSA: ({ authentication }) => authentication === 'ECDSA',
  ECDSA: ({ authentication }) => authentication === 'ECDSA',
  kRSA: ({ keyExchange }) => keyExchange === 'RSA',
  RSA: ({ keyExchange }) => keyExchange === 'RSA',
  kEECDH: ({ keyExchange }) => keyExchange === 'ECDH',
  kECDHE: ({ keyExchange }) => keyExchange === 'ECDH',
  EECDH: ({ keyExchange }) => keyExchange === 'ECDH',
  ECDHE: ({ keyExchange }) => keyExchange === 'ECDH',
  ECDH: ({ keyExchange }) => keyExchange === 'ECDH',
  kEDH: ({ keyExchange }) => keyExchange === 'DH',
  kDHE: ({ keyExchange }) => keyExchange === 'DH',
  EDH: ({ keyExchange }) => keyExchange === 'DH',
  DHE: ({ keyExchange }) => keyExchange === 'DH',
  DH: ({ keyExchange }) => keyExchange === 'DH',
  AES: ({ encryption }) => encryption.startsWith('AES'),
  AES128: ({ encryption, bits }) => encryption.startsWith('AES') && bits === 128,
  AES256: ({ encryption, bits }) => encryption.startsWith('AES') && bits === 256,
  AESGCM: ({ encryption }) => encryption === 'AESGCM',
  AESCCM: ({ encryption }) => encryption.startsWith('AESCCM'),
  AESCCM8: ({ encryption }) => encryption === 'AESCCM8',
  CHACHA20: ({ encryption }) => encryption.startsWith('CHACHA20'),
  CAMELLIA: ({ encryption }) => encryption === 'Camellia',
  CAMELLIA128: ({ encryption, bits }) => encryption === 'Camellia' && bits === 128,
  CAMELLIA256: ({ encryption, bits }) => encryption === 'Camellia' && bits === 256,
  SHA: ({ mac }) => mac === 'SHA1',
  SHA1: ({ mac }) => mac === 'SHA1',
  SHA256: ({ mac }) => mac === 'SHA256',
  SHA384: ({ mac }) => mac === 'SHA384',
  'TLSv1.2': ({ minimumVersion }) => minimumVersion === '1.2',
  TLSv1: ({ minimumVersion, keyExchange }) => minimumVersion === '1.0' && keyExchange === 'ECDH',
  SSLv3: ({ minimumVersion, keyExchange }) => minimumVersion === '1.0' && keyExchange !== 'ECDH',
};

/** Families of which this table holds no suite: naming them adds and takes nothing. */
const elsewhere = new Set(
  (
    '3DES DES DSS aDSS RC4 RC2 MD5 PSK SRP SEED IDEA ARIA ARIA128 ARIA256 ARIAGCM GOST ADH AECDH CAMELLIAGCM ' +
    'kSRP kPSK kECDHEPSK kDHEPSK kRSAPSK aPSK aSRP aDH aECDH kECDH kECDHr kECDHe FIPS'
  ).split(' '),
);

/** Every suite has a name or two and a keyword for each of its parts: more words say nothing new. */
const mostWords = 1_000;

/** The list read last: a server asks for the same one with every hello. */
let last: { text: string; list: CipherList } | null = null;

/** Reads a cipher string; words are applied from left to right. Beyond 1,000 words it is not judged. */
export function readCipherList(text: string): CipherList {
  if (last?.text !== text) last = { text, list: read(text) };
  return last.list;
}

function read(text: string): CipherList {
  const unknown: string[] = [];
  let securityLevel: number | null = null;
  const state = { active: [] as Cipher[], killed: new Set<Cipher>() };
  const words = text.split(/[:;, ]+/u).filter((part) => part !== '');
  if (words.length > mostWords) unknown.push(`${words[mostWords] ?? ''} …`);
  for (const word of words.slice(0, mostWords)) {
    const level = /^@SECLEVEL=(\d)$/u.exec(word);
    if (level !== null) securityLevel = Number(level[1]);
    else if (word === '@STRENGTH') state.active = byStrength(state.active);
    else if (!apply(word, state)) unknown.push(word);
  }
  return { suites: state.active.map(({ name }) => name), securityLevel, unknown };
}

type State = { active: Cipher[]; killed: Set<Cipher> };

/** false: a word that is not known. */
function apply(word: string, state: State): boolean {
  if (word === 'DEFAULT') return apply('ALL', state) && apply('!COMPLEMENTOFDEFAULT', state);
  const [, operator = '', body = ''] = /^([!+-]?)(.*)$/u.exec(word) ?? [];
  const members = membersOf(body);
  if (members === null) return false;
  if (operator === '') {
    const added = members.filter((cipher) => !state.active.includes(cipher) && !state.killed.has(cipher));
    state.active.push(...added);
    return true;
  }
  const moved = state.active.filter((cipher) => members.includes(cipher));
  state.active = state.active.filter((cipher) => !members.includes(cipher));
  if (operator === '+') state.active.push(...moved);
  if (operator === '!') for (const cipher of members) state.killed.add(cipher);
  return true;
}

/** `ECDHE-RSA-AES128-GCM-SHA256`, its IANA name, or keywords joined by `+`; null: unknown. */
function membersOf(body: string): Cipher[] | null {
  const named = opensslCiphers.filter(({ name, opensslName }) => name === body || opensslName === body);
  if (named.length > 0) return named;
  if (/^TLS_(?:AES|CHACHA20)_/u.test(body) || elsewhere.has(body)) return [];
  const parts = body.split('+');
  if (parts.some((part) => elsewhere.has(part))) return [];
  const tests = parts.flatMap((part) => own(keywords, part) ?? []);
  if (tests.length < parts.length) return /-(?:SHA\d*|MD5|CCM8?|POLY1305)$/u.test(body) ? [] : null;
  return opensslCiphers.filter((cipher) => tests.every((test) => test(cipher)));
}

const byStrength = (ciphers: readonly Cipher[]): Cipher[] =>
  [...ciphers].sort((one, other) => other.bits - one.bits);
