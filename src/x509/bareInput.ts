/**
 * Base64 without armour, anywhere in a text: a certificate in a line of its own, in XML, JSON (x5c), LDIF or a data:
 * URI, and PEM that was encoded once more, as Kubernetes keeps it in a Secret.
 */
import type { ByteRange } from '../bytes/range.ts';
import { Steps } from '../text/steps.ts';
import { base64Value, decodeBase64Body, PAD, SKIP, type Base64Body } from './base64Body.ts';
import { elementLength } from './derExtent.ts';
import { addDer } from './derItems.ts';
import { startsLikeAsn1 } from './derKind.ts';
import type { InputCollector } from './inputCollector.ts';
import { lenientBody } from './lenientBase64.ts';
import { charactersOfBytes, endOfDigits, type CharRange } from './textMap.ts';

/** Base64 of text: the text, and where the characters stand that carry a part of it. */
export type EncodedText = { text: string; place: (part: CharRange) => CharRange };

/** A run of digits that is shorter is a word, and not decoded. */
const SHORTEST_TEXT = 40;
const SHORTEST_DER = 16;
const lenient = lenientBody(null);
/** Digits that are decoded for short runs without finding an element there, for each character of the text. */
const IN_VAIN = 8;

/** Adds what stands in `range` of `text`, in order; what turns out to be text once more is handed to `readEncoded`. */
export function readBareBase64(
  text: string,
  range: CharRange,
  found: InputCollector,
  readEncoded: (inner: EncodedText) => boolean,
): void {
  const vain = new Steps(IN_VAIN * (range.end - range.start));
  let decoded = range.start;
  for (let at = range.start; at < range.end;) {
    if (!isDigit(text.charCodeAt(at))) {
      at++;
      continue;
    }
    const run = { start: at, end: runEnd(text, at, range.end) };
    let used = readDerAt(text, run, range.end, found, vain);
    if (used === null && run.start >= decoded) {
      const inner = readTextAt(text, run, range.end, readEncoded);
      used = inner.isRead ? inner.end : null;
      decoded = inner.end; // as text it is nothing, from its first line or from another
    }
    at = Math.max(used ?? 0, run.end);
  }
}

const isDigit = (code: number): boolean => base64Value(code) < SKIP || code === 0x2d || code === 0x5f;

function runEnd(text: string, start: number, limit: number): number {
  let end = start;
  while (end < limit && isDigit(text.charCodeAt(end))) end++;
  return end;
}

/** Base64 of DER begins with M (0x30), and perhaps with the `+` of a patch. Returns where it ends, null: none here. */
function readDerAt(
  text: string,
  run: CharRange,
  limit: number,
  found: InputCollector,
  vain: Steps,
): number | null {
  const start = run.start + (/^[-+]M/.test(text.slice(run.start, run.start + 2)) ? 1 : 0);
  if (text[start] !== 'M') return null;
  const beginning = decodeBase64Body(text, start, Math.min(limit, start + 64), lenient).bytes;
  if (beginning.length < 8 || !startsLikeAsn1(beginning)) return null;
  const length = elementLength(beginning, 0);
  if (length === null) return null;
  const digits = length === 0 ? limit - start : Math.ceil((length * 8) / 6);
  const isShortRun = run.end - start < SHORTEST_DER;
  if (isShortRun && vain.exhausted) return null;
  const body = decodeBase64Body(text, start, limit, lenient, digits);
  const isShort = body.bytes.length < length;
  if (isShort && isShortRun) {
    vain.take((body.bad?.start ?? limit) - start);
    return null;
  }
  const more = !isShort && isDigit(text.charCodeAt(endOfDigits(body) ?? start));
  const whole = more ? decodeBase64Body(text, start, limit, lenient) : body;
  return addBody(text, start, whole, length, found);
}

function addBody(
  text: string,
  start: number,
  body: Base64Body,
  length: number,
  found: InputCollector,
): number {
  let end = endOfDigits(body) ?? start;
  while (base64Value(text.charCodeAt(end)) === PAD) end++;
  const range = { start, end };
  const place = (part: ByteRange): CharRange => charactersOfBytes(body, part) ?? range;
  const isWhole = (part: ByteRange): boolean => part.start === 0 && part.end === body.bytes.length;
  const index = addDer(body.bytes, (part) => (isWhole(part) ? range : place(part)), body, found);
  if (body.bytes.length >= length) return end;
  if (body.bad !== null) found.report('pem-bad-base64', { range: body.bad, item: index });
  else found.report('input-cut-short', { params: { length, got: body.bytes.length }, range, item: index });
  return end;
}

/** A long run whose beginning is text: where it ends, and whether there was something of ours in it. */
function readTextAt(
  text: string,
  run: CharRange,
  limit: number,
  readEncoded: (inner: EncodedText) => boolean,
): { end: number; isRead: boolean } {
  const nothing = { end: run.start, isRead: false };
  if (run.end - run.start < SHORTEST_TEXT) return nothing;
  const start = run.start;
  if (!isText(decodeBase64Body(text, start, Math.min(start + 64, run.end)).bytes)) return nothing;
  const end = linesEnd(text, run.end, limit);
  const body = decodeBase64Body(text, start, end);
  const inner = new TextDecoder('windows-1252').decode(body.bytes); // a character for each octet
  const place = (part: CharRange): CharRange => charactersOfBytes(body, part) ?? { start, end };
  return { end, isRead: readEncoded({ text: inner, place }) };
}

const isText = (bytes: Uint8Array): boolean =>
  bytes.every(
    (octet) => octet === 0x09 || octet === 0x0a || octet === 0x0d || (octet >= 0x20 && octet < 0x7f),
  );

/** Digits go on in the following lines as long as there is nothing else in them. */
function linesEnd(text: string, from: number, limit: number): number {
  const line = /={0,2}(?:\r?\n|\r|\\n)[ \t]{0,80}(?=[A-Za-z0-9+/=])/y;
  let end = from;
  for (;;) {
    line.lastIndex = end;
    const match = line.exec(text);
    if (match === null || match[0].startsWith('=')) break; // it ends with its padding
    const digits = runEnd(text, end + match[0].length, limit);
    const closing = /={0,2}[ \t]{0,80}(?:\r|\n|\\n|["'`<]|$)/y;
    closing.lastIndex = digits;
    if (digits >= limit ? false : !closing.test(text)) break;
    if (digits <= end) break;
    end = digits;
  }
  while (end < limit && base64Value(text.charCodeAt(end)) === PAD) end++;
  return end;
}
