/** Whether a certificate's signature is right, for whoever changes the certificate and looks again. */
import { isSelfIssued, mayHaveIssued } from './chainPath.ts';
import { checkSignature, type NotCheckedReason } from './signature.ts';
import type { Certificate } from './types.ts';

/** `no-issuer`: none of the given certificates may have issued it. */
export type SignatureState = 'right' | 'wrong' | 'no-issuer' | NotCheckedReason;

/** Those that may have issued `certificate`, itself included. */
export const issuersOf = (certificate: Certificate, candidates: readonly Certificate[]): Certificate[] =>
  [...(isSelfIssued(certificate) ? [certificate] : []), ...candidates].filter((issuer) =>
    mayHaveIssued(issuer, certificate),
  );

/** By the first of `issuers` whose key the signature is right by; else what was found last. Never throws. */
export async function signatureState(
  certificate: Certificate,
  issuers: readonly Certificate[],
  subtle: SubtleCrypto | undefined,
): Promise<SignatureState> {
  let state: SignatureState = 'no-issuer';
  for (const issuer of issuers) {
    const check = await checkSignature(certificate, issuer, subtle);
    if (check.result === 'right') return 'right';
    state = check.result === 'not-checked' ? check.reason : check.result;
  }
  return state;
}
