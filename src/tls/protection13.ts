/** Records of TLS 1.3 (RFC 9846 section 5.2): TLSInnerPlaintext sealed under a traffic secret. */
import { isContentTypeName, contentType, contentTypeName, type ContentTypeName } from './codePoints.ts';
import { concat } from '../bytes/concat.ts';
import { keyLength, nonceLength, open, seal, tagLength, type AeadName } from './crypto/aead.ts';
import type { HashName } from './crypto/hash.ts';
import { hkdfExpandLabel } from './crypto/hkdf.ts';
import type { SealedBy } from './endpoint.ts';
import { recordNonce, type Opened, type Opener, type Sealer } from './protection.ts';
import { longestCiphertext13, longestFragment, recordHeader, type TlsRecord } from './record.ts';
import type { Refusal } from './refusal.ts';

/** What turns a traffic secret into keys. */
export type Suite13 = { aead: AeadName; hash: HashName };

type Keys = { key: Uint8Array; iv: Uint8Array };

const nothing = new Uint8Array();

/** RFC 9846 section 7.3. */
export const trafficKeys = ({ aead, hash }: Suite13, secret: Uint8Array): Keys => ({
  key: hkdfExpandLabel(hash, secret, 'key', nothing, keyLength(aead)),
  iv: hkdfExpandLabel(hash, secret, 'iv', nothing, nonceLength),
});

export function sealer13(suite: Suite13, secret: Uint8Array, sealedBy: SealedBy): Sealer {
  const { key, iv } = trafficKeys(suite, secret);
  let sequence = 0;
  return {
    sealedBy,
    seal: (type: ContentTypeName, content: Uint8Array) => {
      const header = ciphertextHeader(content.length + 1 + tagLength);
      const inner = concat(content, Uint8Array.of(contentType(type)));
      const sealed = seal(suite.aead, key, recordNonce(iv, sequence), header, inner);
      sequence += 1;
      return concat(header, sealed);
    },
  };
}

export function opener13(suite: Suite13, secret: Uint8Array, sealedBy: SealedBy): Opener {
  const { key, iv } = trafficKeys(suite, secret);
  let opened = 0;
  return {
    sealedBy,
    longest: longestCiphertext13,
    get opened() {
      return opened;
    },
    covers: (type) => type === 'application_data',
    open: ({ bytes, fragment }: TlsRecord) => {
      const header = bytes.subarray(0, recordHeader);
      const inner = open(suite.aead, key, recordNonce(iv, opened), header, fragment);
      if (inner === null) return { alert: 'bad_record_mac', reason: 'bad-record-mac' };
      opened += 1;
      return withoutPadding(inner);
    },
  };
}

/** opaque_type application_data, legacy_record_version TLS 1.2. */
const ciphertextHeader = (length: number): Uint8Array =>
  Uint8Array.of(contentType('application_data'), 0x03, 0x03, length >> 8, length & 0xff);

/** The last octet that is not zero is the type (RFC 9846 section 5.4). */
function withoutPadding(inner: Uint8Array): Opened | Refusal {
  const last = inner.findLastIndex((octet) => octet !== 0);
  if (last < 0) return { alert: 'unexpected_message', reason: 'no-content-type' };
  if (inner.length > longestFragment + 1) return { alert: 'record_overflow', reason: 'record-overflow' };
  const type = contentTypeName(inner[last] ?? 0);
  const content = inner.subarray(0, last);
  if (!isContentTypeName(type)) return { alert: 'unexpected_message', reason: 'unknown-record-type' };
  if (type === 'handshake' && content.length === 0)
    return { alert: 'unexpected_message', reason: 'empty-handshake-record' };
  return { type, content };
}
