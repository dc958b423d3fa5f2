import { describe, expect, test } from 'vitest';
import { rowWindow, scrollScale, scrollTopShowing, tallest } from '../../../src/draw/rowWindow.ts';

const whole = { count: 100, rowHeight: 20, whole: 100, margin: 6 };
const short = { count: 1000, rowHeight: 20, whole: 100, margin: 6 };
const tall = { count: 2_600_000, rowHeight: 20, whole: 0, margin: 6 }; // 52 million pixels

describe('rowWindow', () => {
  test.each([
    { scrollTop: 0, drawn: [0, 16], why: '10 rows fit, 6 more below' },
    { scrollTop: 200, drawn: [4, 26], why: 'rows 10 to 20 are in view' },
    { scrollTop: 19_800, drawn: [984, 1000], why: 'the end of the list' },
  ])('of a short list at $scrollTop: $why', ({ scrollTop, drawn }) => {
    const { first, end, top, height } = rowWindow(short, { scrollTop, height: 200 });
    expect([first, end]).toEqual(drawn);
    expect(top).toBe(first * 20);
    expect(height).toBe(20_000);
  });

  test('a list of no more rows than may be is drawn whole, so that the browser can search it', () => {
    const drawn = { first: 0, end: 100, top: 0, height: 2000 };
    expect(rowWindow(whole, { scrollTop: 400, height: 200 })).toEqual(drawn);
  });

  test('the last row of a list that is too tall for the browser ends where the scrolling ends', () => {
    const view = { scrollTop: tallest - 200, height: 200 };
    const { end, first, top, height } = rowWindow(tall, view);
    expect(height).toBe(tallest);
    expect(end).toBe(tall.count);
    expect(top + (end - first) * 20).toBeCloseTo(tallest, 3);
  });

  test('an empty list draws nothing', () => {
    expect(
      rowWindow({ count: 0, rowHeight: 20, whole: 0, margin: 6 }, { scrollTop: 0, height: 200 }),
    ).toEqual({
      first: 0,
      end: 0,
      top: 0,
      height: 0,
    });
  });
});

describe('scrollTopShowing', () => {
  test.each([
    { row: 12, scrollTop: 200, becomes: 200, why: 'in view already' },
    { row: 9, scrollTop: 200, becomes: 180, why: 'one above: scrolls by one' },
    { row: 20, scrollTop: 200, becomes: 220, why: 'one below: scrolls by one' },
    { row: 0, scrollTop: 1000, becomes: 0, why: 'the first row' },
  ])('row $row from $scrollTop: $why', ({ row, scrollTop, becomes }) => {
    expect(scrollTopShowing(short, { scrollTop, height: 200 }, row)).toBeCloseTo(becomes, 6);
  });

  test.each([0, 1, 1_300_000, 2_599_999])('row %i of a list that is too tall comes into view', (row) => {
    const scrollTop = scrollTopShowing(tall, { scrollTop: 4_000_000, height: 200 }, row);
    const position = (scrollTop * scrollScale(tall, 200)) / 20;
    expect(row).toBeGreaterThanOrEqual(position - 1e-6);
    expect(row + 1).toBeLessThanOrEqual(position + 10 + 1e-6);
  });
});
