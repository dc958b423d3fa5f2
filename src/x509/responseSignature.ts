/** Whether an OCSP response is signed by one who may answer for the certificate (RFC 6960 section 4.2.2.2). */
import { equalBytes } from '../bytes/equalBytes.ts';
import { sha1 } from '@noble/hashes/legacy.js';
import type { ByteRange } from '../bytes/range.ts';
import { own } from '../text/own.ts';
import { hashes } from './hashes.ts';
import { sameName } from './name.ts';
import type { CertId, OcspBasics, ResponderId } from './ocspResponse.ts';
import { checkSignature, checkSignedData, type NotCheckedReason } from './signature.ts';
import type { Certificate } from './types.ts';
import { validityAt } from './validity.ts';

/**
 * What makes the signer one who may: it issued the certificate asked about (`issuer`), or the one who did says so in
 * the signer's certificate (`delegate`). The others say why it may not, or (`issuer-absent`, `not-checked`) why that
 * cannot be told.
 */
export type Authority =
  | 'issuer'
  | 'delegate'
  | 'no-ocsp-signing'
  | 'of-another-issuer'
  | 'delegation-forged'
  | 'delegate-not-valid'
  | 'issuer-absent'
  | 'not-checked';

/** `no-signer`: nobody at hand is the responder that it names. `unsigned`: there is no readable signature. */
export type ResponseSignature =
  | { state: 'no-signer' | 'unsigned' }
  | { state: 'right' | 'wrong' | NotCheckedReason; signer: Certificate; authority: Authority };

export type ResponseContext = {
  /** Those in the response. */
  enclosed: readonly Certificate[];
  /** Others that are at hand: the CA that issued what was asked about has to be among them. */
  others: readonly Certificate[];
  now: Date;
  subtle: SubtleCrypto | undefined;
};

/**
 * The signer is looked for among those in the response first. Of several, the first whose key the signature is right
 * by; else the last. A delegate's issuer is taken from `others` only: what comes with the answer proves nothing.
 */
export async function responseSignature(
  { signed, responder, responses }: OcspBasics,
  context: ResponseContext,
): Promise<ResponseSignature> {
  if (signed === null || responder === null) return { state: 'unsigned' };
  let found: ResponseSignature = { state: 'no-signer' };
  for (const signer of [...context.enclosed, ...context.others]) {
    if (!isResponder(signer, responder, signed.der)) continue;
    const check = await checkSignedData(signed, signer, context.subtle);
    const state = check.result === 'not-checked' ? check.reason : check.result;
    found = { state, signer, authority: await authorityOf(signer, issuersAsked(responses), context) };
    if (state === 'right') return found;
  }
  return found;
}

function isResponder(certificate: Certificate, responder: ResponderId, der: Uint8Array): boolean {
  if ('name' in responder)
    return sameName({ name: certificate.subject, der: certificate.der }, { name: responder.name, der });
  return equalBytes(sha1(keyOf(certificate)), responder.keyHash);
}

/** Each issuer once, and one too many where there are more than are looked at: most responses are about one. */
function issuersAsked(responses: OcspBasics['responses']): CertId[] {
  const different: CertId[] = [];
  for (const { issuer } of responses) {
    if (issuer && !different.some((other) => isSame(other, issuer))) different.push(issuer);
    if (different.length > mostIssuers) break;
  }
  return different;
}
const mostIssuers = 5;

const isSame = (a: CertId, b: CertId): boolean =>
  a.hashAlgorithm === b.hashAlgorithm &&
  equalBytes(a.issuerNameHash, b.issuerNameHash) &&
  equalBytes(a.issuerKeyHash, b.issuerKeyHash);

/** For all of `issuers`: the first answer that is no yes, else the last. */
async function authorityOf(
  signer: Certificate,
  issuers: readonly CertId[],
  context: ResponseContext,
): Promise<Authority> {
  if (issuers.length > mostIssuers) return 'not-checked';
  let authority: Authority = 'issuer-absent';
  for (const issuer of issuers) {
    authority = await authorityFor(signer, issuer, context);
    if (authority !== 'issuer' && authority !== 'delegate') return authority;
  }
  return authority;
}

async function authorityFor(
  signer: Certificate,
  id: CertId,
  { others, now, subtle }: ResponseContext,
): Promise<Authority> {
  if (isIssuer(signer, id)) return others.some((other) => isIssuer(other, id)) ? 'issuer' : 'issuer-absent';
  const hash = own(hashes, id.hashAlgorithm);
  if (hash === undefined) return 'issuer-absent';
  if (!equalBytes(hash(octets(signer, signer.issuer.range)), id.issuerNameHash)) return 'of-another-issuer';
  if (signer.extKeyUsage?.includes('OCSPSigning') !== true) return 'no-ocsp-signing';
  const issuer = others.find((other) => isIssuer(other, id));
  if (issuer === undefined) return 'issuer-absent';
  const { result } = await checkSignature(signer, issuer, subtle);
  if (result === 'wrong') return 'delegation-forged';
  if (validityAt(signer, now) !== 'valid') return 'delegate-not-valid';
  return result === 'not-checked' ? 'not-checked' : 'delegate';
}

function isIssuer(certificate: Certificate, { hashAlgorithm, issuerNameHash, issuerKeyHash }: CertId) {
  const hash = own(hashes, hashAlgorithm);
  if (hash === undefined) return false;
  const name = hash(octets(certificate, certificate.subject.range));
  return equalBytes(name, issuerNameHash) && equalBytes(hash(keyOf(certificate)), issuerKeyHash);
}

const octets = ({ der }: Certificate, { start, end }: ByteRange): Uint8Array => der.subarray(start, end);

/** Without the BIT STRING around it. */
const keyOf = (certificate: Certificate): Uint8Array =>
  octets(certificate, certificate.subjectPublicKeyInfo.key);
