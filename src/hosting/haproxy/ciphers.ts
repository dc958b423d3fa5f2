import { opensslCiphers } from '../opensslCiphers.ts';
import { opensslDefaultCiphers } from '../tlsNegotiation.ts';

/** IANA names of the cipher suites a `ciphers` value enables; null: OpenSSL's default. */
export function ciphersOf(ciphers: string | null): readonly string[] {
  const words = (ciphers ?? 'DEFAULT').split(/[:,\s]+/u);
  const named = words.flatMap((word) => opensslCiphers.find(({ opensslName }) => opensslName === word) ?? []);
  if (named.length > 0) return named.map(({ name }) => name);
  return words.includes('ALL') ? opensslCiphers.map(({ name }) => name) : opensslDefaultCiphers;
}

/** Debian's OpenSSL 3.0 starts at security level 2; TLS 1.1 and below need level 0. */
export const refusesOldVersions = (ciphers: string | null): boolean =>
  !/@SECLEVEL=0(?!\d)/u.test(ciphers ?? '');
