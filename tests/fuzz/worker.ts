/**
 * A thread of the fuzzer: runs the cases of one target and says what went wrong. Where it is can be read from outside
 * while it runs (`progress`), so that a case that does not end is known by its number.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { allow, taken, whatFell } from 'virtual:steps';
import { Random } from './random.ts';
import { hasShared } from './seeds.ts';
import type { Target } from './target.ts';
import { targets } from './targets.ts';

/** The cases from `from` up to `to`. `progress[0]`: the one at hand; null: the case `from` is only written down. */
type Job = { target: string; seed: string; from: number; to: number; progress: Int32Array | null };
type Failure = { target: string; seed: string; index: number; message: string; stack: string; input: string };

/** The input of a case as JSON, octets as base64. */
const inputOf = (input: unknown): string => JSON.stringify(input, (_, value: unknown) => told(value));

const told = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return { base64: Buffer.from(value).toString('base64') };
  return value instanceof Map ? Object.fromEntries(value) : value;
};

async function run(
  target: Target,
  job: Job,
  progress: Int32Array,
): Promise<{ failures: Failure[]; mostSteps: number; at: number }> {
  const failures: Failure[] = [];
  let [mostSteps, at] = [0, -1];
  for (let index = job.from; index < job.to; index += 1) {
    Atomics.store(progress, 0, index);
    const input = target.make(new Random(target.name, job.seed, index));
    allow(target.steps);
    let caught: unknown = null;
    try {
      await target.run(input);
    } catch (error) {
      caught = error; // of any kind: this is what the fuzzer looks for
    }
    caught ??= whatFell();
    const steps = taken();
    allow(Infinity);
    if (steps > mostSteps) [mostSteps, at] = [steps, index];
    if (caught !== null || steps > target.steps) {
      const error =
        caught instanceof Error
          ? caught
          : new Error(steps > target.steps ? 'budget overrun, swallowed' : String(caught));
      const { message, stack = '' } = error;
      failures.push({ target: target.name, seed: job.seed, index, message, stack, input: inputOf(input) });
    }
  }
  return { failures, mostSteps, at };
}

async function answer(job: Job | null): Promise<unknown> {
  if (job === null) return { hasShared, targets: targets.map(({ name, cases }) => ({ name, cases })) };
  const target = targets.find(({ name }) => name === job.target);
  if (target === undefined) throw new Error(`no target ${job.target}`);
  if (job.progress !== null) return await run(target, job, job.progress);
  return inputOf(target.make(new Random(target.name, job.seed, job.from)));
}

parentPort?.postMessage(await answer(workerData as Job | null));
