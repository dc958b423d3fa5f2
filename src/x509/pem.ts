/**
 * Textual encoding (RFC 7468), read as leniently as people paste it: several blocks, text around and between them,
 * indented, any line ends or none at all, without END. What was forgiven is reported with its place.
 */
import { decodeBase64Body, type Base64Body } from './base64Body.ts';
import type { CharRange } from './textMap.ts';

export type PemProblemCode =
  | 'pem-no-end'
  | 'pem-label-mismatch'
  | 'pem-bad-base64'
  | 'pem-incomplete-base64'
  | 'pem-empty'
  | 'pem-end-without-begin';

export type PemProblem = { code: PemProblemCode; params: Record<string, string | number>; range: CharRange };

/**
 * One block. `range` runs from the first dash of BEGIN to behind the last dash of END (behind the last character of
 * the body when END is missing). `encrypted`: its RFC 1421 header says `Proc-Type: 4,ENCRYPTED`.
 */
export type PemBlock = {
  label: string;
  range: CharRange;
  body: Base64Body;
  encrypted: boolean;
  problems: PemProblem[];
};

const BEGIN = '-----BEGIN ';
const END = '-----END ';
const DASHES = '-----';
/** RFC 7468 labels are short; a longer one is text that happens to contain `-----BEGIN`. */
const LONGEST_LABEL = 64;

type Marker = { label: string; start: number; end: number };

/** All blocks of `text` in order. `stray`: END lines that no BEGIN precedes. */
export function readPem(text: string): { blocks: PemBlock[]; stray: PemProblem[] } {
  const blocks: PemBlock[] = [];
  const stray: PemProblem[] = [];
  let from = 0;
  let begin = nextMarker(text, BEGIN, 0);
  let end = nextMarker(text, END, 0);
  while (begin !== null || end !== null) {
    if (begin === null || (end !== null && end.start < begin.start)) {
      if (end === null) break;
      stray.push({ code: 'pem-end-without-begin', params: { label: end.label }, range: markerRange(end) });
      from = end.end;
    } else {
      const following = nextMarker(text, BEGIN, begin.end);
      const closing = end !== null && (following === null || end.start < following.start) ? end : null;
      const block = readBlock(text, begin, closing, following?.start ?? text.length);
      blocks.push(block);
      from = closing?.end ?? following?.start ?? text.length;
      begin = following;
    }
    if (end !== null && end.start < from) end = nextMarker(text, END, from);
  }
  return { blocks, stray };
}

const markerRange = (marker: Marker): CharRange => ({ start: marker.start, end: marker.end });

function nextMarker(text: string, opening: string, from: number): Marker | null {
  for (let start = text.indexOf(opening, from); start >= 0; start = text.indexOf(opening, start + 1)) {
    const label = start + opening.length;
    const closing = text.slice(label, label + LONGEST_LABEL + DASHES.length).indexOf(DASHES);
    const line = closing < 0 ? null : text.slice(label, label + closing);
    if (line !== null && /^[\x20-\x7e]*$/.test(line)) {
      return { label: line.trim(), start, end: label + closing + DASHES.length };
    }
  }
  return null;
}

function readBlock(text: string, begin: Marker, end: Marker | null, limit: number): PemBlock {
  const headers = headerEnd(text, begin.end, end?.start ?? limit);
  const bodyEnd = end?.start ?? openBodyEnd(text, headers, limit);
  const body = decodeBase64Body(text, headers, bodyEnd);
  const problems = bodyProblems(body, { start: headers, end: bodyEnd });
  const range = { start: begin.start, end: end?.end ?? bodyEnd };
  if (end === null) {
    problems.push({ code: 'pem-no-end', params: { label: begin.label }, range: markerRange(begin) });
  } else if (end.label !== begin.label) {
    const params = { begin: begin.label, end: end.label };
    problems.push({ code: 'pem-label-mismatch', params, range: markerRange(end) });
  }
  const encrypted = /Proc-Type:[^\n]*ENCRYPTED/.test(text.slice(begin.end, headers));
  return { label: begin.label, range, body, encrypted, problems };
}

/** Without END the body goes as far as lines of nothing but base64 do. */
function openBodyEnd(text: string, start: number, limit: number): number {
  const line = /[ \t]*([A-Za-z0-9+/]*={0,2})[ \t]*(\\n|\\r|\r?\n|\r|$)/y;
  let end = start;
  let at = start;
  while (at < limit) {
    line.lastIndex = at;
    const match = line.exec(text);
    if (match === null || match[0].length === 0 || at + match[0].length > limit) break;
    at += match[0].length;
    if (match[1]) end = at - (match[2]?.length ?? 0);
  }
  return end;
}

function bodyProblems(body: Base64Body, range: CharRange): PemProblem[] {
  if (body.bad !== null) return [{ code: 'pem-bad-base64', params: {}, range: body.bad }];
  if (body.digitCount === 0) return [{ code: 'pem-empty', params: {}, range }];
  if (body.incomplete) {
    return [{ code: 'pem-incomplete-base64', params: { digits: body.digitCount }, range }];
  }
  return [];
}

/** Behind the RFC 1421 headers (`Name: value` lines up to an empty line) of an old encrypted key; else `start`. */
function headerEnd(text: string, start: number, limit: number): number {
  const line = /[ \t]*(?:[A-Za-z-]+:[^\r\n]*|[ \t]+[^\r\n]*)?(?:\r?\n|\r)/y;
  if (!/^\s*[A-Za-z-]+:/.test(text.slice(start, Math.min(start + 200, limit)))) return start;
  let at = start;
  let headers = 0;
  while (at < limit) {
    line.lastIndex = at;
    const match = line.exec(text);
    if (match === null || at + match[0].length > limit) break;
    const blank = match[0].trim() === '';
    at += match[0].length;
    if (blank && headers > 0) break;
    headers += blank ? 0 : 1;
  }
  return at;
}
