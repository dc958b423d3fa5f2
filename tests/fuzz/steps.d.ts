/** What scripts/fuzz/countSteps.mjs puts in. */
declare module 'virtual:steps' {
  /** How many steps may be taken from now on. */
  export function allow(count: number): void;
  /** The steps since `allow`. */
  export function taken(): number;
}
