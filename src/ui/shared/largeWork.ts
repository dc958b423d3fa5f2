/** The worker for large inputs: started when one comes, ended when it is cleared or the user has had enough. */
import { wrap, type Remote } from 'comlink';
import type { Tasks } from '../../worker/tasks.ts';
import address from '../../worker/large.worker.ts?worker&url';

type Running = { worker: Worker; tasks: Remote<Tasks>; ended: Promise<null>; end: () => void };
let running: Running | null = null;

/** What a task answers; null: the worker was ended first, or ran out of memory. */
export async function inWorker<T>(ask: (tasks: Remote<Tasks>) => Promise<T>): Promise<T | null> {
  const { tasks, ended, end } = (running ??= start());
  try {
    return await Promise.race([ask(tasks), ended]);
  } catch (error) {
    if (!(error instanceof Error && error.name === 'RangeError')) throw error;
    end(); // a buffer could not be had
    return null;
  }
}

/** Ends the worker and what it is doing, and gives its memory back. */
export function endWorker(): void {
  running?.end();
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
  return { worker, tasks: wrap<Tasks>(worker), ended, end };
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
