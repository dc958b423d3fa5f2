/** What scripts/fuzz/countSteps.mjs puts in. */
declare module 'virtual:steps' {
  /** The exception that a reader turned into a problem since `allow`; null: none. */
  export function whatFell(): unknown;
  /** How many steps may be taken from now on. */
  export function allow(count: number): void;
  /** The steps since `allow`. */
  export function taken(): number;
}
