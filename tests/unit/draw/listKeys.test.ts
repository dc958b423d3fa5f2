import { expect, it } from 'vitest';
import { placeInList } from '../../../src/draw/listKeys.ts';

it.each([
  ['ArrowDown', 3, 10, 4],
  ['ArrowDown', 9, 10, 9],
  ['ArrowDown', -1, 10, 0],
  ['ArrowUp', 3, 10, 2],
  ['ArrowUp', 0, 10, 0],
  ['PageDown', 3, 10_000, 10],
  ['PageUp', 3, 10_000, 0],
  ['Home', 5000, 10_000, 0],
  ['End', 0, 10_000, 9999],
  ['a', 3, 10, null],
  ['ArrowDown', -1, 0, null],
])('%s from %d of %d', (key, place, count, to) => {
  expect(placeInList(key, place, count)).toBe(to);
});
