/** EncryptedPrivateKeyInfo (RFC 5958 section 3). Loaded only when somebody gives a password for one. */
import { scan } from '../asn1/scan.ts';
import { childrenOf, contentOf, isUniversal, tag, topOf } from './cursor.ts';
import type { PasswordWork } from './keyDerivation.ts';
import { decryptWithPassword, type Decrypted } from './passwordEncryption.ts';

/**
 * The PKCS#8 inside: whoever gets it must forget it. There is no checksum, so `wrong` may also mean that the encrypted
 * octets were damaged.
 */
export function decryptKey(der: Uint8Array, password: string, work: PasswordWork): Decrypted {
  const outer = topOf(scan(der));
  const [algorithm, octets] = outer === null ? [] : childrenOf(outer);
  if (algorithm === undefined || octets === undefined) return { outcome: 'wrong' };
  const result = decryptWithPassword(algorithm, contentOf(octets), password, work);
  return result.outcome === 'plain' && !isOneKey(result.bytes) ? { outcome: 'wrong' } : result;
}

/** Padding alone is right by chance once in 256 times: PrivateKeyInfo begins with its version. */
function isOneKey(bytes: Uint8Array): boolean {
  const document = scan(bytes);
  const outer = topOf(document);
  if (outer === null || !isUniversal(outer, tag.sequence) || document.end(0) !== bytes.length) return false;
  const [version] = childrenOf(outer);
  return version !== undefined && isUniversal(version, tag.integer);
}
