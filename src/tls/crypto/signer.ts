/** Who signs: the certificate's key, another key, or nobody. */
import { ed25519 } from '@noble/curves/ed25519.js';
import type { SignatureSchemeName } from '../codePoints.ts';
import type { RandomBytes, Signer } from '../credential.ts';
import { digest, hashLength } from './hash.ts';
import { signingKey, type SigningKey } from './privateKey.ts';
import { certificateKey, foreignSchemes, type PublicKey } from './publicKey.ts';
import { modulusLength, signPkcs1, signPss } from './rsa.ts';
import { schemeParts, schemesFor, signingCurves } from './signature.ts';

/** The holder of a private key in DER (`signingKey`); null: not one that can sign here. Never throws. */
export function keySigner(der: Uint8Array): Signer | null {
  const key = signingKey(der);
  return key === null ? null : signerOf(key);
}

const signerOf = (key: SigningKey): Signer => ({
  schemes: schemesFor(key),
  sign: (scheme, content, random) => signed(key, scheme, content, random),
});

/** @throws RangeError for a scheme that is not the key's: a mistake of the caller. */
function signed(
  key: SigningKey,
  scheme: SignatureSchemeName,
  content: Uint8Array,
  random: RandomBytes,
): Uint8Array {
  const parts = schemeParts(scheme);
  if (key.kind === 'ed25519' && parts?.kind === 'ed25519') return ed25519.sign(content, key.seed);
  if (key.kind === 'ec' && parts?.kind === 'ec')
    return signingCurves[key.curve].sign(digest(parts.hash, content), key.scalar, {
      prehash: false,
      lowS: false,
      format: 'der',
    });
  if (key.kind === 'rsa' && parts?.kind === 'rsa')
    return parts.padding === 'pkcs1'
      ? signPkcs1(parts.hash, key, content)
      : signPss(parts.hash, key, content, random(hashLength(parts.hash), 'signature salt'));
  throw new RangeError(`${key.kind} does not sign ${scheme}`);
}

/**
 * "Thief": signs well, but not with the key that the certificate is about. null: the certificate's key is of no kind
 * that signs here. An RSA signature is then just a number of the right size.
 */
export function wrongKeySigner(certificate: Uint8Array, random: RandomBytes): Signer | null {
  const key = certificateKey(certificate);
  if (typeof key === 'string') return null;
  if (key.kind === 'rsa') return { schemes: schemesFor(key), sign: () => numberBelow(key, random) };
  return signerOf(
    key.kind === 'ed25519'
      ? { kind: 'ed25519', seed: random(32, 'wrong key') }
      : { kind: 'ec', curve: key.curve, scalar: otherScalar(key.curve, random) },
  );
}

const otherScalar = (curve: keyof typeof signingCurves, random: RandomBytes): Uint8Array => {
  const { keygen, lengths } = signingCurves[curve];
  return keygen(random(lengths.seed ?? 48, 'wrong key')).secretKey;
};

function numberBelow(key: { n: bigint }, random: RandomBytes): Uint8Array {
  const bytes = random(modulusLength(key), 'wrong key');
  bytes[0] = 0;
  return bytes;
}

/** What a placeholder begins with: it is readable in a hex dump, and no signature of any scheme begins so. */
const placeholderMark = new TextEncoder().encode(
  'PLACEHOLDER: no private key was given, so nothing is signed.',
);

/** "Names only": a certificate without its key. null: its key is of no kind that signs in TLS. */
export function placeholderSigner(certificate: Uint8Array): Signer | null {
  const key = certificateKey(certificate);
  const schemes = typeof key === 'string' ? foreignSchemes(certificate) : schemesFor(key);
  if (schemes.length === 0) return null;
  const length = typeof key === 'string' ? 0 : usualLength(key);
  return {
    schemes,
    sign: () => {
      const signature = new Uint8Array(Math.max(length, placeholderMark.length));
      signature.set(placeholderMark);
      return signature;
    },
  };
}

export const isPlaceholder = (signature: Uint8Array): boolean =>
  placeholderMark.every((octet, index) => octet === signature[index]);

/** Bytes that a real signature has: of ECDSA in DER the most frequent length. */
function usualLength(key: PublicKey): number {
  if (key.kind === 'rsa') return modulusLength(key);
  if (key.kind === 'ed25519') return 64;
  return { secp256r1: 71, secp384r1: 103, secp521r1: 138 }[key.curve];
}
