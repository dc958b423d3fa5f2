/** The cipher suites of TLS 1.3 that are implemented (RFC 9846 appendix B.4). */
import type { CipherSuiteName } from './codePoints.ts';
import type { Suite13 } from './protection13.ts';

const suites = new Map<string, Suite13>([
  ['TLS_AES_128_GCM_SHA256', { aead: 'aes-128-gcm', hash: 'sha256' }],
  ['TLS_AES_256_GCM_SHA384', { aead: 'aes-256-gcm', hash: 'sha384' }],
  ['TLS_CHACHA20_POLY1305_SHA256', { aead: 'chacha20-poly1305', hash: 'sha256' }],
]);

/** undefined: no suite of TLS 1.3 that the machines here speak. */
export const suite13 = (name: string): Suite13 | undefined => suites.get(name);

/** The same with the name, for a code point. */
export type NamedSuite13 = Suite13 & { name: CipherSuiteName };
