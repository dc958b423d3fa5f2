/** The ClientHello at the beginning of what a client sends, which may take several records. */
import { concat } from '../../bytes/concat.ts';
import { contentType, handshakeType } from '../../tls/codePoints.ts';
import { longestFragment } from '../../tls/record.ts';

/**
 * `hello`: the handshake message with its header. `more`: it may be one, and cannot be told before `needed` bytes are
 * there. `other`: it is none.
 */
export type HelloSearch =
  { state: 'hello'; message: Uint8Array } | { state: 'more'; needed: number } | { state: 'other' };

/** Longer than any client's; a length may claim 16 MB. */
export const longestHello = 0x20000;
const mostRecords = 64;
const [recordHeader, messageHeader] = [5, 4];
const other: HelloSearch = { state: 'other' };

export function helloIn(stream: Uint8Array): HelloSearch {
  const fragments: Uint8Array[] = [];
  let [start, found] = [0, 0];
  for (let record = 0; record < mostRecords; record += 1) {
    if (stream.length < start + recordHeader) return { state: 'more', needed: start + recordHeader };
    const length = lengthOfHandshakeRecord(stream, start);
    if (length === null) return other;
    const end = start + recordHeader + length;
    if (stream.length < end) return { state: 'more', needed: end };
    fragments.push(stream.subarray(start + recordHeader, end));
    found += length;
    start = end;
    if (found < messageHeader) continue;
    const wanted = messageLength(concat(...fragments.slice(0, messageHeader)));
    if (wanted === null) return other;
    if (found >= wanted) return { state: 'hello', message: concat(...fragments).slice(0, wanted) };
  }
  return other;
}

/** null: no record of a handshake begins there. */
function lengthOfHandshakeRecord(stream: Uint8Array, start: number): number | null {
  const [type, major, , high = 0, low = 0] = stream.subarray(start, start + recordHeader);
  const length = high * 0x100 + low;
  const fits = type === contentType('handshake') && major === 3 && length > 0 && length <= longestFragment;
  return fits ? length : null;
}

/** With its header; null: it is no ClientHello, or too long for one. */
function messageLength([type, high = 0, middle = 0, low = 0]: Uint8Array): number | null {
  const length = messageHeader + high * 0x10000 + middle * 0x100 + low;
  return type === handshakeType('client_hello') && length <= longestHello ? length : null;
}
