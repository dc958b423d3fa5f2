/** What the name of a cipher suite before TLS 1.3 says: `TLS_<key exchange>_WITH_<cipher>_<hash>`. */
import type { CipherSuiteName } from './codePoints.ts';

/** `authentication`: the kind of key in the server's certificate; null: the server shows none. */
export type SuiteParts = {
  keyExchange: 'rsa' | 'dh' | 'ecdh' | 'srp';
  authentication: 'rsa' | 'ecdsa' | 'dss' | null;
};

const parts = new Map<string, SuiteParts>([
  ['RSA', { keyExchange: 'rsa', authentication: 'rsa' }],
  ['RSA_EXPORT', { keyExchange: 'rsa', authentication: 'rsa' }],
  ['RSA_EXPORT1024', { keyExchange: 'rsa', authentication: 'rsa' }],
  ['DHE_RSA', { keyExchange: 'dh', authentication: 'rsa' }],
  ['DHE_DSS', { keyExchange: 'dh', authentication: 'dss' }],
  ['DHE_DSS_EXPORT', { keyExchange: 'dh', authentication: 'dss' }],
  ['DHE_DSS_EXPORT1024', { keyExchange: 'dh', authentication: 'dss' }],
  ['DH_anon', { keyExchange: 'dh', authentication: null }],
  ['ECDHE_RSA', { keyExchange: 'ecdh', authentication: 'rsa' }],
  ['ECDHE_ECDSA', { keyExchange: 'ecdh', authentication: 'ecdsa' }],
  ['SRP_SHA', { keyExchange: 'srp', authentication: null }],
  ['SRP_SHA_RSA', { keyExchange: 'srp', authentication: 'rsa' }],
  ['SRP_SHA_DSS', { keyExchange: 'srp', authentication: 'dss' }],
]);

/** null: a suite of TLS 1.3, or a signal that only looks like a suite. */
export function suiteParts(name: string): SuiteParts | null {
  const [, keyExchange = ''] = /^TLS_(.+)_WITH_/u.exec(name) ?? [];
  return parts.get(keyExchange) ?? null;
}

/** Whether the suite was there before TLS 1.2: no AEAD, no PRF of its own (RFC 5246 appendix A.5, RFC 5289). */
export const isOldSuite = (name: CipherSuiteName): boolean => /_(SHA|MD5)$/u.test(name);
