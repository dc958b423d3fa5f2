/** Every ask ends: answered, given up, taken too long, or with the problem. Threads are played by the test. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deferred } from '../../../src/ui/shared/deferred.ts';
import { Lane, type Asked, type Ended, type Shown, type Thread } from '../../../src/ui/shared/lane.ts';
import { tasks } from '../../../src/worker/tasks.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const asked: Asked = {
  ...tasks,
  expand: (...given) => Promise.resolve(tasks.expand(...given)),
  compare: (...given) => Promise.resolve(tasks.compare(...given)),
  putAway: (...given) => Promise.resolve(tasks.putAway(...given)),
};

/** A lane whose threads do nothing by themselves. `ends`: why each was ended, in order. */
function newLane() {
  const shown: Shown = {
    work: null,
    watch: { share: null, canCancel: false, isStalled: false },
    cancel: () => undefined,
  };
  const ends: Ended[] = [];
  const started: { lose: (why: Ended) => void }[] = [];
  const start = (): Promise<Thread> => {
    const { promise, resolve } = deferred<Ended>();
    started.push({ lose: resolve });
    return Promise.resolve({
      tasks: asked,
      reporting: (progress) => progress,
      ended: promise,
      end: (why) => {
        ends.push(why);
        resolve(why);
      },
    });
  };
  const onPage = vi.fn(start);
  return { lane: new Lane(shown, { start, onPage }), shown, ends, started, onPage };
}

const work = { kind: 'read', name: '/etc/nginx/nginx.conf' } as const;
const never = () => new Promise<never>(() => undefined);

it('an answer comes through, and nothing is waited for afterwards', async () => {
  const { lane, shown } = newLane();
  expect(await lane.ask(work, () => Promise.resolve('read'))).toEqual({ value: 'read' });
  expect(shown.work).toBeNull();
});

it('what takes ten seconds without progress is ended, with its name', async () => {
  const { lane, shown, ends } = newLane();
  const answer = lane.ask(work, never);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(shown).toMatchObject({ work, watch: { isStalled: true, canCancel: true } });
  await vi.advanceTimersByTimeAsync(8_000);
  expect(await answer).toMatchObject({ problem: { code: 'too-long', params: work } });
  expect([ends, shown.work]).toEqual([['too-long'], null]);
});

it('progress keeps it alive', async () => {
  const { lane, ends } = newLane();
  const done = deferred<string>();
  let report: (share: number) => void = () => undefined;
  const answer = lane.ask(work, (_tasks, progress) => {
    report = progress;
    return done.promise;
  });
  for (let i = 0; i < 4; i++) {
    await vi.advanceTimersByTimeAsync(9_000);
    report(i / 4);
  }
  done.resolve('read');
  expect(await answer).toEqual({ value: 'read' });
  expect(ends).toEqual([]);
});

it('Cancel ends it, and the lane goes on with another thread', async () => {
  const { lane, shown, ends, started } = newLane();
  const answer = lane.ask(work, never);
  await vi.advanceTimersByTimeAsync(600);
  shown.cancel();
  expect(await answer).toBeNull();
  expect(await lane.ask(work, () => Promise.resolve('next'))).toEqual({ value: 'next' });
  expect([ends, started.length]).toEqual([['given-up'], 2]);
});

describe('something newer', () => {
  it('waits for what is soon done, and only the newest is asked for', async () => {
    const { lane, ends, started } = newLane();
    const first = deferred<string>();
    const second = vi.fn(() => Promise.resolve('second'));
    const begun = lane.ask(work, () => first.promise);
    await vi.advanceTimersByTimeAsync(0);
    const answers = [begun, lane.ask(work, second), lane.ask(work, () => Promise.resolve('third'))];
    await vi.advanceTimersByTimeAsync(100);
    first.resolve('first');
    expect(await Promise.all(answers)).toEqual([{ value: 'first' }, null, { value: 'third' }]);
    expect(second).not.toHaveBeenCalled();
    expect([ends, started.length]).toEqual([[], 1]);
  });

  it('does not wait for what takes long', async () => {
    const { lane, ends } = newLane();
    const first = lane.ask(work, never);
    await vi.advanceTimersByTimeAsync(0);
    const second = lane.ask(work, () => Promise.resolve('second'));
    await vi.advanceTimersByTimeAsync(500);
    expect(await Promise.all([first, second])).toEqual([null, { value: 'second' }]);
    expect(ends).toEqual(['given-up']);
  });
});

