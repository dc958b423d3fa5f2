/**
 * A word as `splitLine` reads it back. Single quotes keep everything but a single quote; control characters need
 * an escape, which only exists outside of them.
 */
import { own } from '../../text/own.ts';

export function quoteWord(word: string): string {
  if (/^[A-Za-z0-9_.:/@,=+*!~^%[\]-]+$/u.test(word)) return word;
  const quoted = word.replace(/["\\$\n\r\t]/gu, (character) => own(escapes, character) ?? character);
  return `"${quoted}"`;
}

const escapes: Record<string, string> = {
  '"': '\\"',
  '\\': '\\\\',
  $: '\\$',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};
