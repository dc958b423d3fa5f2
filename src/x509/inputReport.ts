/** What `readInput` found. Ranges are characters of `text`, or bytes of the input when `text` is null. */
import type { Asn1Document } from '../asn1/scan.ts';
import type { ByteRange } from '../bytes/range.ts';
import type { Params } from '../decision.ts';
import type { CertificateErrorCode } from './certificateError.ts';
import type { LooksLikeCode } from './looksLike.ts';
import type { PemProblemCode } from './pem.ts';
import type { TextMap } from './textMap.ts';
import type { Certificate } from './types.ts';

export type InputProblemCode =
  | LooksLikeCode
  | PemProblemCode
  | 'der-trailing-data'
  | 'label-contradicts-content'
  | 'pkcs12-needs-password'
  | 'pkcs12-wrong-password'
  | 'pkcs12-unreadable'
  | 'pkcs12-partly-read';

/** `item`: index of the item it is about, null when about the input. */
export type InputProblem = {
  code: InputProblemCode;
  severity: 'error' | 'warning';
  params: Params;
  range: ByteRange | null;
  item: number | null;
};

/**
 * `label`: the PEM label, or what a PEM label would say. `container`: index of the PKCS#7 or PKCS#12 item a
 * certificate came out of (its range is then the container's), null otherwise.
 */
type ItemPlace = { label: string; range: ByteRange; container: number | null };

/** `body` maps bytes of `der` to characters of the text (`charactersOfBytes`); null: no text carries them. */
type ItemBytes = { der: Uint8Array; document: Asn1Document; body: TextMap | null };

export type CertificateItem = ItemPlace &
  ItemBytes & {
    kind: 'certificate';
    certificate: Certificate | null;
    /** Why `certificate` is null. `range` is in `der`. */
    error: { code: CertificateErrorCode; range: ByteRange; params: Params } | null;
  };

/** A private key is recognised and forgotten: no byte of it is kept. */
export type PrivateKeyItem = ItemPlace & {
  kind: 'private-key';
  /** `RSA`, `EC P-256`, `Ed25519`; null when encrypted or unknown. */
  algorithm: string | null;
  encrypted: boolean;
};

export type OtherItem = ItemPlace &
  ItemBytes & { kind: 'csr' | 'crl' | 'pkcs7' | 'pkcs12' | 'public-key' | 'unknown-asn1' };

export type InputItem = CertificateItem | PrivateKeyItem | OtherItem;

/**
 * `text`: what the ranges refer to; private keys in it are replaced by as many `*`. null: the input was binary, and
 * ranges are byte offsets.
 */
export type InputReport = { items: InputItem[]; problems: InputProblem[]; text: string | null };
