/** What a machine says: records for the peer, sealed when there are keys, and events for the caller. */
import { protocolVersion, type ContentTypeName } from '../codePoints.ts';
import { concat } from '../../bytes/concat.ts';
import type { EndpointEvent, Output, WireRecord } from '../endpoint.ts';
import type { Message } from '../message.ts';
import type { Sealer } from '../protection.ts';
import { longestFragment, wrapFragments } from '../record.ts';

export class Outbox {
  #bytes: Uint8Array[] = [];
  #events: EndpointEvent[] = [];
  #sealer: Sealer | null = null;
  #records = 0;
  #announcement: Message | null = null;
  /** legacy_record_version of plain records: 1.0 in a first ClientHello (RFC 9846 section 5.1). */
  recordVersion = protocolVersion('TLS 1.2');

  /** What came together since the last time. */
  take(): Output {
    const output = { bytes: concat(...this.#bytes), events: this.#events };
    this.#bytes = [];
    this.#events = [];
    return output;
  }

  emit(event: EndpointEvent): void {
    this.#events.push(event);
  }

  /** From here on all is sealed by it. `announcement`: goes plain before the first sealed record. */
  sealWith(sealer: Sealer, announcement: Message | null = null): void {
    this.#sealer = sealer;
    this.#announcement = announcement;
  }

  /** A message in records of its own. */
  send(message: Message): void {
    this.#announce();
    this.#tell(message, this.#sealer);
  }

  sendData(data: Uint8Array): void {
    this.#announce();
    const records = this.#write('application_data', data, this.#sealer);
    this.emit({ kind: 'data-sent', data, records });
  }

  #announce(): void {
    const message = this.#announcement;
    this.#announcement = null;
    if (message !== null) this.#tell(message, null);
  }

  #tell(message: Message, sealer: Sealer | null): void {
    const type =
      message.type === 'alert' || message.type === 'change_cipher_spec' ? message.type : 'handshake';
    const records = this.#write(type, message.bytes, sealer);
    this.emit({ kind: 'sent', message, records });
  }

  #write(type: ContentTypeName, content: Uint8Array, sealer: Sealer | null): WireRecord[] {
    const records = sealer === null ? this.#plain(type, content) : this.#sealed(sealer, type, content);
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
