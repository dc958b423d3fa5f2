/** What a machine says: records for the peer, sealed when there are keys, and events for the caller. */
import { protocolVersion, type ContentTypeName } from '../codePoints.ts';
import { concatenated } from '../concatenated.ts';
import type { EndpointEvent, Output, WireRecord } from '../endpoint.ts';
import type { Message } from '../message.ts';
import type { Sealer } from '../protection.ts';
import { longestFragment, wrapFragments } from '../record.ts';

export class Outbox {
  #bytes: Uint8Array[] = [];
  #events: EndpointEvent[] = [];
  #sealer: Sealer | null = null;
  #records = 0;
  /** legacy_record_version of plain records: 1.0 in a first ClientHello (RFC 9846 section 5.1). */
  recordVersion = protocolVersion('TLS 1.2');

  /** What came together since the last time. */
  take(): Output {
    const output = { bytes: concatenated(...this.#bytes), events: this.#events };
    this.#bytes = [];
    this.#events = [];
    return output;
  }

  emit(event: EndpointEvent): void {
    this.#events.push(event);
  }

  /** From here on all is sealed by it. */
  sealWith(sealer: Sealer): void {
    this.#sealer = sealer;
  }

  /** A message in records of its own. */
  send(message: Message): void {
    const type =
      message.type === 'alert' || message.type === 'change_cipher_spec' ? message.type : 'handshake';
    const records = this.#write(type, message.bytes);
    this.emit({ kind: 'sent', message, records });
  }

  /** A change_cipher_spec of TLS 1.3, never sealed; TLS 1.2's goes by `send`, before its keys are used. */
  sendPlain(message: Message): void {
    const sealer = this.#sealer;
    this.#sealer = null;
    this.send(message);
    this.#sealer = sealer;
  }

  sendData(data: Uint8Array): void {
    const records = this.#write('application_data', data);
    this.emit({ kind: 'data-sent', data, records });
  }

  #write(type: ContentTypeName, content: Uint8Array): WireRecord[] {
    const records =
      this.#sealer === null ? this.#plain(type, content) : this.#sealed(this.#sealer, type, content);
    this.#records += records.length;
    this.#bytes.push(...records.map(({ bytes }) => bytes));
    return records;
  }

  #plain(type: ContentTypeName, content: Uint8Array): WireRecord[] {
    return wrapFragments(type, content, this.recordVersion).map(({ bytes, fragment }, index) => ({
      number: this.#records + index,
      bytes,
      sealedBy: null,
      contentType: type,
      content: fragment,
    }));
  }

  #sealed(sealer: Sealer, type: ContentTypeName, whole: Uint8Array): WireRecord[] {
    const records: WireRecord[] = [];
    let start = 0;
    do {
      const content = whole.subarray(start, start + longestFragment);
      const bytes = sealer.seal(type, content);
      const number = this.#records + records.length;
      records.push({ number, bytes, sealedBy: sealer.sealedBy, contentType: type, content });
      start += longestFragment;
    } while (start < whole.length);
    return records;
  }
}
