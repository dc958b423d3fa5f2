/** A text as rows of limited width: only those in view are drawn. Positions are UTF-16 code units of the text. */
import type { ByteRange } from '../bytes/range.ts';

/** Row `i` is `[starts[i], starts[i + 1])`; the last number is where the text ends. */
export type TextRows = { starts: Uint32Array; count: number };

/** `range` of `text` in rows: a row ends behind a line feed, and after `columns` code units. */
export function textRows(text: string, range: ByteRange, columns: number): TextRows {
  const starts: number[] = [];
  for (let line = range.start; line < range.end;) {
    const feed = text.indexOf('\n', line);
    const next = feed < 0 || feed >= range.end ? range.end : feed + 1;
    const visible = next - lineEndLength(text, line, next);
    starts.push(line);
    for (let start = line + columns; start < visible; start += columns) starts.push(start);
    line = next;
  }
  const count = starts.length;
  starts.push(range.end);
  return { starts: new Uint32Array(starts), count };
}

/** LF, CR LF, or none at the end of `[start, end)`. */
function lineEndLength(text: string, start: number, end: number): number {
  if (text[end - 1] !== '\n') return 0;
  return end - 1 > start && text[end - 2] === '\r' ? 2 : 1;
}

/** The row that `position` stands in, the nearest one when it is outside; -1 when there is no row. */
export function rowAt({ starts, count }: TextRows, position: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return Math.max(Math.min(low, count) - 1, count > 0 ? 0 : -1);
}

/** The whole lines that `range` touches, with up to `context` lines before and after it. */
export function linesAround(text: string, range: ByteRange, context: number): ByteRange {
  let start = text.lastIndexOf('\n', range.start - 1) + 1;
  for (let i = 0; i < context && start > 0; i++) start = text.lastIndexOf('\n', start - 2) + 1;
  let end = lineEnd(text, Math.max(range.start, range.end - 1));
  for (let i = 0; i < context && end < text.length; i++) end = lineEnd(text, end);
  return { start, end };
}

function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at + 1;
}

/** A stretch of a row that looks alike; `mark` null: not marked. */
export type Stretch<Mark> = { start: number; end: number; mark: Mark | null };

/** `row` cut where a mark or the cursor begins or ends. Where marks overlap the earlier one in `marks` is seen. */
export function stretches<Mark>(
  row: ByteRange,
  marks: readonly { range: ByteRange; mark: Mark }[],
  cursor: ByteRange | null = null,
): Stretch<Mark>[] {
  const ranges = [...marks.map(({ range }) => range), ...(cursor ? [cursor] : [])];
  const cuts = ranges.flatMap(({ start, end }) => [start, end]);
  const inside = [...new Set(cuts)].filter((cut) => cut > row.start && cut < row.end).sort((a, b) => a - b);
  const bounds = [row.start, ...inside, row.end];
  return bounds.slice(0, -1).map((start, i) => {
    const found = marks.find(({ range }) => range.start <= start && start < range.end);
    return { start, end: bounds[i + 1] ?? row.end, mark: found?.mark ?? null };
  });
}
