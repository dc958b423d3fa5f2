/** A pattern as the instructions of a small machine that goes back when it fails (`match.ts`). */

/** One flag an octet. */
export type Octets = Uint8Array;

export type AssertionKind = 'start' | 'end' | 'line-start' | 'line-end' | 'word' | 'not-word';

export type Instruction =
  | { op: 'one'; of: Octets }
  /** `least` to `most` octets of a set; */
  | { op: 'run'; of: Octets; least: number; most: number }
  /** Goes on at `first`, later at `second`. */
  | { op: 'fork'; first: number; second: number }
  | { op: 'jump'; to: number }
  | { op: 'assert'; kind: AssertionKind }
  /** The start of a group is noted; it holds once the group has ended. */
  | { op: 'open' | 'close'; register: number }
  /** The text of a group again; a group that holds nothing yet does not match. */
  | { op: 'again'; register: number; caseless: boolean }
  /** Sets the counter of a loop to nothing. */
  | { op: 'enter'; register: number }
  /** The head of a loop; its body comes next. */
  | { op: 'loop'; register: number; least: number; most: number; greedy: boolean; end: number }
  /** What follows, up to `leave`, is tried on its own; `end`: where a failed `not-ahead` goes on. */
  | { op: 'try'; kind: 'ahead' | 'not-ahead' | 'atomic'; end: number }
  | { op: 'leave' }
  | { op: 'accept' };

/** `registers`: how many numbers a run keeps. */
export type Program = { code: readonly Instruction[]; registers: number };
