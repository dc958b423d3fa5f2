/** Whether a revocation list is signed by the CA that it names (RFC 5280 section 6.3.3 (f) and (g)). */
import { mayHaveIssued } from './chainPath.ts';
import type { RevocationList } from './revocationList.ts';
import { checkSignedData, type NotCheckedReason } from './signature.ts';
import type { Certificate } from './types.ts';

/**
 * By which certificate's key. `may` false: its keyUsage does not allow it to sign lists (no cRLSign). `no-issuer`: no
 * certificate at hand is of that CA and that key. `unsigned`: there is no readable signature.
 */
export type ListSignature =
  | { state: 'no-issuer' | 'unsigned' }
  | { state: 'right' | 'wrong' | NotCheckedReason; issuer: Certificate; may: boolean };

/** Of several certificates of the CA, the first whose key it is right by; else the last. Never throws. */
export async function listSignature(
  list: RevocationList,
  certificates: readonly Certificate[],
  subtle: SubtleCrypto | undefined,
): Promise<ListSignature> {
  if (list.signed === null) return { state: 'unsigned' };
  let found: ListSignature = { state: 'no-issuer' };
  for (const issuer of certificates) {
    if (!mayHaveIssued(issuer, list)) continue;
    const check = await checkSignedData(list.signed, issuer, subtle);
    const state = check.result === 'not-checked' ? check.reason : check.result;
    found = { state, issuer, may: issuer.keyUsage?.includes('cRLSign') ?? true };
    if (state === 'right') return found;
  }
  return found;
}
