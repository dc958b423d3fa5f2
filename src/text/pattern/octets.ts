/** Sets of octets, as PCRE has them in the C locale. */
import type { Octets } from './program.ts';

export const setOf = (...ranges: (readonly [first: number, last: number])[]): Octets => {
  const set = new Uint8Array(256);
  for (const [first, last] of ranges) set.fill(1, first, last + 1);
  return set;
};

export const inverted = (set: Octets): Octets => set.map((flag) => 1 - flag);

export const union = (sets: readonly Octets[]): Octets => {
  const all = new Uint8Array(256);
  for (const set of sets) for (const [code, flag] of set.entries()) if (flag === 1) all[code] = 1;
  return all;
};

/** The other case of an ASCII letter; any other octet itself. */
export function otherCase(code: number): number {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a ? code ^ 0x20 : code;
}

export function withBothCases(set: Octets): Octets {
  const both = set.slice();
  for (const [code, flag] of set.entries()) if (flag === 1) both[otherCase(code)] = 1;
  return both;
}

export const digits = setOf([0x30, 0x39]);
export const wordOctets = setOf([0x30, 0x39], [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]);
export const whiteSpace = setOf([0x09, 0x0d], [0x20, 0x20]);
export const every = setOf([0x00, 0xff]);
export const notLineFeed = setOf([0x00, 0x09], [0x0b, 0xff]);
