/**
 * Textual encoding (RFC 7468), read as leniently as programs do and somewhat more: several blocks, text around and
 * between them, indented, any line ends or none at all, without END. What was forgiven is reported with its place.
 * What people paste needs `lenientPem.ts` on top.
 */
import { base64Value, decodeBase64Body, PAD, SKIP, type Base64Body, type BodyReading } from './base64Body.ts';
import type { CharRange } from './textMap.ts';

export type PemProblemCode =
  | 'pem-no-end'
  | 'pem-label-mismatch'
  | 'pem-bad-base64'
  | 'pem-incomplete-base64'
  | 'pem-empty'
  | 'pem-end-without-begin'
  | 'pem-odd-line'
  | 'pem-odd-characters';

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

/** A BEGIN or END line. `start` and `end` are around its dashes; `remarks`: what was forgiven. */
export type Marker = {
  kind: 'begin' | 'end';
  label: string;
  start: number;
  end: number;
  remarks: PemProblem[];
};

/** How BEGIN and END lines are found (in order), and how the body behind one is read. */
export type PemReading = {
  markers(text: string): Marker[];
  body(text: string, begin: Marker): BodyReading | undefined;
  /** What else was forgiven in a body. */
  remarks(text: string, body: CharRange): PemProblem[];
};

/** All blocks of `text` in order. `stray`: END lines that no BEGIN precedes. */
export function readPem(
  text: string,
  reading: PemReading = byRfc7468,
): { blocks: PemBlock[]; stray: PemProblem[] } {
  const blocks: PemBlock[] = [];
  const stray: PemProblem[] = [];
  const markers = reading.markers(text);
  for (let index = 0; index < markers.length; index++) {
    const marker = markers[index];
    const next = markers[index + 1];
    if (marker === undefined) break;
    if (marker.kind === 'end') {
      const params = { label: marker.label };
      stray.push({ code: 'pem-end-without-begin', params, range: markerRange(marker) }, ...marker.remarks);
      continue;
    }
    const end = next?.kind === 'end' ? next : null;
    blocks.push(readBlock(text, marker, end, next?.start ?? text.length, reading));
    if (end !== null) index++;
  }
  return { blocks, stray };
}

const markerRange = (marker: Marker): CharRange => ({ start: marker.start, end: marker.end });

const byRfc7468: PemReading = { markers: plainMarkers, body: () => undefined, remarks: () => [] };

const DASHES = '-----';
/** RFC 7468 labels are short; a longer one is text that happens to contain `-----BEGIN`. */
const LONGEST_LABEL = 64;

function plainMarkers(text: string): Marker[] {
  const markers: Marker[] = [];
  const opening = /-----(BEGIN|END) /g;
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    const label = opening.lastIndex;
    const closing = text.slice(label, label + LONGEST_LABEL + DASHES.length).indexOf(DASHES);
    const line = closing < 0 ? null : text.slice(label, label + closing);
    if (line === null || !/^[\x20-\x7e]*$/.test(line)) continue;
    const end = label + closing + DASHES.length;
    const kind = match[1] === 'BEGIN' ? 'begin' : 'end';
    markers.push({ kind, label: line.trim(), start: match.index, end, remarks: [] });
    opening.lastIndex = end;
  }
  return markers;
}

function readBlock(
  text: string,
  begin: Marker,
  end: Marker | null,
  limit: number,
  reading: PemReading,
): PemBlock {
  const headers = headerEnd(text, begin.end, end?.start ?? limit);
  const bodyEnd = end?.start ?? openBodyEnd(text, headers, limit);
  const body = decodeBase64Body(text, headers, bodyEnd, reading.body(text, begin));
  const problems = [
    ...bodyProblems(body, { start: headers, end: bodyEnd }),
    ...begin.remarks,
    ...reading.remarks(text, { start: headers, end: bodyEnd }),
    ...(end?.remarks ?? []),
  ];
  const range = { start: begin.start, end: end?.end ?? bodyEnd };
  if (end === null) {
    problems.push({ code: 'pem-no-end', params: { label: begin.label }, range: markerRange(begin) });
  } else if (end.label !== begin.label) {
    const params = { begin: begin.label, end: end.label };
    problems.push({ code: 'pem-label-mismatch', params, range: markerRange(end) });
  }
  const encrypted = text.slice(begin.end, headers).split('\n').some(saysEncrypted);
  return { label: begin.label, range, body, encrypted, problems };
}

/** `Proc-Type: 4,ENCRYPTED`. */
function saysEncrypted(line: string): boolean {
  const at = line.indexOf('Proc-Type:');
  return at >= 0 && line.includes('ENCRYPTED', at);
}

/** Without END the body goes as far as lines of nothing but base64 do (a line end may be written `\n`). */
function openBodyEnd(text: string, start: number, limit: number): number {
  let end = start;
  for (let at = start; at < limit;) {
    const digits = skipWhile(text, skipWhile(text, at, limit, isBlank), limit, isBase64);
    const blanks = skipWhile(text, digits, limit, isBlank);
    const next = behindLineEnd(text, blanks, limit);
    if (next === null) break;
    if (isBase64(text.charCodeAt(digits - 1)) && digits > at) end = blanks;
    at = next;
  }
  return end;
}

function skipWhile(text: string, from: number, limit: number, wanted: (code: number) => boolean): number {
  let at = from;
  while (at < limit && wanted(text.charCodeAt(at))) at++;
  return at;
}

const isBlank = (code: number): boolean => code === 0x20 || code === 0x09;
const isBase64 = (code: number): boolean => base64Value(code) < SKIP || base64Value(code) === PAD;

/** Where the next line begins; null: no line ends here. The end of the text ends a line. */
function behindLineEnd(text: string, at: number, limit: number): number | null {
  if (at >= limit) return limit;
  if (text.startsWith('\r\n', at) || text.startsWith('\\n', at) || text.startsWith('\\r', at)) return at + 2;
  return text[at] === '\n' || text[at] === '\r' ? at + 1 : null;
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
  if (!/^\s*[A-Za-z-]+:/.test(text.slice(start, Math.min(start + 200, limit)))) return start;
  let headers = 0;
  let at = start;
  while (at < limit) {
    const end = skipWhile(text, at, limit, (code) => code !== 0x0a && code !== 0x0d);
    const line = text.slice(at, end);
    const isBlankLine = line.trim() === '';
    if (!isBlankLine && !/^[ \t]*[A-Za-z-]+:|^[ \t]/.test(line)) return at;
    at = behindLineEnd(text, end, limit) ?? limit;
    if (isBlankLine && headers > 0) return at;
    headers += isBlankLine ? 0 : 1;
  }
  return at;
}
