/** Changes of octets, as a bad disk, a bad program or a bad person makes them. */
import { concat } from '../../src/bytes/concat.ts';
import type { Random } from './random.ts';

/** `tokens`: octets that mean something in this format; `seeds`: whole inputs, to take parts of. */
export type ByteMaterial = { tokens: readonly Uint8Array[]; seeds: readonly Uint8Array[] };

const longest = 64 * 1024;

type Mutation = (bytes: Uint8Array, random: Random, material: ByteMaterial) => Uint8Array;

const spliced = (bytes: Uint8Array, start: number, end: number, ...put: Uint8Array[]): Uint8Array =>
  concat(bytes.subarray(0, start), ...put, bytes.subarray(end));

function withOctets(bytes: Uint8Array, at: number, octets: readonly number[]): Uint8Array {
  const changed = bytes.slice();
  octets.forEach((octet, offset) => {
    if (at + offset < changed.length) changed[at + offset] = octet;
  });
  return changed;
}

const bigEndian = (value: number, size: number): number[] =>
  Array.from({ length: size }, (_, each) => (value / 256 ** (size - 1 - each)) & 0xff);

const numbers = [0, 1, 2, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0xffffffff];

const mutations: readonly Mutation[] = [
  (bytes, random) => {
    const at = random.below(bytes.length);
    return withOctets(bytes, at, [(bytes[at] ?? 0) ^ (1 << random.below(8))]);
  },
  (bytes, random) => withOctets(bytes, random.below(bytes.length), [random.below(256)]),
  (bytes, random) => withOctets(bytes, random.below(bytes.length), [random.pick([0, 1, 0x7f, 0x80, 0xff])]),
  (bytes, random) => {
    const octets = bigEndian(random.pick(numbers), random.pick([1, 2, 3, 4]));
    return withOctets(bytes, random.below(bytes.length), random.once(2) ? octets : octets.toReversed());
  },
  (bytes, random) => bytes.subarray(0, random.below(bytes.length)),
  (bytes, random) => {
    const { start, end } = random.part(bytes.length);
    return spliced(bytes, start, end);
  },
  (bytes, random) => {
    const { start, end } = random.part(bytes.length);
    return spliced(bytes, end, end, bytes.subarray(start, end));
  },
  (bytes, random) => {
    const at = random.below(bytes.length + 1);
    return spliced(bytes, at, at, random.bytes(1 + random.below(20)));
  },
  (bytes, random, { tokens }) => {
    const { start, end } = random.part(bytes.length);
    return tokens.length === 0
      ? bytes
      : spliced(bytes, start, random.once(2) ? start : end, random.pick(tokens));
  },
  (bytes, random, { seeds }) => {
    const other = random.pick(seeds);
    const [from, to] = [random.part(other.length), random.part(bytes.length)];
    return spliced(bytes, to.start, to.end, other.subarray(from.start, from.end));
  },
  (bytes, random, { seeds }) => {
    const other = random.pick(seeds);
    return concat(bytes.subarray(0, random.below(bytes.length)), other.subarray(random.below(other.length)));
  },
  (bytes, random) => {
    const [one, other] = [random.part(bytes.length), random.part(bytes.length)];
    return spliced(bytes, one.start, one.end, bytes.subarray(other.start, other.end));
  },
  (bytes, random) => {
    const { start, end } = random.part(bytes.length);
    const part = bytes.subarray(start, end);
    return part.length === 0 ? bytes : spliced(bytes, end, end, ...repeated(part, random));
  },
];

/** Mostly a few times, now and then hundreds of times. */
const repeated = (part: Uint8Array, random: Random): Uint8Array[] =>
  Array.from({ length: 1 + random.below(random.pick([4, 20, 400])) }, () => part);

/** `bytes` after one to six changes, at most 64 KB. */
export function mutateBytes(bytes: Uint8Array, random: Random, material: ByteMaterial): Uint8Array {
  let changed = bytes;
  for (let changes = 1 + random.below(random.pick([1, 3, 6])); changes > 0; changes -= 1)
    changed = random.pick(mutations)(changed, random, material).subarray(0, longest);
  return changed.slice();
}
