import { readCipherList } from '../cipherList.ts';
import { opensslDefaultCiphers } from '../tlsNegotiation.ts';

/** IANA names of the cipher suites a `ciphers` value enables; null: OpenSSL's default. */
export const ciphersOf = (ciphers: string | null): readonly string[] =>
  ciphers === null ? opensslDefaultCiphers : readCipherList(ciphers).suites;

/** Debian's OpenSSL 3.0 starts at security level 2; TLS 1.1 and below need level 0. */
export const refusesOldVersions = (ciphers: string | null): boolean =>
  ciphers === null || readCipherList(ciphers).securityLevel !== 0;
