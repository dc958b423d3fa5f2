/** Exceptions as problems that the page can show, with a way on. */
import { stopped, type Problem } from '../../decision.ts';

/** What browsers say of a module that could not be loaded: Chromium, Firefox, Safari; Vite of a style sheet. */
const missingPart =
  /dynamically imported module|Importing a module script failed|error loading [^\n]{0,400}module|Unable to preload CSS/i;
/** What they say when there is no memory left. */
const outOfMemory = /allocation failed|out of memory|Invalid (?:typed )?(?:array|string) length/i;

/** The problem of an exception: most are defects of this program. */
export function problemOf(name: string, error: unknown): Problem {
  const problem = stopped(name, error);
  return seenOn(problem);
}

/** A problem that came back from where it happened: a part may have been missing there, or memory. */
export function seenOn(problem: Problem): Problem {
  if (problem.code !== 'stopped') return problem;
  const message = String(problem.params.message);
  if (missingPart.test(message)) return { ...problem, code: 'part-missing', params: {} };
  if (outOfMemory.test(message)) return { ...problem, code: 'too-much', params: {} };
  return problem;
}

/** What came of some work. */
export type Outcome<T> = { value: T } | { problem: Problem };

/** The floor under what the page does: never rejects. */
export async function attempt<T>(name: string, work: () => T | Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    return { problem: problemOf(name, error) };
  }
}

/** The problem as it may be shown: an engine's message quotes what it could not take, and that may have held a key. */
export async function screened(problem: Problem): Promise<Problem> {
  if (problem.code !== 'stopped') return problem;
  const { message, reading } = problem.params;
  const loaded = await attempt('', () => import('../../x509/privateMaterial.ts'));
  const safe = (text: unknown): string =>
    'value' in loaded ? loaded.value.withoutPrivateMaterial(String(text)).text : '';
  const name = String(message).split(':', 1)[0] ?? '';
  return { ...problem, params: { message: safe(message) || name, reading: safe(reading) } };
}
