/** What an end of a connection proves itself with. */
import type { SignatureSchemeName } from './codePoints.ts';

/** Bytes that look random: `random(32, 'client random')`; the same label gives the same bytes (`seededBytes.ts`). */
export type RandomBytes = (length: number, label: string) => Uint8Array;

/** Makes signatures. It may be one that has no key, or not the certificate's (`crypto/signer.ts`). */
export type Signer = {
  /** What it can make, best first, as the certificate's key allows. */
  schemes: readonly SignatureSchemeName[];
  /** `random`: for the salt of RSA-PSS; all else is deterministic. */
  sign(scheme: SignatureSchemeName, content: Uint8Array, random: RandomBytes): Uint8Array;
};

/** DER certificates, the own one first, each issued by the next; and what signs with the first one's key. */
export type Credential = { chain: readonly Uint8Array[]; signer: Signer };
