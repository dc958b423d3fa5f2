/** The ClientHello at the beginning of what a client sends, which may take several records. */
import { concat } from '../../bytes/concat.ts';
import { contentType, handshakeType } from '../../tls/codePoints.ts';
import { handshakeEnd, handshakeHeader } from '../../tls/handshakeStream.ts';
import { longestFragment, recordEnd, recordHeader } from '../../tls/record.ts';

/**
 * `hello`: the handshake message with its header. `more`: it may be one, and cannot be told before `needed` bytes are
 * there. `other`: it is none.
 */
export type HelloSearch =
  { state: 'hello'; message: Uint8Array } | { state: 'more'; needed: number } | { state: 'other' };

/** Longer than any client's; a length may claim 16 MB. */
export const longestHello = 0x20000;
const mostRecords = 64;
const other: HelloSearch = { state: 'other' };

export function helloIn(stream: Uint8Array): HelloSearch {
  const fragments: Uint8Array[] = [];
  let [start, found] = [0, 0];
  for (let record = 0; record < mostRecords; record += 1) {
    const content = start + recordHeader;
    if (stream.length < content) return { state: 'more', needed: content };
    const end = recordEnd(stream, start);
    if (!isHandshakeRecord(stream.subarray(start, content), end - content)) return other;
    if (stream.length < end) return { state: 'more', needed: end };
    fragments.push(stream.subarray(content, end));
    found += end - content;
    start = end;
    const header = concat(...fragments.slice(0, handshakeHeader)); // none is empty
    const wanted = handshakeEnd(header);
    if (wanted === null) continue;
    if (header[0] !== handshakeType('client_hello') || wanted > longestHello) return other;
    if (found >= wanted) return { state: 'hello', message: concat(...fragments).slice(0, wanted) };
  }
  return other;
}

const isHandshakeRecord = ([type, major]: Uint8Array, length: number): boolean =>
  type === contentType('handshake') && major === 3 && length > 0 && length <= longestFragment;