describe('a thread that fails', () => {
  it('an exception is the problem, said with what was being read', async () => {
    const { lane } = newLane();
    const answer = await lane.ask(work, () => Promise.reject(new TypeError('planted')));
    expect(answer).toMatchObject({
      problem: { code: 'stopped', params: { message: 'TypeError: planted', reading: work.name } },
    });
  });

  it('a part that could not be loaded is told from a defect', async () => {
    const { lane } = newLane();
    const missing = new TypeError('Failed to fetch dynamically imported module: http://a.example/b.js');
    const answer = await lane.ask(work, () => Promise.reject(missing));
    expect(answer).toMatchObject({ problem: { code: 'part-missing' } });
  });

  it('a worker that cannot be loaded gives its work to the page', async () => {
    const { lane, started, onPage } = newLane();
    let asks = 0;
    const answer = lane.ask(work, () => (++asks === 1 ? never() : Promise.resolve('on the page')));
    await vi.advanceTimersByTimeAsync(0);
    started[0]?.lose('not-loaded');
    expect(await answer).toEqual({ value: 'on the page' });
    expect(onPage).toHaveBeenCalledTimes(1);
  });

  it('one that ran out of memory is said, and not asked again', async () => {
    const { lane, started, onPage } = newLane();
    const answer = lane.ask(work, never);
    await vi.advanceTimersByTimeAsync(0);
    started[0]?.lose('crashed');
    expect(await answer).toMatchObject({ problem: { code: 'too-much' } });
    expect(onPage).not.toHaveBeenCalled();
    expect(await lane.ask(work, () => Promise.resolve('next'))).toEqual({ value: 'next' });
    expect(started).toHaveLength(2);
  });
});

it('an exception outside of any task is said as it is, and the next task has another thread', async () => {
  const { lane, started } = newLane();
  const answer = lane.ask(work, never);
  await vi.advanceTimersByTimeAsync(0);
  started[0]?.lose({ threw: 'Error: planted' });
  expect(await answer).toMatchObject({
    problem: { code: 'stopped', params: { message: 'Error: planted', reading: work.name } },
  });
  expect(await lane.ask(work, () => Promise.resolve('next'))).toEqual({ value: 'next' });
  expect(started).toHaveLength(2);
});

describe('what was given to a worker', () => {
  it('goes with it when it is idle, or as soon as it is', async () => {
    const { lane, ends } = newLane();
    expect(await lane.ask(work, () => Promise.resolve('read'))).toEqual({ value: 'read' });
    lane.retire();
    await vi.advanceTimersByTimeAsync(0);
    expect(ends).toEqual(['given-up']);

    const slow = deferred<string>();
    const answer = lane.ask(work, () => slow.promise);
    await vi.advanceTimersByTimeAsync(0);
    lane.retire();
    expect(ends).toHaveLength(1);
    slow.resolve('done');
    expect(await answer).toEqual({ value: 'done' });
    await vi.advanceTimersByTimeAsync(0);
    expect(ends).toEqual(['given-up', 'given-up']);
  });

  it('is not held by what the worker keeps for reporting', async () => {
    const { lane } = newLane();
    let report: (share: number) => void = () => undefined;
    await lane.ask(work, (_tasks, progress) => {
      report = progress;
      return Promise.resolve('done');
    });
    expect(() => {
      report(1);
    }).not.toThrow();
  });
});
