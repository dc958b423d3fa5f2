/** Certificate, CertificateVerify and Finished of either side (RFC 9846 section 4.5). */
import { otherSide } from '../side.ts';
import { equalBytes } from '../../bytes/equalBytes.ts';
import { isSignatureSchemeName, signatureScheme, signatureSchemeName } from '../codePoints.ts';
import type { SignatureSchemeName } from '../codePoints.ts';
import { signedContent13 } from '../certificateVerify13.ts';
import type { Credential } from '../credential.ts';
import { certificateKey, type PublicKey } from '../crypto/publicKey.ts';
import { fits13, isSignature } from '../crypto/signature.ts';
import { isPlaceholder } from '../crypto/signer.ts';
import type { Possession } from '../endpoint.ts';
import { extensionCodes } from '../findExtension.ts';
import { verifyData, type TrafficSecrets } from '../keySchedule13.ts';
import { encodeCertificate13, type Certificate13Content } from '../messages/certificate.ts';
import { encodeCertificateVerify, type CertificateVerifyContent } from '../messages/certificateVerify.ts';
import { encodeFinished } from '../messages/finished.ts';
import type { Refusal } from '../refusal.ts';
import type { Connection13 } from './keys13.ts';
import { sendHandshake } from './state.ts';

/** The first of the signer's schemes that its certificate allows in TLS 1.3 and the peer accepts; null: none. */
export function commonScheme13(
  { chain, signer }: Credential,
  accepted: readonly number[],
): SignatureSchemeName | null {
  const [own] = chain;
  const key = own === undefined ? 'unreadable' : certificateKey(own);
  const common = signer.schemes.filter((scheme) => accepted.includes(signatureScheme(scheme)));
  return common.find((scheme) => typeof key === 'string' || fits13(scheme, key)) ?? null;
}

/** Certificate and CertificateVerify. */
export function sendCredential(
  { handshake, side, suite }: Connection13,
  { chain, signer }: Credential,
  scheme: SignatureSchemeName,
): void {
  sendChain(handshake, chain);
  const content = signedContent13(side, handshake.transcript.hash(suite.hash));
  const signature = signer.sign(scheme, content, handshake.random);
  sendHandshake(handshake, encodeCertificateVerify({ algorithm: signatureScheme(scheme), signature }));
}

/** A Certificate without any: the client has none to show. */
export const sendNoCertificate = ({ handshake }: Connection13): void => {
  sendChain(handshake, []);
};

const sendChain = (handshake: Connection13['handshake'], chain: readonly Uint8Array[]): void => {
  sendHandshake(
    handshake,
    encodeCertificate13({
      certificate_request_context: new Uint8Array(),
      certificate_list: chain.map((der) => ({ cert_data: der, extensions: [] })),
    }),
  );
};

/** `secrets`: of the handshake. */
export function sendFinished({ handshake, side, suite }: Connection13, secrets: TrafficSecrets): void {
  const verify_data = verifyData(suite.hash, secrets[side], handshake.transcript.hash(suite.hash));
  sendHandshake(handshake, encodeFinished({ verify_data }));
}

/** Whether the peer's Finished is right; the transcript does not have it yet. */
export function isFinished(
  { handshake, side, suite }: Connection13,
  secrets: TrafficSecrets,
  received: Uint8Array,
): boolean {
  const expected = verifyData(suite.hash, secrets[otherSide(side)], handshake.transcript.hash(suite.hash));
  return equalBytes(expected, received);
}

/** A peer's chain, its own certificate first, and that one's key. */
export type Presented = { chain: Uint8Array[]; key: PublicKey | null };

/** A Certificate that is not empty. `offered`: codes of extensions that an entry may answer. A key of a kind that signs nothing here is null: only a placeholder goes with it. */
export function presentedChain(
  content: Certificate13Content,
  offered: readonly number[],
): Presented | Refusal {
  const answers = content.certificate_list.flatMap(({ extensions }) => extensionCodes(extensions));
  if (!answers.every((code) => offered.includes(code)))
    return { alert: 'unsupported_extension', reason: 'extension-not-offered' };
  if (content.certificate_request_context.length > 0)
    return { alert: 'illegal_parameter', reason: 'not-as-offered' };
  const chain = content.certificate_list.map(({ cert_data }) => cert_data.slice());
  const [own] = chain;
  if (own === undefined) return { alert: 'decode_error', reason: 'no-certificate' };
  const key = certificateKey(own);
  if (key === 'unreadable') return { alert: 'bad_certificate', reason: 'bad-certificate' };
  return { chain, key: key === 'unsupported' ? null : key };
}

/**
 * What the peer's CertificateVerify proves, or that it is not one that may be here; the transcript does not have it
 * yet. `accepted`: the code points of the schemes that it was offered.
 */
export function possession13(
  { handshake, side, suite }: Connection13,
  { key }: Presented,
  { algorithm, signature }: CertificateVerifyContent,
  accepted: readonly number[],
  placeholders: 'accepted' | 'refused',
): Possession | Refusal {
  const scheme = signatureSchemeName(algorithm);
  if (!accepted.includes(algorithm) || !isSignatureSchemeName(scheme))
    return { alert: 'illegal_parameter', reason: 'wrong-signature-scheme' };
  if (placeholders === 'accepted' && isPlaceholder(signature)) return 'placeholder';
  if (key === null) return { alert: 'unsupported_certificate', reason: 'bad-certificate' };
  if (!fits13(scheme, key)) return { alert: 'illegal_parameter', reason: 'wrong-signature-scheme' };
  const content = signedContent13(otherSide(side), handshake.transcript.hash(suite.hash));
  return isSignature(scheme, key, content, signature) ? 'proven' : 'failed';
}
