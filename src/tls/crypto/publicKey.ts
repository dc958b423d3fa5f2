/** A certificate's key as far as TLS signatures need it. */
import * as oid from '../../asn1/oid.ts';
import { bytesToNumberBE } from '@noble/curves/utils.js';
import type { SignatureSchemeName } from '../codePoints.ts';
import { CertificateError } from '../../x509/certificateError.ts';
import { parseCertificate } from '../../x509/certificate.ts';
import { childrenOf, contentOf, encapsulated, isUniversal, tag } from '../../x509/cursor.ts';
import type { Certificate } from '../../x509/types.ts';

export type SigningCurve = 'secp256r1' | 'secp384r1' | 'secp521r1';

/** `point`: as the SubjectPublicKeyInfo has it. */
export type PublicKey =
  | { kind: 'ec'; curve: SigningCurve; point: Uint8Array }
  | { kind: 'ed25519'; point: Uint8Array }
  | { kind: 'rsa'; n: bigint; e: bigint };

const curves = new Map<string | null, SigningCurve>([
  ['P-256', 'secp256r1'],
  ['P-384', 'secp384r1'],
  ['P-521', 'secp521r1'],
]);
/** By the name that X.509 is read with; null: none that signs in TLS. */
export const signingCurve = (name: string | null): SigningCurve | null => curves.get(name) ?? null;

/** Why there is no key: the certificate cannot be read, or its key is of a kind that TLS signatures here have not. */
export type NoKey = 'unreadable' | 'unsupported';

/** The key of a certificate in DER. Never throws. */
export function certificateKey(der: Uint8Array): PublicKey | NoKey {
  try {
    return subjectKey(parseCertificate(der)) ?? 'unsupported';
  } catch (error) {
    if (!(error instanceof CertificateError)) throw error;
    return 'unreadable';
  }
}

/**
 * Schemes by which a certificate's key would sign, of a kind that is known by name only here (RFC 9846 section 4.3.3,
 * IANA's registry for ML-DSA); empty: none, or the certificate cannot be read. Never throws.
 */
export function foreignSchemes(der: Uint8Array): readonly SignatureSchemeName[] {
  try {
    const { kind, algorithm } = parseCertificate(der).subjectPublicKeyInfo;
    return kind === 'ed448' ? ['ed448'] : (schemesByAlgorithm.get(algorithm.oid) ?? []);
  } catch (error) {
    if (!(error instanceof CertificateError)) throw error;
    return [];
  }
}

const schemesByAlgorithm = new Map<string, readonly SignatureSchemeName[]>([
  [oid.rsassaPSS, ['rsa_pss_pss_sha256', 'rsa_pss_pss_sha384', 'rsa_pss_pss_sha512']],
  [oid.mlDsa44, ['mldsa44']],
  [oid.mlDsa65, ['mldsa65']],
  [oid.mlDsa87, ['mldsa87']],
]);

function subjectKey({ der, subjectPublicKeyInfo }: Certificate): PublicKey | null {
  const { kind, curve, key, algorithm } = subjectPublicKeyInfo;
  const point = der.slice(key.start, key.end);
  if (kind === 'ed25519') return { kind, point };
  if (kind === 'rsa') return algorithm.oid === oid.rsaEncryption ? rsaKey(point) : null;
  const known = curves.get(curve);
  return kind === 'ec' && known !== undefined ? { kind, curve: known, point } : null;
}

/** RFC 8017 appendix A.1.1: `SEQUENCE { modulus, publicExponent }`. */
function rsaKey(bytes: Uint8Array): PublicKey | null {
  const sequence = encapsulated(bytes, { start: 0, end: bytes.length });
  const numbers =
    sequence === null ? [] : childrenOf(sequence).filter((part) => isUniversal(part, tag.integer));
  const [n, e] = numbers.map((number) => bytesToNumberBE(contentOf(number)));
  return n === undefined || e === undefined || !isUsableRsa(n, e) ? null : { kind: 'rsa', n, e };
}

/** What the arithmetic is asked to take: a hostile certificate must not stall the page. */
const isUsableRsa = (n: bigint, e: bigint): boolean =>
  n >= 1n << 1000n && n < 1n << 8200n && e > 2n && e < 1n << 64n;
