/**
 * Milliseconds. After `cancel` the work can be cancelled; after `stalled` without progress it is said how far it is, after
 * `ended` without any it is ended.
 */
export const patience = { cancel: 500, stalled: 2_000, ended: 10_000 } as const;

/** `share`: how much is done, 0 to 1; null: not known. */
export type Watch = { share: number | null; canCancel: boolean; isStalled: boolean };

/** Watches over work that may never end. */
export class Watchdog {
  #now: Watch = { share: null, canCancel: false, isStalled: false };
  readonly #tell: (now: Watch) => void;
  readonly #end: () => void;
  #timers: ReturnType<typeof setTimeout>[] = [];
  readonly #cancelTimer: ReturnType<typeof setTimeout>;

  /** `tell` hears of every change, `end` once, when patience is over. */
  constructor(tell: (now: Watch) => void, end: () => void) {
    this.#tell = tell;
    this.#end = end;
    this.#cancelTimer = setTimeout(() => {
      this.#change({ canCancel: true });
    }, patience.cancel);
    this.#waitAgain();
  }

  /** The work got further. */
  progress(share: number): void {
    if (this.#timers.length === 0) return;
    this.#waitAgain();
    this.#change({ share, isStalled: false });
  }

  /** The work is over. */
  stop(): void {
    clearTimeout(this.#cancelTimer);
    this.#clear();
  }

  #waitAgain(): void {
    this.#clear();
    this.#timers = [
      setTimeout(() => {
        this.#change({ isStalled: true });
      }, patience.stalled),
      setTimeout(() => {
        this.stop();
        this.#end();
      }, patience.ended),
    ];
  }

  #clear(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers = [];
  }

  #change(change: Partial<Watch>): void {
    this.#now = { ...this.#now, ...change };
    this.#tell(this.#now);
  }
}
