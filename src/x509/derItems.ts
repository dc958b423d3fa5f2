/** DER, one element or several in a row -> items. */
import { scan } from '../asn1/scan.ts';
import type { ByteRange } from '../bytes/range.ts';
import { elementLength } from './derExtent.ts';
import { startsLikeAsn1 } from './derKind.ts';
import type { InputCollector } from './inputCollector.ts';
import { mapOfPart, type CharRange, type TextMap } from './textMap.ts';

/**
 * One item for each top-level element; what follows them and is none is reported. `place` says where in the input a
 * part of `bytes` stands. The result is the first item's index.
 */
export function addDer(
  bytes: Uint8Array,
  place: (part: ByteRange) => CharRange,
  body: TextMap | null,
  found: InputCollector,
): number {
  const first = found.items.length;
  let start = 0;
  for (const end of elementEnds(bytes)) {
    const der = bytes.subarray(start, end);
    const range = place({ start, end });
    found.addDer(der, { label: null, range, body: body && mapOfPart(body, { start, end }), container: null });
    start = end;
  }
  if (start < bytes.length) {
    const params = { offset: start, length: bytes.length - start };
    found.report('der-trailing-data', { severity: 'warning', params, item: first });
  }
  return first;
}

/** Where the top-level elements that look like ours end; the first one counts whatever it is. */
function elementEnds(bytes: Uint8Array): number[] {
  const ends: number[] = [];
  let start = 0;
  while (start < bytes.length && (start === 0 || startsLikeAsn1(bytes.subarray(start, start + 12)))) {
    start = elementEnd(bytes, start);
    ends.push(start);
  }
  return ends;
}

/** An indefinite length has to be read through; an element that overruns the bytes ends with them. */
function elementEnd(bytes: Uint8Array, start: number): number {
  const length = elementLength(bytes, start) ?? bytes.length - start;
  if (length > 0) return Math.min(start + length, bytes.length);
  const document = scan(bytes.subarray(start));
  return document.nodeCount > 0 ? start + document.end(0) : bytes.length;
}
