/** The peer's bytes -> messages: records are cut, opened when there are keys, and handshake messages joined. */
import { isContentTypeName, type ContentTypeName } from '../codePoints.ts';
import { concat } from '../../bytes/concat.ts';
import type { WireRecord } from '../endpoint.ts';
import { handshakeEnd } from '../handshakeStream.ts';
import { isRefusal, type Opener } from '../protection.ts';
import { longestFragment, parseRecords, recordEnd, type TlsRecord } from '../record.ts';
import type { Refusal } from '../refusal.ts';

/** A whole message, or a record's worth of application data. */
export type Incoming = { kind: ContentTypeName; bytes: Uint8Array; records: WireRecord[] };

/** The longest handshake message taken, in bytes; OpenSSL and Go have the same order of magnitude. */
const longestMessage = 0x40000;
/** The most bytes kept unread while the caller judges a certificate. */
const longestQueue = 0x100000;

export class Inbox {
  #stream: Uint8Array = new Uint8Array();
  /** Content of handshake records that is not read as messages yet, and the records it came in. */
  #handshake: Uint8Array = new Uint8Array();
  #carriers: WireRecord[] = [];
  #opener: Opener | null = null;
  #records = 0;

  /** Keeps bytes; a refusal when far more came than any handshake needs. */
  feed(bytes: Uint8Array): Refusal | null {
    this.#stream = concat(this.#stream, bytes);
    return this.#stream.length > longestQueue
      ? { alert: 'internal_error', reason: 'message-too-long' }
      : null;
  }

  /**
   * From here on the peer seals by it. A refusal when a handshake message has begun before: messages do not span
   * key changes (RFC 9846 section 5.1).
   */
  openWith(opener: Opener): Refusal | null {
    this.#opener = opener;
    return this.#handshake.length > 0
      ? { alert: 'unexpected_message', reason: 'message-across-key-change' }
      : null;
  }

  /** The next whole message; null: more bytes are needed. */
  next(): Incoming | Refusal | null {
    for (;;) {
      const message = this.#nextHandshake();
      if (message !== null) return message;
      const record = this.#nextRecord();
      if (record === null || isRefusal(record)) return record;
      if (record.contentType !== 'handshake') return this.#alone(record);
      this.#carriers.push(record);
      this.#handshake = concat(this.#handshake, record.content);
    }
  }

  /** A record that is a message of its own: none may come amid a handshake message (RFC 9846 section 5.1). */
  #alone(record: WireRecord): Incoming | Refusal {
    if (this.#handshake.length > 0) return { alert: 'unexpected_message', reason: 'unexpected-message' };
    return { kind: record.contentType, bytes: record.content, records: [record] };
  }

  #nextHandshake(): Incoming | Refusal | null {
    const buffer = this.#handshake;
    const end = handshakeEnd(buffer);
    if (end === null) return null;
    if (end > longestMessage) return { alert: 'illegal_parameter', reason: 'message-too-long' };
    if (buffer.length < end) return null;
    const records = this.#carriers;
    this.#handshake = buffer.slice(end);
    this.#carriers = this.#handshake.length > 0 ? records.slice(-1) : [];
    return { kind: 'handshake', bytes: buffer.slice(0, end), records };
  }

  #nextRecord(): WireRecord | Refusal | null {
    const longest = this.#opener?.longest ?? longestFragment;
    const end = recordEnd(this.#stream);
    const [record] = parseRecords(this.#stream.slice(0, end), longest).records;
    if (record === undefined) return null;
    const [error] = record.errors;
    if (error?.reason === 'truncated') return null;
    if (error !== undefined) return { alert: error.code, reason: error.reason };
    this.#stream = this.#stream.slice(end);
    return this.#opened(record);
  }

  #opened(record: TlsRecord): WireRecord | Refusal {
    const { type } = record;
    if (!isContentTypeName(type)) return { alert: 'unexpected_message', reason: 'unknown-record-type' };
    const opener = this.#opener;
    if (opener === null || !opener.covers(type)) return this.#plain(record, type);
    const opened = opener.open(record);
    if (isRefusal(opened)) return opened;
    return this.#wireRecord(record, opener, opened.type, opened.content);
  }

  /**
   * Where the peer should seal, change_cipher_spec is none of the sealed (RFC 9846 section 5), and an alert may come
   * plain from a peer that has no keys yet.
   */
  #plain(record: TlsRecord, type: ContentTypeName): WireRecord | Refusal {
    const opener = this.#opener;
    const allowed =
      opener === null
        ? type !== 'application_data'
        : type === 'change_cipher_spec' || (type === 'alert' && opener.opened === 0);
    if (!allowed) return { alert: 'unexpected_message', reason: 'unexpected-message' };
    return this.#wireRecord(record, null, type, record.fragment);
  }

  #wireRecord(
    { bytes }: TlsRecord,
    opener: Opener | null,
    contentType: ContentTypeName,
    content: Uint8Array,
  ): WireRecord {
    const number = this.#records;
    this.#records += 1;
    return { number, bytes, sealedBy: opener?.sealedBy ?? null, contentType, content };
  }
}
