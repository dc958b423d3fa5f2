/**
 * The one recogniser of private keys, and of files that hold them, in any text: what `readInput` hides, and what is cut
 * out of every text before the page keeps it. Signs: BEGIN and END lines as badly spelled as they come, the octets of
 * a key in base64, hexadecimal, decimals or escapes (also once more encoded), and the members of a JSON Web Key, an XML
 * key value or what openssl prints. Certificates, requests, public keys, hashes and paths are left alone.
 */
import { Steps } from '../text/steps.ts';
import { elementLength } from './derExtent.ts';
import { InputCollector } from './inputCollector.ts';
import { armouredKeys } from './private/armour.ts';
import { frameOf } from './private/body.ts';
import { base64Keys } from './private/base64Keys.ts';
import { dumpedOctets } from './private/dumps.ts';
import { textsInBase64, textView } from './private/encodedTexts.ts';
import { keysIn } from './private/keyOctets.ts';
import { namedKeys } from './private/named.ts';
import { numberedOctets } from './private/numbers.ts';
import { viewsOf, withBlanks, type TextView } from './private/views.ts';
import { readText } from './textInput.ts';
import { charactersOfBytes, type CharRange } from './textMap.ts';

/**
 * Where private material stands in `text`: sorted, disjoint. Never throws; the work grows in a line with the length.
 */
export function privateMaterialIn(text: string): CharRange[] {
  if (text.length < SHORTEST) return [];
  const found = new InputCollector();
  readText(text, found);
  return privateRanges(text, found);
}

/** The octets of no private key are written in fewer characters. */
const SHORTEST = 24;

/** `privateMaterialIn`, by one who has read the text already. */
export function privateRanges(text: string, { items }: Pick<InputCollector, 'items'>): CharRange[] {
  const keys = items.filter(
    ({ kind, container, range }) => kind === 'private-key' && container === null && !isMention(text, range),
  );
  const rest = withoutPublic(text, items);
  return merged([...keys.map(({ range }) => range), ...placed(rest, rangesIn(rest.text, 0, stepsFor(text)))]);
}

/** A BEGIN line without a key, in the middle of a sentence. */
function isMention(text: string, range: CharRange): boolean {
  const { before, after } = frameOf(text, range);
  return !/[A-Za-z0-9+/]{12}/.test(text.slice(range.start, range.end)) && /[a-z]{3}/i.test(before + after);
}

const isPublic: ReadonlySet<InputCollector['items'][number]['kind']> = new Set([
  'certificate',
  'csr',
  'crl',
  'public-key',
  'ocsp-request',
  'ocsp-response',
]);

/** Without the digits of certificates and the like: they need no second look, and most of a large input is theirs. */
function withoutPublic(text: string, items: InputCollector['items']): TextView {
  const ranges: CharRange[] = [];
  for (const item of items) {
    if (item.kind === 'private-key' || item.body === null || !isPublic.has(item.kind)) continue;
    if (elementLength(item.der, 0) !== item.der.length) continue;
    const digits = charactersOfBytes(item.body, { start: 0, end: item.der.length });
    if (digits !== null && digits.start >= (ranges.at(-1)?.end ?? 0)) ranges.push(digits);
  }
  return withBlanks(text, ranges);
}

/** How often something encoded is looked for in something encoded. */
const MOST_LAYERS = 4;

/** Characters looked at for each character of the input, all layers and views together. */
const stepsFor = (text: string): Steps => new Steps(64 * text.length + 4096);

function rangesIn(text: string, layer: number, steps: Steps): CharRange[] {
  const { texts, octets } = viewsOf(text);
  return [
    ...octets.flatMap((view) => placed(view, escapedKeys(view.text))),
    ...texts.flatMap((view) => placed(view, rangesInView(view.text, layer, steps))),
  ];
}

const placed = (view: TextView, ranges: readonly CharRange[]): CharRange[] =>
  ranges.map((range) => view.place(range));

function rangesInView(text: string, layer: number, steps: Steps): CharRange[] {
  const numbered = [...numberedOctets(text), ...dumpedOctets(text)];
  const inner = layer < MOST_LAYERS ? [...textsInBase64(text), ...numbered.flatMap(asText)] : [];
  return [
    ...armouredKeys(text),
    ...base64Keys(text),
    ...namedKeys(text),
    ...numbered.flatMap(({ bytes, place }) => keysIn(bytes).map(place)),
    ...inner.flatMap((view) => placed(view, rangesOfInner(view.text, layer + 1, steps))),
  ];
}

const asText = ({ bytes, place }: ReturnType<typeof numberedOctets>[number]): TextView[] => {
  const view = textView(bytes, place);
  return view === null ? [] : [view];
};

/** What is left of an encoded text beside its keys, when it is no more than this, goes with them. */
const REMNANT = 64;

function rangesOfInner(text: string, layer: number, steps: Steps): CharRange[] {
  if (!steps.take(text.length)) return [];
  const ranges = merged(rangesIn(text, layer, steps));
  const left = text.length - ranges.reduce((sum, { start, end }) => sum + end - start, 0);
  return ranges.length > 0 && left <= REMNANT ? [{ start: 0, end: text.length }] : ranges;
}

/** DER whose octets are characters: `0\x82\x04\xbd`, as Python prints it. */
function escapedKeys(text: string): CharRange[] {
  if (!octetSigns.test(text)) return [];
  return keysIn(Uint16Array.from(text, (character) => character.charCodeAt(0)));
}

/** The version of a key, or the beginning of an identifier of encryption by a password. */
const octetSigns = /\u0002\u0001[\u0000\u0001\u0003]|\*\u0086H\u0086\u00f7/;

/** Sorted, those that overlap made one. */
export function merged(ranges: readonly CharRange[]): CharRange[] {
  const sorted = ranges.filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start);
  const found: CharRange[] = [];
  for (const { start, end } of sorted) {
    const last = found.at(-1);
    if (last !== undefined && start < last.end) last.end = Math.max(last.end, end);
    else found.push({ start, end });
  }
  return found;
}

/** What stands in a configuration where a key stood on lines of its own. A comment in every program known here. */
export const keyMark = '# (a private key stood here)';

/**
 * The text without any private material, and whether there was some. Line ends stay, so that every other line keeps
 * its number. Where a key had lines of its own, the first of them says so.
 */
export function withoutPrivateMaterial(text: string): { text: string; hadKey: boolean } {
  const ranges = privateMaterialIn(text);
  let kept = '';
  let from = 0;
  for (const range of ranges) {
    kept += text.slice(from, range.start);
    kept += markFor(text, range, kept) + text.slice(range.start, range.end).replace(/[^\r\n]/g, '');
    from = range.end;
  }
  return { text: kept + text.slice(from), hadKey: ranges.length > 0 };
}

/** Nothing where other text shares the line, or where a line before is continued. */
function markFor(text: string, { start, end }: CharRange, before: string): string {
  const line = /(?:^|[\r\n])([ \t]{0,80})(#[ \t]{0,80})?$/.exec(before.slice(-162));
  const isContinued = /\\\r?\n[ \t]{0,80}(?:#[ \t]{0,80})?$/.test(before.slice(-166));
  const isWhole =
    /[\r\n]/.test(text.slice(start, end)) || /^[ \t]{0,80}(?:[\r\n]|$)/.test(text.slice(end, end + 82));
  if (line === null || isContinued || !isWhole) return '';
  return line[2] === undefined ? keyMark : keyMark.slice(2);
}
