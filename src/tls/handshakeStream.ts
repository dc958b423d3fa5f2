/** Handshake messages out of the fragments of records, which need not begin and end where messages do. */

import { concat } from '../bytes/concat.ts';

/** Whole messages with their headers, in order, and the bytes of one that is not complete yet. */
export type HandshakeStream = { messages: Uint8Array[]; rest: Uint8Array };

/** Bytes of a handshake message's header: type and length. */
export const handshakeHeader = 4;

/** Joins fragments and cuts them into messages (RFC 9846 section 5.1). Nothing is checked but the lengths. */
export function joinHandshake(fragments: readonly Uint8Array[]): HandshakeStream {
  const stream = concat(...fragments);
  const messages: Uint8Array[] = [];
  let position = 0;
  for (;;) {
    const end = handshakeEnd(stream, position);
    if (end === null || end > stream.length) break;
    messages.push(stream.subarray(position, end));
    position = end;
  }
  return { messages, rest: stream.subarray(position) };
}

/** Where the message that begins at `start` ends by its header, be that there or not; null: its header is cut short. */
export function handshakeEnd(stream: Uint8Array, start = 0): number | null {
  if (start + handshakeHeader > stream.length) return null;
  const [, high = 0, middle = 0, low = 0] = stream.subarray(start, start + handshakeHeader);
  return start + handshakeHeader + high * 0x10000 + middle * 0x100 + low;
}
