/** Offsets in a text -> lines and columns. */
import type { InputCollector } from './inputCollector.ts';
import type { TextPlace } from './inputReport.ts';

/** Gives every item its lines and every problem its place, in one pass over the text. */
export function addPlaces(text: string, { items, problems }: InputCollector): void {
  const offsets = [
    ...items.flatMap(({ range }) => [range.start, Math.max(range.start, range.end - 1)]),
    ...problems.flatMap(({ range }) => (range === null ? [] : [range.start])),
  ];
  const places = placesOf(text, offsets);
  const lineOf = (offset: number): number => places.get(offset)?.line ?? 1;
  for (const item of items) {
    const { start, end } = item.range;
    item.lines = { first: lineOf(start), last: lineOf(Math.max(start, end - 1)) };
  }
  for (const problem of problems) {
    problem.place = problem.range === null ? null : (places.get(problem.range.start) ?? null);
  }
}

/** A line ends with LF, CR LF or CR. */
function placesOf(text: string, offsets: readonly number[]): Map<number, TextPlace> {
  const places = new Map<number, TextPlace>();
  const lineEnd = /\r\n|\n|\r/g;
  const behindNext = (): number => (lineEnd.test(text) ? lineEnd.lastIndex : Infinity);
  let line = 1;
  let start = 0;
  let next = behindNext();
  for (const offset of Uint32Array.from(offsets).sort()) {
    while (next <= offset) {
      line++;
      start = next;
      next = behindNext();
    }
    places.set(offset, { line, column: offset - start + 1 });
  }
  return places;
}
