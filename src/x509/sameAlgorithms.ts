/** What says twice how it is signed: a certificate, or a revocation list. */
import { equalBytes } from '../bytes/equalBytes.ts';
import type { AlgorithmIdentifier } from './types.ts';

/** `signature` is inside what is signed, `signatureAlgorithm` beside the signature. */
export type SignedTwice = {
  der: Uint8Array;
  signature: AlgorithmIdentifier;
  signatureAlgorithm: AlgorithmIdentifier;
};

/** RFC 5280 sections 4.1.1.2 and 5.1.1.2: both are the same, octet for octet. */
export function sameAlgorithms({ der, signature, signatureAlgorithm }: SignedTwice): boolean {
  const octets = ({ range }: AlgorithmIdentifier): Uint8Array => der.subarray(range.start, range.end);
  return equalBytes(octets(signature), octets(signatureAlgorithm));
}
