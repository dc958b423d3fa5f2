/**
 * Records of TLS 1.2 sealed with an AEAD cipher: RFC 5246 section 6.2.3.3, RFC 5288 section 3 (AES-GCM, whose records
 * carry a part of their nonce), RFC 7905 section 2 (ChaCha20-Poly1305, whose records carry none of it).
 */
import { explicitNonceLength, fixedIvLength } from './cipherSuites12.ts';
import type { CipherSuite12 } from './cipherSuites12.ts';
import { contentType, isContentTypeName, protocolVersion } from './codePoints.ts';
import type { ContentTypeName } from './codePoints.ts';
import { concat } from '../bytes/concat.ts';
import { keyLength, open, seal, tagLength } from './crypto/aead.ts';
import type { AeadName } from './crypto/aead.ts';
import type { SealedBy } from './endpoint.ts';
import { writeKeys } from './prf12.ts';
import type { Randoms, WriteKey, WriteKeys } from './prf12.ts';
import { recordNonce } from './protection.ts';
import type { Opened, Opener, Sealer } from './protection.ts';
import { longestCiphertext12, longestFragment } from './record.ts';
import type { TlsRecord } from './record.ts';
import type { Refusal } from './refusal.ts';

/** The keys of a connection: its session's master secret and both randoms of this handshake. */
export const connectionKeys = (
  { aead, hash }: CipherSuite12,
  master: Uint8Array,
  randoms: Randoms,
): WriteKeys => writeKeys(hash, master, randoms, { key: keyLength(aead), iv: fixedIvLength(aead) });

/** Every key of a connection comes from its master secret, which the key log names by the client's random. */
const sealedBy: SealedBy = { secret: 'CLIENT_RANDOM', updates: 0 };

/** The sequence number serves as explicit nonce: it never repeats. */
export function sealer12({ aead }: CipherSuite12, { key, iv }: WriteKey): Sealer {
  let sequence = 0;
  return {
    sealedBy,
    seal: (type, content) => {
      const explicit = uint64(sequence).subarray(8 - explicitNonceLength(aead));
      const nonce = nonceOf(aead, iv, explicit, sequence);
      const sealed = seal(
        aead,
        key,
        nonce,
        additionalData(sequence, recordStart(type, version, content.length)),
        content,
      );
      sequence += 1;
      return concat(recordStart(type, version, explicit.length + sealed.length), explicit, sealed);
    },
  };
}

export function opener12({ aead }: CipherSuite12, { key, iv }: WriteKey): Opener {
  let opened = 0;
  return {
    sealedBy,
    longest: longestCiphertext12,
    get opened() {
      return opened;
    },
    covers: () => true,
    open: ({ type, legacyRecordVersion, fragment }: TlsRecord) => {
      const length = fragment.length - explicitNonceLength(aead) - tagLength;
      if (length < 0 || !isContentTypeName(type)) return badRecordMac;
      const explicit = fragment.subarray(0, explicitNonceLength(aead));
      const nonce = nonceOf(aead, iv, explicit, opened);
      const ciphertext = fragment.subarray(explicit.length);
      const start = recordStart(type, legacyRecordVersion, length);
      const content = open(aead, key, nonce, additionalData(opened, start), ciphertext);
      if (content === null) return badRecordMac;
      opened += 1;
      return asOpened(type, content);
    },
  };
}

const badRecordMac: Refusal = { alert: 'bad_record_mac', reason: 'bad-record-mac' };

/** RFC 5246 section 6.2.1: no empty fragments of handshake, alert or ChangeCipherSpec; at most 2^14 bytes. */
function asOpened(type: ContentTypeName, content: Uint8Array): Opened | Refusal {
  if (content.length > longestFragment) return { alert: 'record_overflow', reason: 'record-overflow' };
  if (content.length === 0 && type !== 'application_data')
    return { alert: 'unexpected_message', reason: 'empty-handshake-record' };
  return { type, content };
}

/** What is not explicit comes from the key block; where nothing is explicit, the sequence number masks it. */
const nonceOf = (aead: AeadName, iv: Uint8Array, explicit: Uint8Array, sequence: number): Uint8Array =>
  explicitNonceLength(aead) === 0 ? recordNonce(iv, sequence) : concat(iv, explicit);

/** seq_num, then type, version and length as a record of the content would have them. */
const additionalData = (sequence: number, start: Uint8Array): Uint8Array => concat(uint64(sequence), start);

const version = protocolVersion('TLS 1.2');

const recordStart = (type: ContentTypeName, recordVersion: number, length: number): Uint8Array =>
  Uint8Array.of(contentType(type), recordVersion >> 8, recordVersion & 0xff, length >> 8, length & 0xff);

function uint64(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}
