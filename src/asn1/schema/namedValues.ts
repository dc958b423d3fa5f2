/** Numbers and bits that have a name in the module that defines their type, by the type's name. */
import { own } from '../../text/own.ts';

type Names = Readonly<Record<number, string>>;

/** Bits from the first, which is the highest bit of the first octet. */
const bits: Readonly<Record<string, readonly string[]>> = {
  // RFC 5280 section 4.2.1.3
  KeyUsage: [
    'digitalSignature',
    'nonRepudiation',
    'keyEncipherment',
    'dataEncipherment',
    'keyAgreement',
    'keyCertSign',
    'cRLSign',
    'encipherOnly',
    'decipherOnly',
  ],
  // RFC 5280 section 4.2.1.13
  ReasonFlags: [
    'unused',
    'keyCompromise',
    'cACompromise',
    'affiliationChanged',
    'superseded',
    'cessationOfOperation',
    'certificateHold',
    'privilegeWithdrawn',
    'aACompromise',
  ],
  // Netscape Certificate Extensions
  NetscapeCertType: [
    'sslClient',
    'sslServer',
    'smime',
    'objectSigning',
    'reserved',
    'sslCA',
    'smimeCA',
    'objectSigningCA',
  ],
};

const numbers: Readonly<Record<string, Names>> = {
  Version: { 0: 'v1', 1: 'v2', 2: 'v3' },
  // RFC 5280 section 5.3.1
  CRLReason: {
    0: 'unspecified',
    1: 'keyCompromise',
    2: 'cACompromise',
    3: 'affiliationChanged',
    4: 'superseded',
    5: 'cessationOfOperation',
    6: 'certificateHold',
    8: 'removeFromCRL',
    9: 'privilegeWithdrawn',
    10: 'aACompromise',
  },
  // RFC 6960 section 4.2.1
  OCSPResponseStatus: {
    0: 'successful',
    1: 'malformedRequest',
    2: 'internalError',
    3: 'tryLater',
    5: 'sigRequired',
    6: 'unauthorized',
  },
  // RFC 7633 section 4.1: numbers of TLS extensions
  TLSFeature: { 5: 'status_request', 17: 'status_request_v2' },
  // RFC 6962 section 3.2, RFC 5246 section 7.4.1.4.1
  SctVersion: { 0: 'v1' },
  TlsHashAlgorithm: { 0: 'none', 1: 'md5', 2: 'sha1', 3: 'sha224', 4: 'sha256', 5: 'sha384', 6: 'sha512' },
  TlsSignatureAlgorithm: { 0: 'anonymous', 1: 'rsa', 2: 'dsa', 3: 'ecdsa' },
};

/** The name of `number` in the type; null: it has none. */
export const numberName = (type: string | undefined, number: number): string | null =>
  (type === undefined ? undefined : own(numbers, type)?.[number]) ?? null;

/** The names of the bits that are set in `octets`, a bit without a name by its number; null: the type names no bits. */
export function bitNames(type: string | undefined, octets: Uint8Array): string[] | null {
  const names = type === undefined ? undefined : own(bits, type);
  if (names === undefined) return null;
  const last = Math.min(octets.length * 8, mostBits);
  return Array.from({ length: last }, (_, bit) => bit)
    .filter((bit) => ((octets[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0)
    .map((bit) => names[bit] ?? String(bit));
}

/** A longer value has no named bits at its end, and is not walked bit by bit. */
const mostBits = 64;
