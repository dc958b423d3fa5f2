/** The order DER asks of a SET's components (X.690 10.3) and a SET OF's elements (11.6). */
import type { NodeTable } from './nodeTable.ts';

/**
 * Whether the children of `set` are out of order. Without the schema it is not known whether it is a SET (order by
 * tag) or a SET OF (order by encoding): children of one tag are compared by encoding; of different tags only what is
 * wrong either way counts. Each pair is compared once, up to its shorter member.
 */
export function isSetOutOfOrder(bytes: Uint8Array, table: NodeTable, set: number): boolean {
  const end = table.next[set] ?? 0;
  let previous = set + 1;
  if (previous >= end) return false;
  for (let i = table.next[previous] ?? end; i < end; i = table.next[i] ?? end) {
    const a = table.identifier[previous] ?? 0;
    const b = table.identifier[i] ?? 0;
    if (b === 0) return false; // end-of-contents
    if (a === b ? compareEncodings(bytes, table, previous, i) > 0 : a > b && byTag(a) > byTag(b)) return true;
    previous = i;
  }
  return false;
}

/** Class, then number: the identifier octet without its constructed bit. */
const byTag = (identifier: number): number => identifier & 0xdf;

/** 11.6: as octet strings, the shorter padded with zero octets. */
function compareEncodings(bytes: Uint8Array, table: NodeTable, a: number, b: number): number {
  const startA = table.start[a] ?? 0;
  const startB = table.start[b] ?? 0;
  const length = Math.min((table.end[a] ?? 0) - startA, (table.end[b] ?? 0) - startB);
  for (let k = 0; k < length; k++) {
    const difference = (bytes[startA + k] ?? 0) - (bytes[startB + k] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0; // complete encodings of one tag that share the shorter's octets are equal
}
