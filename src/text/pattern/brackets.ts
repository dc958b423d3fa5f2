/** A class of PCRE (`[a-z\d[:punct:]]`) -> the same class in JavaScript's notation, where both surely agree. */
import { posixClasses } from '../globSets.ts';
import { hex, readCode, spaces } from './escapes.ts';

type Read = { source: string; end: number };
/** `isSet`: more than one octet, so no end of a range. */
type Member = Read & { isSet: boolean };

/** `start`: the `[`. null: not known. */
export function readBrackets(text: string, start: number, caseless: boolean): Read | null {
  const negated = text.charAt(start + 1) === '^';
  const first = negated ? start + 2 : start + 1;
  if (isDelimited(text, start)) return null;
  const members: string[] = [];
  let at = first;
  let afterSet = false;
  while (text.charAt(at) !== ']' || at === first) {
    const member = readMember(text, at, caseless);
    if (member === null) return null;
    // No range begins or ends with a set: PCRE refuses it, some versions do not.
    const isRangeToSet = member.isSet && members.length > 1 && members.at(-1) === '-';
    const isRangeFromSet = afterSet && member.source === '-' && text.charAt(at + 1) !== ']';
    if (isRangeToSet || isRangeFromSet) return null;
    members.push(member.source);
    afterSet = member.isSet;
    at = member.end;
  }
  return { source: `[${negated ? '^' : ''}${members.join('')}]`, end: at + 1 };
}

function readMember(text: string, at: number, caseless: boolean): Member | null {
  const character = text.charAt(at);
  if (character === '') return null;
  if (character === '\\') return readEscape(text, at + 1);
  if (isDelimited(text, at)) return readPosixClass(text, at, caseless);
  const source = character === '-' ? '-' : hex(character.charCodeAt(0));
  return { source, end: at + 1, isSet: false };
}

/** Whether `[:…:]`, `[.….]` or `[=…=]` begins here (`check_posix_syntax`). PCRE refuses it as a whole class. */
function isDelimited(text: string, start: number): boolean {
  const delimiter = text.charAt(start + 1);
  if (text.charAt(start) !== '[' || !/[:.=]/.test(delimiter)) return false;
  for (let at = start + 2; at < text.length - 1; at += 1) {
    if (text.charAt(at) === '\\' && /[\]\\]/.test(text.charAt(at + 1))) at += 1;
    else if (text.startsWith(`[${delimiter}`, at) || text.charAt(at) === ']') return false;
    else if (text.startsWith(`${delimiter}]`, at)) return true;
  }
  return false;
}

function readEscape(text: string, at: number): Member | null {
  const letter = text.charAt(at);
  if (/[dDwWsS]/.test(letter)) return { source: `\\${letter}`, end: at + 1, isSet: true };
  const space = spaces.get(letter);
  if (space !== undefined) return { source: space, end: at + 1, isSet: true };
  if (letter === 'b') return { source: hex(0x08), end: at + 1, isSet: false };
  const read = readCode(text, at);
  return read && { source: hex(read.code), end: read.end, isSet: false };
}

/** In a caseless pattern `[:lower:]` and `[:upper:]` are `[:alpha:]`. */
function readPosixClass(text: string, at: number, caseless: boolean): Member | null {
  const notation = /\[:(\^?)([a-z]{1,6}):\]/y;
  notation.lastIndex = at;
  const [whole, not, written = ''] = notation.exec(text) ?? [];
  const name = caseless && /^(?:lower|upper)$/.test(written) ? 'alpha' : written;
  const ranges = ofPcre.get(name) ?? posixClasses.get(name);
  if (whole === undefined || ranges === undefined) return null;
  const octets = not === '^' ? others(ranges) : ranges;
  const source = octets.map(([first, last]) => `${hex(first)}-${hex(last)}`).join('');
  return { source, end: at + whole.length, isSet: true };
}

type Ranges = readonly (readonly [first: number, last: number])[];

const ofPcre: ReadonlyMap<string, Ranges> = new Map<string, Ranges>([
  ['ascii', [[0x00, 0x7f]]],
  ['word', [...(posixClasses.get('alnum') ?? []), [0x5f, 0x5f]]],
]);

function others(ranges: Ranges): Ranges {
  const sorted = ranges.toSorted(([a], [b]) => a - b);
  const starts = [0, ...sorted.map(([, last]) => last + 1)];
  const ends = [...sorted.map(([first]) => first - 1), 0xff];
  return starts
    .map((start, index): [number, number] => [start, ends[index] ?? 0xff])
    .filter(([start, end]) => start <= end);
}
