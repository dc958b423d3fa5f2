/** Handshake messages out of the fragments of records, which need not begin and end where messages do. */

import { concat } from '../bytes/concat.ts';

/** Whole messages with their headers, in order, and the bytes of one that is not complete yet. */
export type HandshakeStream = { messages: Uint8Array[]; rest: Uint8Array };

const headerLength = 4;

/** Joins fragments and cuts them into messages (RFC 9846 section 5.1). Nothing is checked but the lengths. */
export function joinHandshake(fragments: readonly Uint8Array[]): HandshakeStream {
  const stream = concat(...fragments);
  const messages: Uint8Array[] = [];
  let position = 0;
  while (position + headerLength <= stream.length) {
    const end = position + headerLength + bodyLength(stream, position);
    if (end > stream.length) break;
    messages.push(stream.subarray(position, end));
    position = end;
  }
  return { messages, rest: stream.subarray(position) };
}

const bodyLength = (stream: Uint8Array, start: number): number =>
  (stream[start + 1] ?? 0) * 0x10000 + (stream[start + 2] ?? 0) * 0x100 + (stream[start + 3] ?? 0);
