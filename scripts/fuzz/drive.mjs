// Runs the fuzzer's threads. A case has a budget in steps, which ends it from inside; what escapes that (native code,
// such as a regular expression that explodes) is ended from here after so much time of the processor, and named.
import { cpuUsage } from 'node:process';
import { Worker } from 'node:worker_threads';
import { bundleFuzzer } from './bundle.mjs';

/** Seconds of the processor that all threads together may use while one of them stays at the same case. */
const mostSeconds = 30;
/** Cases that a thread runs before another one takes over. */
const longestShare = 2_500;

const newWorker = (file, workerData) =>
  new Worker(file, {
    workerData,
    execArgv: ['--enable-source-maps', '--no-warnings'],
    resourceLimits: { maxOldGenerationSizeMb: 1024 },
  });

function messageOf(worker) {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the thread ended with ${code}`)));
  });
}

const seconds = () => {
  const { user, system } = cpuUsage();
  return (user + system) / 1e6;
};

/** Ends the thread when it stays too long at one case. */
function watch(worker, progress) {
  let [seen, since] = [-1, seconds()];
  const timer = setInterval(() => {
    const now = Atomics.load(progress, 0);
    if (now !== seen) [seen, since] = [now, seconds()];
    else if (seconds() - since > mostSeconds) void worker.terminate();
  }, 250);
  return () => clearInterval(timer);
}

const quoted = (text) => (/^[\w-]+$/.test(text) ? text : `'${text}'`);

/** What repeats a case. */
export const command = ({ target, seed, index }) =>
  `FUZZ_SEED=${quoted(seed)} npm run fuzz -- --target=${quoted(target)} --index=${index}`;

/** The cases from `from` up to `to`; a thread that was ended is followed by one for the cases behind. */
async function runShare(file, { target, seed, from, to }) {
  const result = { failures: [], mostSteps: 0, at: -1 };
  for (let next = from; next < to;) {
    const progress = new Int32Array(new SharedArrayBuffer(4));
    Atomics.store(progress, 0, next);
    const worker = newWorker(file, { target, seed, from: next, to, progress });
    const unwatch = watch(worker, progress);
    try {
      const { failures, mostSteps, at } = await messageOf(worker);
      result.failures.push(...failures);
      if (mostSteps > result.mostSteps) Object.assign(result, { mostSteps, at });
      next = to;
    } catch (error) {
      const index = Atomics.load(progress, 0);
      const input = await messageOf(
        newWorker(file, { target, seed, from: index, to: index, progress: null }),
      );
      result.failures.push({
        target,
        seed,
        index,
        message: `it did not end: ${error.message}`,
        stack: '',
        input,
      });
      next = index + 1;
    } finally {
      unwatch();
      await worker.terminate();
    }
  }
  return result;
}

/** Two threads take shares until there are none left. */
async function runAll(file, shares, report) {
  const results = [];
  const threads = Array.from({ length: 2 }, async () => {
    for (let next = shares.shift(); next !== undefined; next = shares.shift()) {
      const result = await runShare(file, next);
      results.push({ ...next, ...result });
      report(next, result);
    }
  });
  await Promise.all(threads);
  return results;
}

function sharesOf({ name }, seed, { from, to }) {
  const shares = [];
  for (let start = from; start < to; start += longestShare)
    shares.push({ target: name, seed, from: start, to: Math.min(to, start + longestShare) });
  return shares;
}

/**
 * `cases`: no more than these of each target; `only`: names of targets; `index`: this case alone;
 * `report`: told after each share. Gives for each target its cases, failures and the costliest case.
 */
export async function fuzz({ seed, cases = Infinity, only, index, report = () => undefined }) {
  const { file, remove } = await bundleFuzzer();
  try {
    const { targets, hasShared } = await messageOf(newWorker(file, null));
    const chosen = targets.filter(({ name }) => only === undefined || only.includes(name));
    const rangeOf = ({ cases: all }) =>
      index === undefined ? { from: 0, to: Math.min(all, cases) } : { from: index, to: index + 1 };
    const shares = chosen.flatMap((target) => sharesOf(target, seed, rangeOf(target)));
    const results = await runAll(file, shares, report);
    return { hasShared, targets: chosen.map(({ name }) => summary(name, results)) };
  } finally {
    remove();
  }
}

function summary(name, results) {
  const own = results.filter(({ target }) => target === name);
  const costliest = own.toSorted((a, b) => b.mostSteps - a.mostSteps)[0];
  return {
    name,
    cases: own.reduce((sum, { from, to }) => sum + to - from, 0),
    failures: own.flatMap(({ failures }) => failures),
    mostSteps: costliest?.mostSteps ?? 0,
    costliest: costliest?.at ?? -1,
  };
}
