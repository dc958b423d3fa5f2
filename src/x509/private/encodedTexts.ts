/** Octets that were written out in a text and are themselves text: a PEM file in base64, in hexadecimal, in decimals. */
import { base64Value, decodeBase64Body, type BodyReading } from '../base64Body.ts';
import { lastAtMost, type CharRange } from '../textMap.ts';
import { base64From, frameOf, tokenAt } from './body.ts';
import type { TextView } from './views.ts';

/** Fewer digits than a scalar and its armour need are not decoded. */
const SHORTEST = 40;
/** The texts that stand in base64 in `text`. What is plainly DER, a certificate for one, is none. */
export function textsInBase64(text: string): TextView[] {
  const found: TextView[] = [];
  runs.lastIndex = 0;
  for (let match = runs.exec(text); match !== null; match = runs.exec(text)) {
    const token = textIn(text, tokenAt(text, match.index));
    runs.lastIndex = Math.max(match.index + 1, token.end);
    if (token.start === token.end) continue;
    const wanted = token.end - token.start < SHORTEST ? SHORTEST : Infinity;
    const frame = frameOf(text, { start: token.start, end: token.start });
    const lines = base64From(text, token.start, wanted, { ...frame, after: '' });
    const tokens = lines.tokens.length === 0 ? [token] : lines.tokens;
    runs.lastIndex = Math.max(runs.lastIndex, tokens.at(-1)?.end ?? 0);
    const view = decodedTokens(text, tokens);
    if (view !== null) found.push(view);
  }
  return found;
}

/** Where a run of digits begins; one that is shorter is a word. */
const runs = /(?<![A-Za-z0-9+/_])[A-Za-z0-9+/_][A-Za-z0-9+/_-]{7}/g;

/** So often a beginning is looked for in one run of digits. */
const MOST_BEGINNINGS = 16;

/**
 * The part of a run of digits that is text: all of it, or what follows a sign that may stand before base64 as well as
 * in it (`https://a.example/LS0t…`), or base64 of dashes. Empty: none.
 */
function textIn(text: string, token: CharRange): CharRange {
  if (startsText(text, token)) return token;
  const beginnings = /[+/_-]|(?=LS0tLS)/g;
  const digits = text.slice(token.start, Math.min(token.end, token.start + LONGEST_LEAD));
  let left = MOST_BEGINNINGS;
  for (const { index, 0: sign } of digits.matchAll(beginnings)) {
    const part = { start: token.start + index + sign.length, end: token.end };
    if (part.end - part.start >= SHORTEST && startsText(text, part)) return part;
    if (--left === 0) break;
  }
  return { start: token.end, end: token.end };
}
/** What stands before base64 without a blank is not longer. */
const LONGEST_LEAD = 512;

/** Whether the first octets are letters and such, in UTF-8 or in UTF-16: most base64 is of something else. */
function startsText(text: string, { start, end }: CharRange): boolean {
  const limit = Math.min(end, start + 32);
  let odd = 0;
  let window = 0;
  for (let at = start; at < limit; at++) {
    const code = text.charCodeAt(at);
    window = ((window << 6) | (code === 0x2d ? 62 : code === 0x5f ? 63 : base64Value(code))) & 0xffffff;
    const digit = (at - start) & 3;
    const octet = (window >> (6 - 2 * digit)) & 0xff;
    if (digit !== 0 && octet !== 0 && !isPrintable(octet) && ++odd > 3) return false;
  }
  return limit - start >= 6;
}

/** The base64url alphabet too (RFC 4648 section 5). */
const alphabets: BodyReading = {
  odd: (text, at) => {
    if (text[at] === '-') return { length: 1, value: 62 };
    return text[at] === '_' ? { length: 1, value: 63 } : null;
  },
  linePrefix: () => 0,
};

function decodedTokens(text: string, tokens: readonly CharRange[]): TextView | null {
  const digits = tokens.map(({ start, end }) => text.slice(start, end)).join('');
  if (digits.length < SHORTEST) return null;
  const { bytes } = decodeBase64Body(digits, 0, digits.length, alphabets);
  const before: number[] = [];
  let count = 0;
  for (const { start, end } of tokens) {
    before.push(count);
    count += end - start;
  }
  const placeDigit = (digit: number): number => {
    const index = lastAtMost(before, digit);
    return (tokens[index]?.start ?? 0) + digit - (before[index] ?? 0);
  };
  return textView(bytes, (octets) => ({
    start: placeDigit(Math.floor((octets.start * 8) / 6)),
    end: placeDigit(Math.floor((octets.end * 8 - 1) / 6)) + 1,
  }));
}

/**
 * Octets as text, a character for each (or each two, in UTF-16); `place` says where octets stand. null: they are no
 * text from the start.
 */
export function textView(bytes: Uint8Array, place: (octets: CharRange) => CharRange): TextView | null {
  const unit = unitOf(bytes.subarray(0, 64));
  if (unit === 0) return null;
  const isBigEndian = unit === 2 && bytes[0] === 0;
  const encoding = unit === 1 ? 'latin1' : isBigEndian ? 'utf-16be' : 'utf-16le';
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
  return {
    text,
    place: ({ start, end }) => place({ start: start * unit, end: Math.min(bytes.length, end * unit) }),
  };
}

/** Octets a character: 1, or 2 in UTF-16; 0: not text. */
function unitOf(bytes: Uint8Array): 0 | 1 | 2 {
  if (bytes.length < 4) return 0;
  const odd = bytes.filter((octet) => !isPrintable(octet)).length;
  if (odd * 8 <= bytes.length) return 1;
  const [zeros, others] = [bytes.filter((octet) => octet === 0).length, bytes.filter(isPrintable).length];
  return zeros * 3 >= bytes.length && others * 3 >= bytes.length ? 2 : 0;
}

/** White space and ASCII; octets above it are UTF-8, as in a dash of a word processor. */
const isPrintable = (octet: number): boolean =>
  (octet >= 0x09 && octet <= 0x0d) || (octet >= 0x20 && octet < 0x7f);
