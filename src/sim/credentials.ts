/**
 * What the server proves itself with: the certificates of a file and whoever signs for the first of them. The lab's
 * keys are published; of any other certificate only the public half is known, and the scenario says what stands in.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import type { Credential, RandomBytes, Signer } from '../tls/credential.ts';
import { keySigner, placeholderSigner, wrongKeySigner } from '../tls/crypto/signer.ts';
import { parseCertificate } from '../x509/certificate.ts';
import { fingerprint } from '../x509/fingerprint.ts';
import { reissue } from '../x509/issue.ts';
import { newRsaKey } from '../x509/newRsaKey.ts';
import { ed25519PrivateKey, p256PrivateKey, readPrivateKey } from '../x509/privateKey.ts';
import { ed25519SubjectKey, p256SubjectKey, publicHalf, type SubjectKey } from '../x509/subjectKey.ts';
import type { Certificate } from '../x509/types.ts';
import { certificatesInPem } from './certificates.ts';
import { knownKey, labAuthority, type KeyRing } from './keyRing.ts';
import { labCa } from './presetCertificates.generated.ts';
import type { KeylessMode } from './scenario.ts';
import type { StandIn } from './trace.ts';

/**
 * `signer` null: nobody here can sign, or even seem to, with a key of this kind. `standIn`: the key was not given, and
 * how it goes on without; null: it was.
 */
export type Proof = { chain: Certificate[]; signer: Signer | null; standIn: StandIn | null };

/** `chain`: as the file has it, its own certificate first; empty: there is nothing to prove. */
export function proofFor(
  chain: readonly Certificate[],
  mode: KeylessMode,
  keys: KeyRing,
  random: RandomBytes,
): Proof {
  const [leaf, ...issuers] = chain;
  if (leaf === undefined) return { chain: [], signer: null, standIn: null };
  const key = knownKey(leaf, keys);
  const own = key && keySigner(key);
  if (own) return { chain: [leaf, ...issuers], signer: own, standIn: null };
  if (mode === 'twin') return twin(leaf, random);
  const signer = mode === 'thief' ? wrongKeySigner(leaf.der, random) : placeholderSigner(leaf.der);
  return { chain: [leaf, ...issuers], signer, standIn: standIn(mode, leaf, leaf) };
}

const standIn = (mode: KeylessMode, given: Certificate, shown: Certificate): StandIn => ({
  mode,
  given: fingerprint(given.der, 'sha256'),
  shown: fingerprint(shown.der, 'sha256'),
});

/** Something that works, for a machine that has nothing of its own to show. */
export function labCredential(): Credential | null {
  const [root] = certificatesInPem(labCa);
  const proof = root && proofFor([root], 'names-only', new Map(), () => new Uint8Array());
  return root && proof?.signer ? { chain: [root.der], signer: proof.signer } : null;
}

/** The same names for a key that is known, from the lab's authority: everything about it can be verified. */
function twin(given: Certificate, random: RandomBytes): Proof {
  const { subject, signer } = twinKey(given, random);
  const serialNumber = random(16, 'twin serial number');
  const shown = parseCertificate(reissue(given, serialNumber, subject, labAuthority()));
  return { chain: [shown], signer, standIn: standIn('twin', given, shown) };
}

/** Of the kind of the given one's key, so that the server chooses alike; P-256 for any other. */
function twinKey(given: Certificate, random: RandomBytes): { subject: SubjectKey; signer: Signer | null } {
  const { kind } = given.subjectPublicKeyInfo;
  if (kind === 'rsa') {
    const der = newRsaKey(random);
    const key = readPrivateKey(der);
    const subject = key && publicHalf(key);
    if (subject) return { subject, signer: keySigner(der) };
  }
  if (kind === 'ed25519') {
    const seed = random(32, 'twin key');
    return {
      subject: ed25519SubjectKey(ed25519.getPublicKey(seed)),
      signer: keySigner(ed25519PrivateKey(seed)),
    };
  }
  const secret = p256.utils.randomSecretKey(random(48, 'twin key'));
  return { subject: p256SubjectKey(secret), signer: keySigner(p256PrivateKey(secret)) };
}
