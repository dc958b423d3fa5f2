/** What `readInput` found. Ranges are characters of `text`, or bytes of the input when `text` is null. */
import type { ExpandedDocument } from '../asn1/expand.ts';
import type { Asn1Document } from '../asn1/scan.ts';
import type { ByteRange } from '../bytes/range.ts';
import type { Params } from '../decision.ts';
import type { CertificateErrorCode } from './certificateError.ts';
import type { HexProblemCode } from './hexInput.ts';
import type { LooksLikeCode } from './looksLike.ts';
import type { PemProblemCode } from './pem.ts';
import type { TextMap } from './textMap.ts';
import type { Certificate } from './types.ts';

export type InputProblemCode =
  | LooksLikeCode
  | PemProblemCode
  | HexProblemCode
  | 'input-too-large'
  | 'stopped'
  | 'input-cut-short'
  | 'der-trailing-data'
  | 'label-contradicts-content'
  | 'pkcs7-without-certificates'
  | 'pkcs12-needs-password'
  | 'pkcs12-wrong-password'
  | 'pkcs12-damaged'
  | 'pkcs12-unreadable'
  | 'pkcs12-unsupported'
  | 'pkcs12-too-costly'
  | 'pkcs12-partly-read'
  | 'pkcs12-altered'
  | 'pkcs12-unchecked'
  | 'key-wrong-password'
  | 'key-unsupported'
  | 'key-too-costly';

/** Where something stands in a text: both count from 1, a column is a UTF-16 code unit. */
export type TextPlace = { line: number; column: number };

/** `item`: index of the item it is about, null when about the input. `place`: of the start of `range` in a text. */
export type InputProblem = {
  code: InputProblemCode;
  severity: 'error' | 'warning';
  params: Params;
  range: ByteRange | null;
  place: TextPlace | null;
  item: number | null;
};

/**
 * `label`: the PEM label, or what a PEM label would say. `container`: index of the PKCS#7 or PKCS#12 item that it came
 * out of (its range is then the container's), null otherwise. `lines`: first and last line in the text, null in bytes.
 */
type ItemPlace = {
  label: string;
  range: ByteRange;
  lines: { first: number; last: number } | null;
  container: number | null;
};

/** `body` maps bytes of `der` to characters of the text (`charactersOfBytes`); null: no text carries them. */
type ItemBytes = {
  der: Uint8Array;
  body: TextMap | null;
  /** Of a large item that came out of the worker: its document with the encapsulated values opened. */
  expanded?: ExpandedDocument;
};

/** Made from `der` when first asked for. */
type Scanned = { readonly document: Asn1Document };

export type OtherKind =
  'csr' | 'crl' | 'pkcs7' | 'pkcs12' | 'ocsp-request' | 'ocsp-response' | 'public-key' | 'unknown-asn1';

type ReadCertificate = {
  readonly certificate: Certificate | null;
  /** Why `certificate` is null. `range` is in `der`. */
  readonly error: { code: CertificateErrorCode; range: ByteRange; params: Params } | null;
};

/** A private key is recognised and forgotten: nothing of it is kept but what is public. */
export type PrivateKeyItem = ItemPlace & {
  kind: 'private-key';
  /** `RSA`, `EC P-256`, `Ed25519`; null when encrypted or unknown. */
  algorithm: string | null;
  encrypted: boolean;
  /** Its EncryptedPrivateKeyInfo, which a password opens; null: it is not encrypted, or in the form of RFC 1421. */
  sealed: Uint8Array | null;
  /** DER of the SubjectPublicKeyInfo that belongs to it; null when it could not be derived. */
  publicKey: Uint8Array | null;
  /** Indices of the items that carry the same public key. */
  matches: number[];
};

/** Items as plain values, which a worker can post and `inputItem.ts` gives the rest back to. */
export type PlainItem = PrivateKeyItem | (ItemPlace & ItemBytes & { kind: 'certificate' | OtherKind });

export type CertificateItem = ItemPlace & ItemBytes & Scanned & ReadCertificate & { kind: 'certificate' };
export type OtherItem = ItemPlace & ItemBytes & Scanned & { kind: OtherKind };
export type InputItem = CertificateItem | PrivateKeyItem | OtherItem;

/**
 * `text`: what the ranges refer to; private keys in it are replaced by as many `*`. null: the input was binary, and
 * ranges are byte offsets. `hidden`: what of the input is or holds a private key, by where it begins.
 */
export type InputReport = {
  items: InputItem[];
  problems: InputProblem[];
  text: string | null;
  hidden: ByteRange[];
};

/** A report as plain values: what `structuredClone` takes. */
export type PlainReport = Omit<InputReport, 'items'> & { items: PlainItem[] };
