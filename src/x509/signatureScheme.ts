/** A certificate's signature algorithm -> what WebCrypto calls it. */
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
  '1.2.840.113549.1.1.5': { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-1' },
  '1.2.840.113549.1.1.11': { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  '1.2.840.113549.1.1.12': { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-384' },
  '1.2.840.113549.1.1.13': { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512' },
  '1.2.840.10045.4.1': { name: 'ECDSA', hash: 'SHA-1' },
  '1.2.840.10045.4.3.2': { name: 'ECDSA', hash: 'SHA-256' },
  '1.2.840.10045.4.3.3': { name: 'ECDSA', hash: 'SHA-384' },
  '1.2.840.10045.4.3.4': { name: 'ECDSA', hash: 'SHA-512' },
  '1.3.101.112': { name: 'Ed25519' },
};
const RSASSA_PSS = '1.2.840.113549.1.1.10';

const hashes: Record<string, string> = {
  '1.3.14.3.2.26': 'SHA-1',
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
};

type Signed = Pick<Certificate, 'der' | 'signatureAlgorithm'>;

/** null: not one that WebCrypto knows. */
export function signatureScheme({ der, signatureAlgorithm }: Signed): SignatureScheme | null {
  const { oid, parameters } = signatureAlgorithm;
  if (oid !== RSASSA_PSS) return own(schemes, oid) ?? null;
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
