/** Where a key leads in a list of which one entry is chosen (WAI-ARIA Authoring Practices, listbox). */

const page = 7;

/** From the entry at `place` (-1: none) of `count`; null: the key means nothing here, or the list is empty. */
export function placeInList(key: string, place: number, count: number): number | null {
  const to = new Map([
    ['ArrowDown', place + 1],
    ['ArrowUp', place - 1],
    ['PageDown', place + page],
    ['PageUp', place - page],
    ['Home', 0],
    ['End', count - 1],
  ]).get(key);
  return to === undefined || count === 0 ? null : Math.max(0, Math.min(to, count - 1));
}
