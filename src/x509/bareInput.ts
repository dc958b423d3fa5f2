/** Certificates without armour: base64 or hexadecimal and nothing else. */
import { decodeBase64Body } from './base64Body.ts';
import { addDer } from './derItems.ts';
import { startsLikeAsn1 } from './derKind.ts';
import { decodeHexBody } from './hexBody.ts';
import type { InputCollector } from './inputCollector.ts';
import type { PemProblem } from './pem.ts';
import type { CharRange } from './textMap.ts';

/** Base64 or hexadecimal without armour. `stray`: an END line before which the body may stand. */
export function readBare(text: string, stray: PemProblem | undefined, found: InputCollector): boolean {
  const start = text.search(/[^\s"'`,]/);
  const end = stray?.range.start ?? text.length;
  if (start < 0 || start >= end) return false;
  const head = text.slice(start, start + 40);
  if (/^30[\s:]?8[0-9a-f]/i.test(head) || /^30(?:[\s:,]?[0-9a-f]{2}){8}/i.test(head)) {
    return readBareHex(text, { start, end: lastDigit(text, end) }, found);
  }
  if (!/^M[A-Z][A-Za-z0-9+/]{20}/.test(head)) return false;
  return readBareBase64(text, { start, end: lastDigit(text, end) }, found);
}

/** Drops quotes and commas behind the body, as JSON and programs leave them. */
function lastDigit(text: string, end: number): number {
  let last = end;
  while (last > 0 && /[\s"'`,;]/.test(text.charAt(last - 1))) last--;
  return last;
}

function readBareBase64(text: string, range: CharRange, found: InputCollector): boolean {
  const beginning = decodeBase64Body(text, range.start, Math.min(range.end, range.start + 40));
  if (beginning.bytes.length < 16 || !startsLikeAsn1(beginning.bytes)) return false;
  const body = decodeBase64Body(text, range.start, range.end);
  const index = addDer(body.bytes, () => range, body, found);
  if (body.bad !== null) found.report('pem-bad-base64', { range: body.bad, item: index });
  if (body.incomplete) {
    found.report('pem-incomplete-base64', { params: { digits: body.digitCount }, range, item: index });
  }
  return true;
}

function readBareHex(text: string, range: CharRange, found: InputCollector): boolean {
  const body = decodeHexBody(text, range.start, range.end);
  if (body.bad !== null || body.incomplete || !startsLikeAsn1(body.bytes)) return false;
  addDer(body.bytes, () => range, body, found);
  return true;
}
