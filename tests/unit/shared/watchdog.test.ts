/** Work that may never end: what is said of it, and when it is ended. By a clock that the test turns. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Watchdog, type Watch } from '../../../src/ui/shared/watchdog.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function watched() {
  const told: Watch[] = [];
  const ends: number[] = [];
  const watchdog = new Watchdog(
    (now) => told.push(now),
    () => ends.push(Date.now()),
  );
  return { watchdog, told, ends, last: () => told.at(-1) ?? null };
}

it('after half a second it can be cancelled, after two it is said, after ten it is ended', () => {
  const { last, ends } = watched();
  vi.advanceTimersByTime(499);
  expect(last()).toBeNull();
  vi.advanceTimersByTime(1);
  expect(last()).toEqual({ share: null, canCancel: true, isStalled: false });
  vi.advanceTimersByTime(1_500);
  expect(last()).toEqual({ share: null, canCancel: true, isStalled: true });
  vi.advanceTimersByTime(7_999);
  expect(ends).toHaveLength(0);
  vi.advanceTimersByTime(1);
  expect(ends).toHaveLength(1);
  vi.advanceTimersByTime(60_000);
  expect(ends).toHaveLength(1);
});

it('what gets on is not ended, however long it takes, and is told how far it is', () => {
  const { watchdog, last, ends } = watched();
  for (let done = 1; done <= 10; done++) {
    vi.advanceTimersByTime(9_000);
    watchdog.progress(done / 10);
    expect(last()).toEqual({ share: done / 10, canCancel: true, isStalled: false });
  }
  expect(ends).toHaveLength(0);
  vi.advanceTimersByTime(10_000);
  expect(ends).toHaveLength(1);
});

it('what is over says nothing any more', () => {
  const { watchdog, told, ends } = watched();
  watchdog.stop();
  watchdog.progress(0.5);
  vi.advanceTimersByTime(60_000);
  expect([told, ends]).toEqual([[], []]);
});
