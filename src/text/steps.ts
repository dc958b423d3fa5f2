/**
 * Counts work on foreign input, so that it ends. A step is whatever the owner counts: a token, a directive, a file
 * included, a comparison of a matcher. Never a time: the same input takes the same steps everywhere.
 */
export class Steps {
  #taken = 0;
  readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  get taken(): number {
    return this.#taken;
  }

  get exhausted(): boolean {
    return this.#taken > this.limit;
  }

  /** Takes `count` more; false: that is more than the limit, and the work has to end and say so. */
  take(count = 1): boolean {
    this.#taken += count;
    return this.#taken <= this.limit;
  }
}
