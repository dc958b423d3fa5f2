import { describe, expect, it } from 'vitest';
import { columnWindow } from '../../../src/draw/columnWindow.ts';

const list = { count: 400, width: 100, whole: 20, margin: 1, kept: [] };
const drawn = (stretches: ReturnType<typeof columnWindow>): number[] =>
  stretches.flatMap((stretch) => ('index' in stretch ? [stretch.index] : []));

describe('the columns of a wide table', () => {
  it('draws what is in view and one beside it, and accounts for all others', () => {
    // 250 px in: columns 2 to 5 are in view in 350 px.
    const stretches = columnWindow(list, 250, 350);
    expect(drawn(stretches)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(stretches.at(0)).toEqual({ from: 0, leftOut: 1 });
    expect(stretches.at(-1)).toEqual({ from: 7, leftOut: 393 });
  });

  it('keeps the column with the focus', () => {
    expect(drawn(columnWindow({ ...list, kept: [300] }, 0, 200))).toEqual([0, 1, 2, 300]);
    expect(drawn(columnWindow({ ...list, kept: [-1, 400] }, 0, 200))).toEqual([0, 1, 2]);
  });

  it('draws a narrow table whole', () => {
    expect(drawn(columnWindow({ ...list, count: 20 }, 0, 200))).toHaveLength(20);
  });

  it('draws as much of 400 columns as of 40', () => {
    const many = drawn(columnWindow(list, 1000, 900)).length;
    expect(many).toBe(drawn(columnWindow({ ...list, count: 40 }, 1000, 900)).length);
    expect(many).toBe(11);
  });
});
