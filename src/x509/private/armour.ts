/**
 * Private keys between their BEGIN and END lines, however these are spelled, and where one of them is missing: PEM
 * (RFC 7468), OpenPGP (RFC 9580 section 6.2), SSH2, PuTTY.
 */
import { lastAtMost, type CharRange } from '../textMap.ts';
import { base64Before, damagedBase64From, frameOf, ordinaryWords, type LineFrame } from './body.ts';

type OtherMarker = CharRange & { kind: 'begin' | 'end'; isOfKey: false };
/** `isFirm`: it stands between dashes; else it is one only where base64 is beside it. */
type KeyMarker = CharRange & { kind: 'begin' | 'end'; isOfKey: true; isFirm: boolean };
type Marker = KeyMarker | OtherMarker;

/** What of `text` is a private key by its BEGIN and END lines, in order. */
export function armouredKeys(text: string): CharRange[] {
  const keys = keyMarkers(text);
  if (keys.length === 0) return [];
  const all = allMarkers(text, keys);
  const found: CharRange[] = [];
  let covered = 0;
  for (const [index, marker] of all.entries()) {
    if (marker.start < covered) continue;
    const range = !marker.isOfKey
      ? null
      : marker.kind === 'begin'
        ? fromBegin(text, marker, all[index + 1])
        : toEnd(text, marker, Math.max(covered, all[index - 1]?.end ?? 0));
    if (range === null) continue;
    found.push(range);
    covered = range.end;
  }
  return found;
}

const GAP = String.raw`[^A-Za-z0-9]{0,2}`;
const spaced = (word: string): string => word.split('').join(GAP);
/** Letters with a blank, a line end or a hyphen between them are still these words. */
const keyWords = new RegExp(
  String.raw`${spaced('PRIVATE')}[\W_]{0,12}${spaced('KEY')}(?:[\W_]{0,4}BLOCK)?`,
  'gi',
);
const usualLabels = 'RSA|EC|DSA|DH|ENCRYPTED|OPENSSH|SSH2|ANY|PGP|PKCS8|ED25519';
const opening = new RegExp(
  String.raw`(?<![A-Za-z0-9])(${spaced('BEGIN')}|${spaced('END')})` +
    String.raw`(?:(?:[\W_]{0,8}(?:${usualLabels})){0,3}|(?:[\W_]{1,4}[A-Za-z0-9]{1,20}){0,3})[\W_]{0,8}$`,
  'i',
);
/** A label between dashes whose first word is lost or misspelled. */
const looseOpening = /-[ \t]*(?:[A-Za-z0-9]{1,12}[ \t]+){0,3}$/;
/** The word BEGIN with its label and every blank of it is not longer. */
const LONGEST_LABEL = 90;

function keyMarkers(text: string): KeyMarker[] {
  const found: KeyMarker[] = [];
  keyWords.lastIndex = 0;
  for (let match = keyWords.exec(text); match !== null; match = keyWords.exec(text)) {
    const marker = markerAround(text, { start: match.index, end: keyWords.lastIndex });
    if (marker !== null) found.push(marker);
  }
  return [...found, ...puttyMarkers(text)].sort((a, b) => a.start - b.start);
}

function markerAround(text: string, words: CharRange): KeyMarker | null {
  const before = text.slice(Math.max(0, words.start - LONGEST_LABEL), words.start);
  const match = opening.exec(before);
  const label = match ?? looseOpening.exec(before);
  if (label === null) return null;
  const start = words.start - before.length + label.index;
  const left = dashes(text, start, -1);
  const right = dashes(text, words.end, 1);
  if (match === null && (left.count < 1 || right.count < 2)) return null;
  const isFirm = match !== null && left.count + right.count >= 2;
  const kind = /^E/i.test(match?.[1] ?? '') ? 'end' : 'begin';
  return { kind, isOfKey: true, isFirm, start: left.at, end: right.at };
}

/** Farther than this dashes are not followed. */
const MOST_DASHES = 200;

/** The dashes that stand before `from` (`step` -1) or behind it (1), blanks between them allowed. */
function dashes(text: string, from: number, step: -1 | 1): { at: number; count: number } {
  let [at, count] = [from, 0];
  for (let i = step < 0 ? from - 1 : from; Math.abs(i - from) < MOST_DASHES; i += step) {
    if (text[i] === '-') [at, count] = [step < 0 ? i : i + 1, count + 1];
    else if (text[i] !== ' ' && text[i] !== '\t') break;
  }
  return { at, count };
}

