/** `SSLProtocol` (mod_ssl `ssl_cmd_protocol_parse`, `ssl_init_ctx_protocol`; OpenSSL 3 without SSLv3). */
import { own } from '../../text/own.ts';
import type { TlsVersion } from '../model.ts';

const names: Record<string, TlsVersion[]> = {
  all: ['1.0', '1.1', '1.2', '1.3'],
  tlsv1: ['1.0'],
  'tlsv1.1': ['1.1'],
  'tlsv1.2': ['1.2'],
  'tlsv1.3': ['1.3'],
};
/** May be taken away, never added: OpenSSL has not got them. */
const removed = new Set(['sslv2', 'sslv3']);

export const allProtocols: readonly TlsVersion[] = ['1.0', '1.1', '1.2', '1.3'];

/**
 * `+` adds, `-` takes away, and a bare name replaces all that stands before it: `TLSv1.2 TLSv1.3` is TLS 1.3 alone.
 * `illegal`: the word httpd refuses.
 */
export function parseProtocols(words: readonly string[]): { protocols: TlsVersion[] } | { illegal: string } {
  let protocols: TlsVersion[] = [];
  for (const word of words) {
    const sign = word.startsWith('+') || word.startsWith('-') ? word.charAt(0) : '';
    const name = word.slice(sign.length).toLowerCase();
    if (removed.has(name) && sign === '-') continue;
    const versions = own(names, name);
    if (versions === undefined) return { illegal: word };
    if (sign === '-') protocols = protocols.filter((version) => !versions.includes(version));
    else protocols = sign === '+' ? [...protocols, ...versions] : versions;
  }
  return { protocols: allProtocols.filter((version) => protocols.includes(version)) };
}

/** OpenSSL takes a range: from the highest version down to the first gap. Empty: httpd does not start. */
export function protocolRange(protocols: readonly TlsVersion[]): TlsVersion[] {
  const range: TlsVersion[] = [];
  for (const version of allProtocols.toReversed()) {
    if (protocols.includes(version)) range.unshift(version);
    else if (range.length > 0) break;
  }
  return range;
}

const written: Partial<Record<TlsVersion, string>> = {
  '1.0': 'TLSv1',
  '1.1': 'TLSv1.1',
  '1.2': 'TLSv1.2',
  '1.3': 'TLSv1.3',
};

/** How `SSLProtocol` adds these versions. */
export const protocolWords = (versions: readonly TlsVersion[]): string[] =>
  versions.flatMap((version) => written[version] ?? []).map((word) => `+${word}`);
