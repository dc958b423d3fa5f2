/** OBJECT IDENTIFIER contents (X.690 8.19) -> dotted decimal -> name. */
import { oidNames } from './oidNames.ts';

/** Longer contents are not object identifiers anybody assigned; decoding big arcs costs the square of their length. */
export const maxOidOctets = 1024;

/**
 * Dotted decimal of content octets, arcs of any size. Null: empty, cut inside an arc, an arc padded with 0x80
 * (8.19.2), or over `maxOidOctets` long.
 */
export function decodeOid(octets: Uint8Array): string | null {
  if (octets.length === 0 || octets.length > maxOidOctets) return null;
  const arcs: bigint[] = [];
  let arc = 0n;
  let inside = false;
  for (const octet of octets) {
    if (!inside && octet === 0x80) return null;
    arc = (arc << 7n) | BigInt(octet & 0x7f);
    inside = octet >= 0x80;
    if (inside) continue;
    arcs.push(arc);
    arc = 0n;
  }
  const [first, ...rest] = arcs;
  return inside || first === undefined ? null : [...splitFirst(first), ...rest].join('.');
}

/** 8.19.4: the first subidentifier is 40 X + Y; X is at most 2, and Y below 40 for X = 0 and 1. */
function splitFirst(subidentifier: bigint): [bigint, bigint] {
  const x = subidentifier < 40n ? 0n : subidentifier < 80n ? 1n : 2n;
  return [x, subidentifier - 40n * x];
}

/**
 * Content octets of a dotted decimal identifier. Null: not two or more arcs of digits without leading zeros, the
 * first 0 to 2, the second below 40 after 0 and 1.
 */
export function encodeOid(dotted: string): Uint8Array | null {
  if (!/^[0-2](\.(0|[1-9]\d*))+$/.test(dotted)) return null;
  const [x = 0n, y = 0n, ...rest] = dotted.split('.').map(BigInt);
  if (x < 2n && y >= 40n) return null;
  return Uint8Array.from([40n * x + y, ...rest].flatMap(base128));
}

function base128(arc: bigint): number[] {
  const octets = [Number(arc & 0x7fn)];
  for (let left = arc >> 7n; left > 0n; left >>= 7n) octets.unshift(Number(left & 0x7fn) | 0x80);
  return octets;
}

/** The standard's short name (`commonName`, `ecdsa-with-SHA256`, `serverAuth`), null when unknown here. */
export const oidName = (dotted: string): string | null => oidNames.get(dotted) ?? null;
