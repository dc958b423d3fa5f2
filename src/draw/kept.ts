/** Which entries of a long list are drawn where there is room for a few: those that matter and their neighbours. */

/**
 * At most `room` indices below `count`, ascending: `important` ones in their order of importance, then what stands
 * nearest to the first of them (to the beginning where none is important).
 */
export function keptInOrder(count: number, important: readonly number[], room: number): number[] {
  if (count <= room) return Array.from({ length: count }, (_, index) => index);
  const within = important.filter((index) => index >= 0 && index < count);
  const kept = new Set(within.slice(0, room));
  const middle = within[0] ?? 0;
  for (let away = 0; kept.size < room; away++) {
    for (const index of [middle + away, middle - away]) {
      if (index >= 0 && index < count && kept.size < room) kept.add(index);
    }
  }
  return [...kept].sort((a, b) => a - b);
}

/** An entry that is drawn, or so many in a row that are not. */
export type Stretch = { index: number } | { from: number; leftOut: number };

/** The list of `count` entries as what is drawn of it and the gaps between, in order. `kept`: ascending. */
export function stretchesOf(count: number, kept: readonly number[]): Stretch[] {
  const found: Stretch[] = [];
  let next = 0;
  for (const index of kept) {
    if (index > next) found.push({ from: next, leftOut: index - next });
    found.push({ index });
    next = index + 1;
  }
  if (next < count) found.push({ from: next, leftOut: count - next });
  return found;
}
