/** Changes of text: at characters, at words and at lines, with the words of its grammar. */
import type { Random } from './random.ts';

/** `words`: of the grammar; `seeds`: whole texts, to take parts of; `brackets`: what nests. */
export type TextMaterial = {
  words: readonly string[];
  seeds: readonly string[];
  brackets: readonly (readonly [string, string])[];
};

const longest = 64 * 1024;

/** What trips readers in any grammar: controls, blanks that are none, marks of order, halves, big numbers, own names of objects. */
const oddities = [
  '\0', '\t', '\r', '\r\n', '\n\n', '\u000b', '\u00a0', '\u2028', '\u202e', '\ufeff', '\ufffd', '\ud800', '\udfff',
  'ſ', 'K', 'İ', 'ß', '\u{1f600}', 'e\u0301', '%', '%00', '%2', '\\', '\\\\', "'", '"', '`', '$', '${', '{{', '*',
  '[', '[a-', '[^]', '(', '(?', '(a+)+$', '(a|a)*', '.*.*.*', '?', '+', '|', '^', '~', '-', '--', '#', ';', ',', '=', ':',
  '0', '-1', '65535', '65536', '4294967296', '9007199254740993', '1e999', 'NaN', '0x10', '٣', '１',
  'constructor', '__proto__', 'toString', 'hasOwnProperty', 'prototype', 'valueOf',
]; // prettier-ignore

type Mutation = (text: string, random: Random, material: TextMaterial) => string;

const put = (text: string, start: number, end: number, piece: string): string =>
  text.slice(0, start) + piece + text.slice(end);

/** A word of the text: what stands between blanks and brackets. */
function wordIn(text: string, random: Random): { start: number; end: number } {
  const isApart = (at: number): boolean => /[\s{}()[\]"';,:=&]/.test(text[at] ?? ' ');
  let start = random.below(text.length);
  while (start > 0 && !isApart(start - 1)) start -= 1;
  let end = start;
  while (end < text.length && !isApart(end)) end += 1;
  return { start, end };
}

const newWord = (random: Random, { words }: TextMaterial): string =>
  random.once(3) || words.length === 0 ? random.pick(oddities) : random.pick(words);

function lineChange(text: string, random: Random, change: (lines: string[], at: number) => void): string {
  const lines = text.split('\n');
  change(lines, random.below(lines.length));
  return lines.join('\n');
}

const mutations: readonly Mutation[] = [
  (text, random) => put(text, ...at(text, random, 1), String.fromCharCode(random.below(128))),
  (text, random) => put(text, ...at(text, random, 0), random.pick(oddities)),
  (text, random) => text.slice(0, random.below(text.length)),
  (text, random) => {
    const { start, end } = random.part(text.length);
    return put(text, start, end, '');
  },
  (text, random) => {
    const { start, end } = random.part(text.length);
    return put(text, end, end, text.slice(start, end));
  },
  (text, random, material) => put(text, ...at(text, random, 0), ` ${newWord(random, material)} `),
  (text, random, material) => {
    const { start, end } = wordIn(text, random);
    return put(text, start, end, newWord(random, material));
  },
  (text, random) => {
    const [one, other] = [wordIn(text, random), wordIn(text, random)];
    return put(text, one.start, one.end, text.slice(other.start, other.end));
  },
  (text, random, material) => {
    const { start, end } = wordIn(text, random);
    const word = text.slice(start, end);
    return put(
      text,
      start,
      end,
      random.pick([
        `${word}${newWord(random, material)}`,
        `"${word}`,
        `${word}*`,
        `!${word}`,
        word.toUpperCase(),
      ]),
    );
  },
  (text, random) => lineChange(text, random, (lines, line) => lines.splice(line, 1 + random.below(3))),
  (text, random) =>
    lineChange(text, random, (lines, line) => lines.splice(random.below(lines.length), 0, lines[line] ?? '')),
  (text, random) =>
    lineChange(text, random, (lines, line) => {
      const times = random.pick([2, 10, 100, 1000]);
      lines.splice(line, 0, ...Array.from({ length: times }, () => lines[line] ?? ''));
    }),
  (text, random, { words }) =>
    lineChange(text, random, (lines, line) => {
      const length = 1 + random.below(5);
      if (words.length > 0) lines.splice(line, 0, Array.from({ length }, () => random.pick(words)).join(' '));
    }),
  (text, random, { seeds }) => {
    const other = random.pick(seeds);
    return text.slice(0, random.below(text.length)) + other.slice(random.below(other.length));
  },
  (text, random, { seeds }) => {
    const other = random.pick(seeds).split('\n');
    const from = random.below(other.length);
    return lineChange(text, random, (lines, line) =>
      lines.splice(line, 0, ...other.slice(from, from + 1 + random.below(12))),
    );
  },
  (text, random, { brackets }) => {
    if (brackets.length === 0) return text;
    const [open, close] = random.pick(brackets);
    const depth = random.pick([1, 3, 30, 1000]);
    const { start, end } = random.part(text.length);
    const inside = open.repeat(depth) + text.slice(start, end);
    return put(text, start, end, random.once(3) ? inside : inside + close.repeat(depth));
  },
  (text, random, material) => {
    const piece = random.once(2) ? newWord(random, material) : text.slice(...range(random.part(text.length)));
    return put(text, ...at(text, random, 0), piece.repeat(random.pick([2, 30, 500])));
  },
];

function at(text: string, random: Random, taken: number): [number, number] {
  const start = random.below(text.length + 1);
  return [start, start + taken];
}

const range = ({ start, end }: { start: number; end: number }): [number, number] => [start, end];

/** `text` after one to six changes, at most 64 KB. */
export function mutateText(text: string, random: Random, material: TextMaterial): string {
  let changed = text;
  for (let changes = 1 + random.below(random.pick([1, 3, 6])); changes > 0; changes -= 1)
    changed = random.pick(mutations)(changed, random, material).slice(0, longest);
  return changed;
}
