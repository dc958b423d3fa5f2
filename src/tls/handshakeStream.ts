/** Handshake messages out of the fragments of records, which need not begin and end where messages do. */

/** Whole messages with their headers, in order, and the bytes of one that is not complete yet. */
export type HandshakeStream = { messages: Uint8Array[]; rest: Uint8Array };

const headerLength = 4;

/** Joins fragments and cuts them into messages (RFC 9846 section 5.1). Nothing is checked but the lengths. */
export function joinHandshake(fragments: readonly Uint8Array[]): HandshakeStream {
  const stream = joined(fragments);
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

function joined(fragments: readonly Uint8Array[]): Uint8Array {
  const stream = new Uint8Array(fragments.reduce((total, { length }) => total + length, 0));
  let position = 0;
  for (const fragment of fragments) {
    stream.set(fragment, position);
    position += fragment.length;
  }
  return stream;
}

const bodyLength = (stream: Uint8Array, start: number): number =>
  (stream[start + 1] ?? 0) * 0x10000 + (stream[start + 2] ?? 0) * 0x100 + (stream[start + 3] ?? 0);
