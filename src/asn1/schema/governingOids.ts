/** The object identifiers that decide an open type, as small numbers: what a walk over millions of nodes can compare. */
import { encodeOid } from '../oids.ts';
import { openTypeOids } from './registry.ts';
import { addTo } from '../../text/addTo.ts';

/** Dotted, by number; number 0 is every identifier that decides nothing. */
const dotted: readonly (string | null)[] = [null, ...openTypeOids()];

type Entry = { number: number; octets: Uint8Array };

const entries = new Map<number, Entry[]>();
let longest = 0;
dotted.forEach((text, number) => {
  const octets = text === null ? null : encodeOid(text);
  if (octets === null) return;
  const hash = hashOf(octets, 0, octets.length);
  addTo(entries, hash, { number, octets });
  longest = Math.max(longest, octets.length);
});

/** The number of the identifier with the content octets `[start, end)` of `bytes`. */
export function governingOid(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > longest) return 0;
  const candidates = entries.get(hashOf(bytes, start, end));
  return candidates?.find(({ octets }) => equals(bytes, start, end, octets))?.number ?? 0;
}

/** Null: none of those that decide anything. */
export const dottedOf = (number: number): string | null => dotted[number] ?? null;

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0;
  for (let p = start; p < end; p++) hash = (Math.imul(hash, 31) + (bytes[p] ?? 0)) | 0;
  return hash;
}

function equals(bytes: Uint8Array, start: number, end: number, octets: Uint8Array): boolean {
  if (end - start !== octets.length) return false;
  for (let k = 0; k < octets.length; k++) if (bytes[start + k] !== octets[k]) return false;
  return true;
}
