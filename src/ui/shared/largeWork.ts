/** The worker for large inputs: one, kept for the next input unless it is ended in the midst of its work. */
import { wrap, type Remote } from 'comlink';
import type { Tasks } from '../../worker/tasks.ts';
import address from '../../worker/large.worker.ts?worker&url';

type Running = {
  worker: Worker;
  tasks: Remote<Tasks>;
  /** Tasks that it has not answered. */
  unanswered: number;
  ended: Promise<null>;
  end: () => void;
};
let running: Running | null = null;

/** What a task answers; null: the worker was ended first, or ran out of memory. */
export async function inWorker<T>(ask: (tasks: Remote<Tasks>) => Promise<T>): Promise<T | null> {
  const worker = (running ??= start());
  worker.unanswered++;
  try {
    return await Promise.race([ask(worker.tasks), worker.ended]);
  } catch (error) {
    if (!(error instanceof Error && error.name === 'RangeError')) throw error;
    worker.end(); // a buffer could not be had
    return null;
  } finally {
    worker.unanswered--;
  }
}

/** Starts the worker, so that the first large input does not wait until its script is read. */
export function startWorker(): void {
  running ??= start();
}

/** Ends the worker and what it is doing. One that is doing nothing is kept: it holds nothing of any input. */
export function endWork(): void {
  if (running && running.unanswered > 0) running.end();
}

function start(): Running {
  const worker = new Worker(scriptAddress(address), { type: 'module' });
  let end: () => void = () => undefined;
  const ended = new Promise<null>((resolve) => {
    end = () => {
      worker.terminate();
      if (running?.worker === worker) running = null;
      resolve(null);
    };
  });
  worker.addEventListener('error', end);
  return { worker, tasks: wrap<Tasks>(worker), unanswered: 0, ended, end };
}

type ScriptPolicy = { createScriptURL(address: string): string };
const { trustedTypes } = globalThis as {
  trustedTypes?: { createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy };
};

/** The page's own scripts and no others; the page's policy (vite.config.ts) allows this one by its name. */
const rules: ScriptPolicy = {
  createScriptURL(address) {
    const { origin, href } = new URL(address, window.location.href);
    if (origin !== window.location.origin) throw new TypeError('a worker of another origin');
    return href;
  },
};
const policy = trustedTypes?.createPolicy('whichcert-worker', rules) ?? rules;
const scriptAddress = (address: string): string => policy.createScriptURL(address);
