/** A certificate's signature algorithm -> what WebCrypto calls it. */
import * as oid from '../asn1/oid.ts';
import { own } from '../text/own.ts';
import { childrenOf, contentOf, encapsulated, isContext, type Cursor } from './cursor.ts';
import { readObjectIdentifier } from './objectIdentifier.ts';
import type { Certificate } from './types.ts';

export type SignatureScheme =
  | { name: 'RSASSA-PKCS1-v1_5'; hash: string }
  | { name: 'RSA-PSS'; hash: string; saltLength: number }
  | { name: 'ECDSA'; hash: string }
  | { name: 'Ed25519' };

/** RFC 4055, RFC 5758, RFC 8410. MD5 and SHA-224 are in no browser's WebCrypto. */
const schemes: Record<string, SignatureScheme> = {
  [oid.sha1WithRSAEncryption]: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-1' },
  [oid.sha256WithRSAEncryption]: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  [oid.sha384WithRSAEncryption]: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-384' },
  [oid.sha512WithRSAEncryption]: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512' },
  [oid.ecdsaWithSHA1]: { name: 'ECDSA', hash: 'SHA-1' },
  [oid.ecdsaWithSHA256]: { name: 'ECDSA', hash: 'SHA-256' },
  [oid.ecdsaWithSHA384]: { name: 'ECDSA', hash: 'SHA-384' },
  [oid.ecdsaWithSHA512]: { name: 'ECDSA', hash: 'SHA-512' },
  [oid.ed25519]: { name: 'Ed25519' },
};

const hashes: Record<string, string> = {
  [oid.sha1]: 'SHA-1',
  [oid.sha256]: 'SHA-256',
  [oid.sha384]: 'SHA-384',
  [oid.sha512]: 'SHA-512',
};

type Signed = Pick<Certificate, 'der' | 'signatureAlgorithm'>;

/** null: not one that WebCrypto knows. */
export function signatureScheme({ der, signatureAlgorithm }: Signed): SignatureScheme | null {
  const { oid: algorithm, parameters } = signatureAlgorithm;
  if (algorithm !== oid.rsassaPSS) return own(schemes, algorithm) ?? null;
  return pssScheme(parameters === null ? null : encapsulated(der, parameters));
}

/** RFC 4055 section 3.1: SHA-1 and 20 unless said otherwise; WebCrypto has MGF1 with the same hash only. */
function pssScheme(parameters: Cursor | null): SignatureScheme | null {
  const parts = parameters === null ? [] : childrenOf(parameters);
  const field = (number: number): Cursor | undefined => {
    const explicit = parts.find((part) => isContext(part, number));
    return explicit === undefined ? undefined : childrenOf(explicit)[0];
  };
  const hash = hashName(field(0));
  const generator = field(1);
  const generatorHash = hashName(generator === undefined ? undefined : childrenOf(generator)[1]);
  const salt = field(2);
  if (hash === null || hash !== generatorHash) return null;
  const saltLength = salt === undefined ? 20 : contentOf(salt).reduce((sum, octet) => sum * 256 + octet, 0);
  return { name: 'RSA-PSS', hash, saltLength };
}

function hashName(algorithm: Cursor | undefined): string | null {
  if (algorithm === undefined) return 'SHA-1';
  const identifier = readObjectIdentifier(childrenOf(algorithm)[0]);
  return identifier === null ? null : (own(hashes, identifier.oid) ?? null);
}
