import type { ByteRange } from '../../bytes/range.ts';

/** The text without those of its ranges, which are in order. */
export function withoutRanges(text: string, ranges: readonly ByteRange[]): string {
  if (ranges.length === 0 || text === '') return text;
  return ranges
    .toReversed()
    .reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text)
    .trim();
}