/** PuTTY's key file: `Private-Lines: 14`, the lines, `Private-MAC: …`. */
function puttyMarkers(text: string): KeyMarker[] {
  const lines =
    /\bPrivate[\W_]{0,2}(?:(Lines)[ \t]{0,9}[:=][ \t]{0,9}\d{1,4}|(?:MAC|Hash)[ \t]{0,9}[:=][ \t]{0,9}[0-9a-f]{8,128})/gi;
  return Array.from(text.matchAll(lines), (match) => ({
    kind: match[1] === undefined ? 'end' : 'begin',
    isOfKey: true,
    isFirm: true,
    start: match.index,
    end: match.index + match[0].length,
  }));
}

const anyMarker =
  /-{2}[ \t]{0,2}(?:BEGIN|END)(?![a-z0-9])[^-\r\n]{0,80}(?:-[- \t]{0,200})?|-[ \t]?(?:BEGIN|END)[ \t][A-Z0-9 .#]{2,60}-[- \t]{0,200}/gi;

/** Every BEGIN and END line, of whatever label; those of keys are `keys`. */
function allMarkers(text: string, keys: readonly KeyMarker[]): Marker[] {
  const starts = keys.map(({ start }) => start);
  const isOfKey = (at: number): boolean => {
    const before = keys[lastAtMost(starts, at)];
    return before !== undefined && at < before.end;
  };
  const others = Array.from(text.matchAll(anyMarker), (match): OtherMarker => ({
    isOfKey: false,
    kind: /^[-\s]*B/i.test(match[0]) ? 'begin' : 'end',
    start: match.index,
    end: match.index + match[0].length,
  })).filter(({ start, end }) => !isOfKey(end - 1) && !isOfKey(start));
  return [...others, ...keys].sort((a, b) => a.start - b.start);
}

/** Behind BEGIN: up to the next END; where another BEGIN comes first, or nothing, as far as the base64 goes. */
function fromBegin(text: string, marker: KeyMarker, next: Marker | undefined): CharRange | null {
  const frame = frameOf(text, marker);
  const body = behindHeaders(text, marker.end);
  const limit = next?.start ?? text.length;
  // Nothing behind the next marker is looked at: each part of the text is read for one marker only.
  const lines = Math.min(limit, damagedBase64From(text.slice(0, limit), body, frame));
  const rest = { start: Math.max(lines, marker.end), end: limit };
  const isEmpty = lines === body && base64Before(text, limit, marker.end, frame) === limit;
  if (
    next?.kind === 'end' &&
    (isEmpty ? marker.isFirm && isShort(text, rest) : isOneBlock(text, rest, frame))
  )
    return { start: marker.start, end: next.end };
  if (lines > body) return { start: marker.start, end: lines };
  return marker.isFirm && isAloneOnLine(frame)
    ? { start: marker.start, end: Math.max(body, marker.end) }
    : null;
}

/** More than a key of 16,384 bits has. */
const LONGEST_BODY = 32 * 1024;

/** Whether what is left between the lines of a key and an END line belongs to the key: it is no configuration. */
function isOneBlock(text: string, { start, end }: CharRange, frame: LineFrame): boolean {
  if (end - start > LONGEST_BODY) return false;
  const rest = base64Before(text, end, start, frame);
  return ordinaryWords(text.slice(start, rest).split(/\s+/)) <= MOST_WORDS;
}
/** `…` for a key that somebody took out, or so little of one that it does not show. */
const isShort = (text: string, { start, end }: CharRange): boolean =>
  end - start < 128 && !/[;{}]/.test(text.slice(start, end));

/** `[snip]`, `remainder of the key left out`: more of them are text of another kind. */
const MOST_WORDS = 6;

const isAloneOnLine = ({ before, after }: LineFrame): boolean => !/[A-Za-z0-9]/.test(before + after);

const header =
  /[^A-Za-z0-9]{0,80}(?:Proc-Type[ \t]*:[ \t]*[^\s"'\\]{1,40}|DEK-Info[ \t]*:[ \t]*[^\s"'\\]{1,80}|(?:Version|Comment|Charset|Hash|MessageID|Subject|X-[A-Za-z-]{1,30})[ \t]*:[^\r\n]{0,200})/iy;
const MOST_HEADERS = 12;

/** Behind the headers of RFC 1421 and of OpenPGP's armour. */
function behindHeaders(text: string, from: number): number {
  let at = from;
  for (let count = 0; count < MOST_HEADERS; count++) {
    header.lastIndex = at;
    if (!header.test(text)) break;
    at = header.lastIndex;
  }
  return at;
}

/** An END line without its BEGIN: back over what is base64, not farther than `limit`. */
function toEnd(text: string, marker: KeyMarker, limit: number): CharRange | null {
  const frame = frameOf(text, marker);
  const start = base64Before(text, marker.start, limit, frame);
  if (start === marker.start && !(marker.isFirm && isAloneOnLine(frame))) return null;
  return { start, end: marker.end };
}
