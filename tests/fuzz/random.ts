/** Chance that can be repeated: the same (target, seed, index) draws the same numbers on every machine. */

/** FNV-1a over UTF-16 units: a 32-bit start for the generator. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}

export class Random {
  #state: number;

  constructor(...parts: readonly (string | number)[]) {
    this.#state = hashOf(parts.join('\0'));
  }

  /** Mulberry32: a whole number from 0 up to `limit`, exclusive; 0 where the limit is 0. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  }

  /** True once in `times`. */
  once(times: number): boolean {
    return this.below(times) === 0;
  }

  pick<Value>(values: readonly Value[]): Value {
    const value = values[this.below(values.length)];
    if (value === undefined) throw new RangeError('nothing to pick from');
    return value;
  }

  /** A part of `length` units: where it starts and ends. Short ones are the likelier. */
  part(length: number): { start: number; end: number } {
    const start = this.below(length + 1);
    const most = Math.min(length - start, this.pick([1, 4, 16, 64, 512]));
    return { start, end: start + this.below(most + 1) };
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.below(256));
  }
}
