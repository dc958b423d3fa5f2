/** Private key -> the SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7) that belongs to it. */
import { readPrivateKey } from './privateKey.ts';
import { publicHalf } from './subjectKey.ts';

/** The DER as `openssl pkey -pubout` writes it; null for a key that is not readable, or of another kind or curve. */
export function derivedPublicKey(privateKey: Uint8Array): Uint8Array | null {
  const key = readPrivateKey(privateKey);
  return (key && publicHalf(key)?.subjectPublicKeyInfo) ?? null;
}
