import { describe, expect, it } from 'vitest';
import { keptInOrder, stretchesOf } from '../../../src/draw/kept.ts';

describe('what is kept of a long list', () => {
  it.each([
    [3, [], 5, [0, 1, 2], 'there is room for all'],
    [10, [], 3, [0, 1, 2], 'nothing is important: the beginning'],
    [10_000, [7000], 5, [6998, 6999, 7000, 7001, 7002], 'the chosen one and its neighbours'],
    [10_000, [7000, 0], 4, [0, 6999, 7000, 7001], 'two that matter, the neighbours of the first'],
    [10_000, [9999], 3, [9997, 9998, 9999], 'the last'],
    [10, [4, 6, 8], 2, [4, 6], 'more that matter than there is room'],
    [10, [-1, 12, 3], 2, [3, 4], 'what is in no list'],
    [10, [3, 3], 2, [3, 4], 'one twice'],
    [10, [3], 0, [], 'no room'],
  ] as const)('%d, %j, room for %d', (count, important, room, kept, why) => {
    expect(keptInOrder(count, important, room), why).toEqual(kept);
  });

  it('with the gaps between it accounts for every entry', () => {
    expect(stretchesOf(10, [0, 4, 5])).toEqual([
      { index: 0 },
      { from: 1, leftOut: 3 },
      { index: 4 },
      { index: 5 },
      { from: 6, leftOut: 4 },
    ]);
    expect(stretchesOf(2, [0, 1])).toEqual([{ index: 0 }, { index: 1 }]);
    expect(stretchesOf(5, [])).toEqual([{ from: 0, leftOut: 5 }]);
    expect(stretchesOf(0, [])).toEqual([]);
  });
});
