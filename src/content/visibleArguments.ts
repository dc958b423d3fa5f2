/**
 * Every sentence of the page is filled here, whoever fills it: what is put into one (a name, a file, a path) is foreign
 * text, so it is shown with nothing hidden in it, and no longer than a line.
 */
import { visibleLine } from '../text/visible.ts';

/** `texts` with each function's words made visible before it gets them. Numbers and all else stay as they are. */
export function withVisibleArguments<Texts>(texts: Texts): Texts {
  const wrapped: unknown = wrap(texts);
  return wrapped as Texts;
}

function wrap(text: unknown): unknown {
  if (isSentence(text)) return (...words: readonly unknown[]): unknown => text(...words.map(visible));
  if (Array.isArray(text)) return text.map(wrap);
  return isRecord(text) ? mapValues(text, wrap) : text;
}

function visible(word: unknown): unknown {
  if (typeof word === 'string') return visibleLine(word);
  if (Array.isArray(word)) return word.map(visible);
  return isRecord(word) ? mapValues(word, visible) : word;
}

type Sentence = (...words: readonly unknown[]) => unknown;
const isSentence = (value: unknown): value is Sentence => typeof value === 'function';

/** An object literal: dates, octets and maps are not looked into. */
function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

const mapValues = (record: Record<string, unknown>, change: (value: unknown) => unknown) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
