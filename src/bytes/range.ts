/** A half-open span `[start, end)` of byte offsets (or of characters, where a type says so). */
export type ByteRange = { start: number; end: number };

/** Number of bytes in the range. */
export const rangeLength = (range: ByteRange): number => range.end - range.start;

/** Whether `offset` lies inside the half-open range. */
export const rangeContains = (range: ByteRange, offset: number): boolean =>
  offset >= range.start && offset < range.end;
