/** Threads that do the tasks of `worker/`: workers, and the page's own where there are none. */
import { proxy, wrap } from 'comlink';
import type { Tasks } from '../../worker/tasks.ts';
import address from '../../worker/large.worker.ts?worker&url';
import { deferred } from './deferred.ts';
import type { Asked, Ended, Thread } from './lane.ts';
import { waiting } from './waiting.svelte.ts';

/** A worker; the page's own thread where there are none. */
export const startThread = async (): Promise<Thread> => startWorker() ?? (await pageThread());

function startWorker(): Thread | null {
  const worker = newWorker();
  if (!worker) return null;
  let isReady = false;
  const { promise: ended, resolve } = deferred<Ended>();
  const end = (why: Ended) => {
    worker.terminate();
    resolve(why);
  };
  worker.addEventListener('message', () => (isReady = true), { once: true });
  worker.addEventListener('error', (event) => {
    event.preventDefault(); // said on the page, not in the console
    end(isReady ? whyEnded(event) : 'not-loaded');
  });
  return { tasks: wrap<Tasks>(worker), reporting: (progress) => proxy(progress), ended, end };
}

/** An exception has something to say; a thread that ran out of memory has not. */
function whyEnded(event: Event): Ended {
  const threw = event instanceof ErrorEvent ? event.message.replace(/^Uncaught /, '') : '';
  return threw === '' ? 'crashed' : { threw };
}

/** null: there are none, or this page may not start any. */
function newWorker(): Worker | null {
  if (!('Worker' in globalThis)) return null;
  try {
    return new Worker(scriptAddress(address), { type: 'module' });
  } catch (error) {
    if (error instanceof DOMException || error instanceof TypeError) return null; // a policy, or a sandboxed frame
    throw error;
  }
}

/** Nothing can end what it is doing, and meanwhile nothing else answers: which is said. */
export async function pageThread(): Promise<Thread> {
  waiting.withoutWorkers = true;
  const { tasks } = await import('../../worker/tasks.ts');
  const { promise: ended, resolve } = deferred<Ended>();
  return { tasks: asAsked(tasks), reporting: (progress) => progress, ended, end: resolve };
}

function asAsked({ read, unlock, play, keysIn, compareServers, ...others }: Tasks): Asked {
  const { expand, compare, putAway } = others;
  return {
    read,
    unlock,
    play,
    keysIn,
    compareServers,
    expand: async (...given) => Promise.resolve(expand(...given)),
    compare: async (...given) => Promise.resolve(compare(...given)),
    putAway: async (...given) => Promise.resolve(putAway(...given)),
  };
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
