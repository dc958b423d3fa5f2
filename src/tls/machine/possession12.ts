/** Whether the peer of TLS 1.2 has the key to the certificate it shows: RFC 5246 sections 7.4.3 and 7.4.8. */
import { isSignatureSchemeName, signatureSchemeName } from '../codePoints.ts';
import { certificateKey } from '../crypto/publicKey.ts';
import type { PublicKey } from '../crypto/publicKey.ts';
import { fits12, isSignature } from '../crypto/signature.ts';
import { isPlaceholder } from '../crypto/signer.ts';
import type { Possession } from '../endpoint.ts';
import type { CertificateVerifyContent } from '../messages/certificateVerify.ts';
import type { Refusal } from '../refusal.ts';

/** A peer's chain and the key of its first certificate; null: of a kind that signs nothing here. */
export type Shown = { chain: Uint8Array[]; key: PublicKey | null };

/** What a list that is not empty shows. */
export function shownBy(chain: Uint8Array[], own: Uint8Array): Shown | Refusal {
  const key = certificateKey(own);
  if (key === 'unreadable') return { alert: 'bad_certificate', reason: 'bad-certificate' };
  return { chain, key: key === 'unsupported' ? null : key };
}

/**
 * What a signature over `content` proves, or why there must be none like it.
 * @param allowed the schemes that this end had offered
 */
export function possession12(
  { key }: Shown,
  { algorithm, signature }: CertificateVerifyContent,
  allowed: readonly string[],
  content: Uint8Array,
  placeholders: 'accepted' | 'refused',
): Possession | Refusal {
  const scheme = signatureSchemeName(algorithm);
  if (!allowed.includes(scheme) || !isSignatureSchemeName(scheme)) return wrongScheme;
  if (placeholders === 'accepted' && isPlaceholder(signature)) return 'placeholder';
  if (key === null) return { alert: 'unsupported_certificate', reason: 'bad-certificate' };
  if (!fits12(scheme, key)) return wrongScheme;
  return isSignature(scheme, key, content, signature) ? 'proven' : 'failed';
}

const wrongScheme: Refusal = { alert: 'illegal_parameter', reason: 'wrong-signature-scheme' };
