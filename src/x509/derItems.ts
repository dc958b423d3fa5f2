/** DER, one element or several in a row -> items. */
import { scan, type Asn1Document } from '../asn1/scan.ts';
import type { ByteRange } from '../bytes/range.ts';
import { startsLikeAsn1 } from './derKind.ts';
import type { InputCollector } from './inputCollector.ts';
import { makeItem } from './inputItem.ts';
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
  for (const end of elementEnds(scan(bytes))) {
    const der = bytes.subarray(start, end);
    found.add(
      makeItem(der, {
        label: null,
        range: place({ start, end }),
        body: body && mapOfPart(body, { start, end }),
        container: null,
      }),
    );
    start = end;
  }
  if (start < bytes.length) {
    const params = { offset: start, length: bytes.length - start };
    found.report('der-trailing-data', { severity: 'warning', params, item: first });
  }
  return first;
}

/** Where the top-level elements that look like ours end; the first one counts whatever it is. */
function elementEnds(document: Asn1Document): number[] {
  const ends: number[] = [];
  for (let node = 0; node < document.nodeCount; node = document.subtreeEnd(node)) {
    const start = document.start(node);
    if (ends.length > 0 && !startsLikeAsn1(document.bytes.subarray(start, start + 12))) break;
    ends.push(document.end(node));
  }
  return ends;
}
