/**
 * A regular expression of a configuration, as PCRE reads it, without ever becoming one of JavaScript's: those have no
 * limit, and `(a+)+$` stops a page for good. What is not surely the same in PCRE is not known.
 */
import type { Steps } from '../steps.ts';
import { compile } from './compile.ts';
import { run, type Found } from './match.ts';
import type { Program } from './program.ts';
import { translate } from './translate.ts';

/** `captures`: whether it has capturing groups. */
export type Pattern = { program: Program; captures: boolean };

/** A search that takes more is given up, as PCRE does at its match limit (10,000,000 of its own). */
const mostSteps = 200_000;

/** null: not known (lookbehind, recursion, conditions, verbs, Unicode), or PCRE does not accept it. */
export function readPattern(text: string, flags: { caseless: boolean }): Pattern | null {
  const translated = translate(octetString(text), flags.caseless);
  if (translated === null) return null;
  const program = compile(translated.source, flags.caseless);
  return program && { program, captures: translated.groups > 0 };
}

/** Whether the pattern fits somewhere in `text`; `limit`: one search, or all that share `steps`, took too many. */
export function search({ program }: Pattern, text: string, steps: Steps): Found {
  if (steps.exhausted) return 'limit';
  const { found, steps: taken } = run(program, octetString(text), mostSteps);
  steps.take(taken);
  return found;
}

/** The UTF-8 of a text, an octet a character: PCRE is not told that it is UTF-8. */
function octetString(text: string): string {
  if (/^[\0-\x7f]*$/.test(text)) return text;
  return Array.from(new TextEncoder().encode(text), (octet) => String.fromCharCode(octet)).join('');
}
