/**
 * Protection of records as the channel uses it. A version brings a maker for each direction
 * (`protection13.ts`, `protection12.ts`); sequence numbers are in it.
 */
import type { ContentTypeName } from './codePoints.ts';
import type { SealedBy } from './endpoint.ts';
import type { TlsRecord } from './record.ts';
import type { Refusal } from './refusal.ts';

/** Seals what this end sends. */
export type Sealer = {
  sealedBy: SealedBy;
  /** A whole record, header included, of content of at most 2^14 bytes. */
  seal(type: ContentTypeName, content: Uint8Array): Uint8Array;
};

export type Opened = { type: ContentTypeName; content: Uint8Array };

/** Opens what the peer sends. */
export type Opener = {
  sealedBy: SealedBy;
  /** The longest fragment that a sealed record of this version may have. */
  longest: number;
  /** Records opened so far. */
  readonly opened: number;
  /** Whether records of this outer type are sealed: in TLS 1.3 application_data, in TLS 1.2 all. */
  covers(type: ContentTypeName): boolean;
  open(record: TlsRecord): Opened | Refusal;
};

export const isRefusal = (value: object): value is Refusal => 'alert' in value;

/** The sequence number as 12 bytes, exclusive-or'd into the write IV (RFC 9846 section 5.3). */
export function recordNonce(iv: Uint8Array, sequence: number): Uint8Array {
  const nonce = Uint8Array.from(iv);
  for (let index = nonce.length - 1, rest = sequence; rest > 0; index -= 1, rest = Math.floor(rest / 256))
    nonce[index] = (nonce[index] ?? 0) ^ (rest % 256);
  return nonce;
}
