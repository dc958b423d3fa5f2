/** Whether a signature in a certificate, request or list is one by a given key, asked of WebCrypto. */
import { childrenOf, contentOf, encapsulated, isUniversal, tag } from './cursor.ts';
import { signatureScheme, type SignatureScheme } from './signatureScheme.ts';
import type { AlgorithmIdentifier, Certificate, SubjectPublicKeyInfo } from './types.ts';
import type { ByteRange } from '../bytes/range.ts';

/** `no-web-crypto`: the page was not opened over https or from localhost. */
export type NotCheckedReason = 'no-web-crypto' | 'unsupported-algorithm' | 'unsupported-key';
export type SignatureCheck =
  { result: 'right' | 'wrong' } | { result: 'not-checked'; reason: NotCheckedReason };

/** A key to verify with: its SubjectPublicKeyInfo and the DER that one's ranges are in. */
export type IssuerKey = { subjectPublicKeyInfo: SubjectPublicKeyInfo; der: Uint8Array };

/** What is signed, how, and the signature: `signed` is the range of the whole TLV in `der`. */
export type SignedData = {
  der: Uint8Array;
  signed: ByteRange;
  signatureAlgorithm: AlgorithmIdentifier;
  signatureValue: ByteRange;
};

/** As `checkSignedData`, of a certificate. */
export const checkSignature = (
  { der, tbsCertificate, signatureAlgorithm, signatureValue }: Certificate,
  issuer: IssuerKey,
  subtle: SubtleCrypto | undefined,
): Promise<SignatureCheck> =>
  checkSignedData({ der, signed: tbsCertificate.range, signatureAlgorithm, signatureValue }, issuer, subtle);

/** `subtle` undefined: not offered here. Never throws. */
export async function checkSignedData(
  data: SignedData,
  issuer: IssuerKey,
  subtle: SubtleCrypto | undefined,
): Promise<SignatureCheck> {
  if (subtle === undefined) return { result: 'not-checked', reason: 'no-web-crypto' };
  const scheme = signatureScheme(data);
  if (scheme === null) return { result: 'not-checked', reason: 'unsupported-algorithm' };
  const fits = keyKinds[scheme.name] === issuer.subjectPublicKeyInfo.kind;
  if (!fits) return { result: 'wrong' };
  const key = await importKey(issuer, scheme, subtle);
  if (key === null) return { result: 'not-checked', reason: 'unsupported-key' };
  const signature = rawSignature(data, issuer.subjectPublicKeyInfo);
  if (signature === null) return { result: 'wrong' };
  const { start, end } = data.signed;
  const right = await subtle.verify(scheme, key, signature, data.der.slice(start, end));
  return { result: right ? 'right' : 'wrong' };
}

const keyKinds: Record<SignatureScheme['name'], SubjectPublicKeyInfo['kind']> = {
  'RSASSA-PKCS1-v1_5': 'rsa',
  'RSA-PSS': 'rsa',
  ECDSA: 'ec',
  Ed25519: 'ed25519',
};

/** null: WebCrypto does not take the key (a curve, a size or an algorithm that it does not have). */
async function importKey(
  { subjectPublicKeyInfo, der }: IssuerKey,
  scheme: SignatureScheme,
  subtle: SubtleCrypto,
): Promise<CryptoKey | null> {
  const { start, end } = subjectPublicKeyInfo.range;
  const algorithm =
    scheme.name === 'ECDSA' ? { name: scheme.name, namedCurve: subjectPublicKeyInfo.curve ?? '' } : scheme;
  try {
    return await subtle.importKey('spki', der.slice(start, end), algorithm, false, ['verify']);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return null;
  }
}

/** The octets WebCrypto wants; null: an ECDSA signature that is not `SEQUENCE { r, s }` of the curve's size. */
function rawSignature(data: SignedData, key: SubjectPublicKeyInfo): Uint8Array<ArrayBuffer> | null {
  const { start, end } = data.signatureValue;
  if (key.kind !== 'ec') return data.der.slice(start, end);
  const sequence = encapsulated(data.der, data.signatureValue);
  const numbers =
    sequence === null ? [] : childrenOf(sequence).filter((part) => isUniversal(part, tag.integer));
  const size = Math.ceil((key.bits ?? 0) / 8);
  const raw = new Uint8Array(size * 2);
  if (numbers.length !== 2) return null;
  for (const [index, number] of numbers.entries()) {
    const octets = withoutZeros(contentOf(number));
    if (octets.length > size) return null;
    raw.set(octets, size * (index + 1) - octets.length);
  }
  return raw;
}

function withoutZeros(octets: Uint8Array): Uint8Array {
  const first = octets.findIndex((octet) => octet !== 0);
  return first < 0 ? octets.subarray(octets.length) : octets.subarray(first);
}
