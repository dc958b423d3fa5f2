/**
 * What `parseCertificate` reads out of a certificate (RFC 5280 section 4.1). Every value keeps the range of its
 * DER in `Certificate.der` and its path in the RFC's names, so that field, node and bytes stay one model. Plain data:
 * `structuredClone` takes it, and so a worker can send it.
 */
import type { ByteRange } from '../bytes/range.ts';

/** Where a value stands: its whole TLV in the certificate, and the path the node is named by. */
export type Place = { path: string; range: ByteRange };

/** `oid` dotted, `name` the standard's short name (`ecdsa-with-SHA256`, `commonName`) or null when unknown. */
export type ObjectIdentifier = { oid: string; name: string | null };

/** RFC 5280 section 4.1.1.2. `parameters` is the whole TLV, null when absent. */
export type AlgorithmIdentifier = Place & ObjectIdentifier & { parameters: ByteRange | null };

/**
 * One attribute of a distinguished name. `bytes` are the value's content octets as they stand, `tagNumber` its
 * universal string type (12 UTF8String, 19 PrintableString, 20 TeletexString, 22 IA5String, 30 BMPString),
 * `text` their decoding (unreadable octets as U+FFFD). `rdn` numbers the RelativeDistinguishedName it is in.
 */
export type NameAttribute = Place &
  ObjectIdentifier & { rdn: number; tagNumber: number; bytes: Uint8Array; text: string };

/** RFC 5280 section 4.1.2.4, attributes in encoded order. */
export type Name = Place & { attributes: NameAttribute[] };

/** UTCTime or GeneralizedTime. `text` as encoded; `date` is the instant, null when it cannot be read. */
export type Time = Place & { text: string; date: Date | null };

export type GeneralNameType =
  | 'otherName'
  | 'rfc822Name'
  | 'dNSName'
  | 'x400Address'
  | 'directoryName'
  | 'ediPartyName'
  | 'uniformResourceIdentifier'
  | 'iPAddress'
  | 'registeredID';

/**
 * RFC 5280 section 4.2.1.6. `bytes` are the content octets, exactly; `text` is how people read them (an IP address
 * in RFC 5952 form, octets that are not printable ASCII as `\xNN`).
 */
export type GeneralName = Place & { type: GeneralNameType; bytes: Uint8Array; text: string };

/** RFC 5280 section 4.2. `value` is the content of extnValue's OCTET STRING, in `Certificate.der`. */
export type Extension = Place &
  ObjectIdentifier & {
    critical: boolean;
    value: ByteRange;
    /** Set when it is not `SEQUENCE { OID, BOOLEAN DEFAULT FALSE, OCTET STRING }`; the other fields then hold a guess. */
    malformed?: 'extension-structure';
  };

/**
 * Why a subjectAltName is malformed. The first four concern its structure: OpenSSL and others read no names at all
 * from `san-unreadable`. The last three concern one name, which is kept as it stands.
 */
export type SanMalformation =
  | 'san-unreadable'
  | 'san-trailing-data'
  | 'san-empty'
  | 'san-not-der'
  | 'san-not-general-name'
  | 'san-not-ia5'
  | 'san-ip-length';

/**
 * One occurrence of the subjectAltName extension. `malformed` is a code when its value is not a readable, DER
 * encoded, non-empty GeneralNames (`names` then holds what could be read): clients disagree on what that means.
 */
export type SubjectAltName = {
  extension: Extension;
  names: GeneralName[];
  malformed: SanMalformation | null;
};

/** `bits`: modulus or field size, null when unknown; `curve`: the named curve of an EC key. */
export type SubjectPublicKeyInfo = Place & {
  algorithm: AlgorithmIdentifier;
  kind: 'rsa' | 'ec' | 'ed25519' | 'ed448' | 'dsa' | 'x25519' | 'x448' | 'ml-dsa' | 'unknown';
  bits: number | null;
  curve: string | null;
  /** Content of the BIT STRING without its unused-bits octet. */
  key: ByteRange;
};

/** RFC 5280 section 4.2.1.9. `pathLength` null: no limit. */
export type BasicConstraints = { ca: boolean; pathLength: number | null };

export type Certificate = {
  der: Uint8Array;
  /** Of the certificate itself; octets of `der` after it do not belong to it. */
  range: ByteRange;
  /** 1, 2 or 3 (the encoded value plus one). */
  version: number;
  /** Content octets of the INTEGER. */
  serialNumber: Place & { bytes: Uint8Array };
  tbsCertificate: Place;
  signature: AlgorithmIdentifier;
  issuer: Name;
  validity: { notBefore: Time; notAfter: Time };
  subject: Name;
  subjectPublicKeyInfo: SubjectPublicKeyInfo;
  /** All of them, repeated and malformed ones too, in encoded order. */
  extensions: Extension[];
  /** Every occurrence of subjectAltName: none, one, or (malformed certificate) several. */
  subjectAltNames: SubjectAltName[];
  /** null: absent or unreadable. Short names of RFC 5280 section 4.2.1.3, e.g. `digitalSignature`. */
  keyUsage: string[] | null;
  /** null: absent or unreadable. Names as in RFC 5280 section 4.2.1.12 (`serverAuth`), else dotted OIDs. */
  extKeyUsage: string[] | null;
  basicConstraints: BasicConstraints | null;
  subjectKeyIdentifier: Uint8Array | null;
  authorityKeyIdentifier: Uint8Array | null;
  signatureAlgorithm: AlgorithmIdentifier;
  /** Content of the BIT STRING without its unused-bits octet. */
  signatureValue: ByteRange;
};
