import { describe, expect, it } from 'vitest';
import { linesAround, rowAt, stretches, textRows } from '../../../src/draw/textRows.ts';

const rowsOf = (text: string, columns: number): string[] => {
  const { starts, count } = textRows(text, { start: 0, end: text.length }, columns);
  return Array.from({ length: count }, (_, i) => text.slice(starts[i], starts[i + 1]));
};

describe('rows of a text', () => {
  it.each<[reason: string, text: string, columns: number, rows: string[]]>([
    ['lines', 'ab\ncd\n', 8, ['ab\n', 'cd\n']],
    ['no line end at the end', 'ab\ncd', 8, ['ab\n', 'cd']],
    ['CR LF, and empty lines', 'a\r\nb\n\n', 8, ['a\r\n', 'b\n', '\n']],
    ['a long line', 'abcdefg\nh', 3, ['abc', 'def', 'g\n', 'h']],
    ['a line that just fits', 'abc\r\nd', 3, ['abc\r\n', 'd']],
    ['nothing', '', 3, []],
  ])('%s', (_reason, text, columns, rows) => {
    expect(rowsOf(text, columns)).toEqual(rows);
  });

  it('a position is in one row, one outside in the nearest', () => {
    const rows = textRows('ab\ncd\nef', { start: 3, end: 8 }, 8);
    expect([0, 3, 5, 6, 7, 99].map((at) => rowAt(rows, at))).toEqual([0, 0, 0, 1, 1, 1]);
    expect(rowAt({ starts: new Uint32Array([0]), count: 0 }, 0)).toBe(-1);
  });
});

it('whole lines around a range', () => {
  const text = 'one\ntwo\nthree\nfour';
  const slice = (start: number, end: number, context: number) => {
    const lines = linesAround(text, { start, end }, context);
    return text.slice(lines.start, lines.end);
  };
  expect(slice(5, 6, 0)).toBe('two\n');
  expect(slice(5, 9, 0)).toBe('two\nthree\n');
  expect(slice(5, 8, 0)).toBe('two\n');
  expect(slice(5, 6, 1)).toBe('one\ntwo\nthree\n');
  expect(slice(15, 16, 9)).toBe(text);
});

it('a row is cut where marks begin and end; the first mark wins', () => {
  const marks = [
    { range: { start: 2, end: 4 }, mark: 'tag' },
    { range: { start: 3, end: 6 }, mark: 'length' },
    { range: { start: 0, end: 1 }, mark: 'elsewhere' },
  ];
  expect(stretches({ start: 1, end: 9 }, marks)).toEqual([
    { start: 1, end: 2, mark: null },
    { start: 2, end: 3, mark: 'tag' },
    { start: 3, end: 4, mark: 'tag' },
    { start: 4, end: 6, mark: 'length' },
    { start: 6, end: 9, mark: null },
  ]);
  expect(stretches({ start: 6, end: 9 }, marks, { start: 7, end: 8 }).map(({ start }) => start)).toEqual([
    6, 7, 8,
  ]);
  expect(stretches({ start: 4, end: 4 }, [])).toEqual([{ start: 4, end: 4, mark: null }]);
});
