/**
 * A thread that works on what is large or somebody else's, and can be ended: when it takes too long, or is cancelled, or
 * something newer is wanted.
 */
import type { Problem } from '../../decision.ts';
import type { Progress } from '../../worker/readGiven.ts';
import type { Tasks } from '../../worker/tasks.ts';
import { deferred } from './deferred.ts';
import { problemOf, type Outcome } from './fault.ts';
import { patience, Watchdog, type Watch } from './watchdog.ts';

/** The tasks as they are asked for from the page. */
export type Asked = {
  [Name in keyof Tasks]: (...given: Parameters<Tasks[Name]>) => Promise<Awaited<ReturnType<Tasks[Name]>>>;
};

/**
 * Why a thread will not answer. `not-loaded`: its script could not be loaded, or may not run. `crashed`: it ran out of
 * memory. `threw`: what an exception outside of any task said. `too-long`, `given-up`: it was ended from here.
 */
export type Ended = 'not-loaded' | 'crashed' | 'too-long' | 'given-up' | { threw: string };

export type Thread = {
  tasks: Asked;
  /** What a task is given to tell how far it got. */
  reporting: (progress: Progress) => Progress;
  /** Resolves when it will not answer any more. */
  ended: Promise<Ended>;
  end: (why: Ended) => void;
};

/** `start`: a worker, or what there is. `onPage`: the page's own thread, for when a worker could not be loaded. */
export type Threads = { start: () => Promise<Thread>; onPage: () => Promise<Thread> };

/** What is being done: the verb is looked up by `kind`, `name` is a file, a URL, a count. */
export type Work = { kind: 'read' | 'unlock' | 'play' | 'compare' | 'expand'; name: string };

/** Where it is shown what is waited for (`work` null: nothing), and cancelled. */
export type Shown = { work: Work | null; watch: Watch; cancel: () => void };

/** null: it was cancelled, or something newer was asked for. */
export type Answer<T> = Outcome<T> | null;

type Task<T> = (tasks: Asked, progress: Progress) => Promise<T>;

/** A worker, kept for the next task. */
export class Lane {
  readonly #shown: Shown;
  #thread: Promise<Thread> | null = null;
  #turn = 0;
  #isRetiring = false;
  /** What is being worked on, newest last. */
  readonly #open = new Set<Work>();
  #idle: Promise<unknown> = Promise.resolve();
  #ended = deferred<Ended>();

  readonly #threads: Threads;

  constructor(shown: Shown, threads: Threads) {
    this.#shown = shown;
    this.#threads = threads;
    shown.cancel = () => {
      this.end();
    };
  }

  /** Starts the worker, so that the first task does not wait until its script is read. */
  start(): void {
    this.#kept().catch(() => undefined); // whoever asks for something is told
  }

  /** What a task answers; it takes the place of one that was asked for before. */
  async ask<T>(work: Work, task: Task<T>): Promise<Answer<T>> {
    const turn = ++this.#turn;
    if (!(await this.#isIdleSoon())) this.#endThread('given-up');
    if (turn !== this.#turn) return null;
    return this.join(work, task);
  }

  /** The same beside others. */
  async join<T>(work: Work, task: Task<T>): Promise<Answer<T>> {
    const answer = this.#run(work, task);
    this.#idle = Promise.all([this.#idle, answer]).then(() => undefined); // neither rejects; no answer is kept
    return answer;
  }

  /** Ends what is being done; nothing is asked again by itself. */
  end(): void {
    this.#turn++;
    if (this.#open.size > 0) this.#endThread('given-up');
  }

  get isStarted(): boolean {
    return this.#thread !== null;
  }

  /** Ends the worker once nothing is being done: what it was given stays in its memory until then. */
  retire(): void {
    if (this.#open.size === 0) this.#endThread('given-up');
    else this.#isRetiring = true;
  }

  async #run<T>(work: Work, task: Task<T>): Promise<Answer<T>> {
    const turn = this.#turn;
    const found = await this.#supervised(work, task, () => this.#kept());
    if ('value' in found || 'problem' in found) return found;
    const isLost = found.ended !== 'too-long' && found.ended !== 'given-up';
    if (isLost) this.#thread = null; // perhaps the next one is well
    if (found.ended !== 'not-loaded') return endedAnswer(found.ended, work);
    if (turn !== this.#turn) return null;
    const instead = await this.#supervised(work, task, this.#threads.onPage);
    return 'ended' in instead ? endedAnswer(instead.ended, work) : instead;
  }

  /** The thread at hand; one that could not be had is asked for again. */
  #kept(): Promise<Thread> {
    return (this.#thread ??= this.#threads.start().catch((error: unknown) => {
      this.#thread = null;
      throw error;
    }));
  }

  async #supervised<T>(
    work: Work,
    task: Task<T>,
    threadOf: () => Promise<Thread>,
  ): Promise<Outcome<T> | { ended: Ended }> {
    this.#open.add(work);
    const ended = this.#ended.promise;
    const watchdog = new Watchdog(
      (watch) => {
        if ([...this.#open].at(-1) === work) [this.#shown.work, this.#shown.watch] = [work, watch];
      },
      () => {
        this.#endThread('too-long');
      },
    );
    const reports: Reports = { watchdog };
    const answer = async (): Promise<Outcome<T> | { ended: Ended }> => {
      const thread = await threadOf();
      const progress = thread.reporting(reportingTo(reports));
      const value = task(thread.tasks, progress).then((value) => ({ value }));
      return Promise.race([value, thread.ended.then(asEnded)]);
    };
    try {
      return await Promise.race([answer(), ended.then(asEnded)]);
    } catch (error) {
      return { problem: problemOf(work.name, error) };
    } finally {
      watchdog.stop();
      reports.watchdog = null;
      this.#open.delete(work);
      if (this.#open.size === 0) this.#rest();
    }
  }

  #rest(): void {
    this.#shown.work = null;
    if (this.#isRetiring) this.#endThread('given-up');
  }

  /** All that is open ends; what comes next has another thread. */
  #endThread(why: Ended): void {
    const thread = this.#thread;
    this.#isRetiring = false;
    this.#ended.resolve(why);
    this.#ended = deferred();
    this.#thread = null;
    void thread?.then(
      ({ end }) => {
        end(why);
      },
      () => undefined, // it did not even start, as whoever asked was told
    );
  }

  /** Whether it is idle, or becomes so in the time in which nobody is kept waiting. */
  async #isIdleSoon(): Promise<boolean> {
    if (this.#open.size === 0) return true;
    const late = deferred<'late'>();
    const timer = setTimeout(() => {
      late.resolve('late');
    }, patience.cancel);
    const first = await Promise.race([this.#idle, late.promise]);
    clearTimeout(timer);
    return first !== 'late';
  }
}

/**
 * The port by which a worker reports lives as long as the worker likes. It leads here, and no further once the task is
 * over: so it does not hold what the task was given.
 */
type Reports = { watchdog: Watchdog | null };

const reportingTo =
  (reports: Reports): Progress =>
  (share) => {
    reports.watchdog?.progress(share);
  };

const asEnded = (ended: Ended) => ({ ended });

function endedAnswer(why: Ended, { kind, name }: Work): { problem: Problem } | null {
  if (why === 'given-up') return null;
  if (typeof why === 'object') return { problem: problemOf(name, why.threw) };
  const code = why === 'too-long' ? 'too-long' : 'too-much';
  return { problem: { code, severity: 'fatal', params: { kind, name }, source: null } };
}
