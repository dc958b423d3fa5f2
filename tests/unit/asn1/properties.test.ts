/** What holds for any bytes at all. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expand } from '../../../src/asn1/expand.ts';
import { nameNodes } from '../../../src/asn1/nameNodes.ts';
import { scan, type Asn1Document } from '../../../src/asn1/scan.ts';
import { describeValue } from '../../../src/asn1/value.ts';
import { truthCertificates } from './inputs.ts';

const certificates = truthCertificates().map((input) => input.der);

/** Random octets, octets that are likely headers, and real certificates with octets changed and the end cut off. */
const anyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc
    .array(fc.constantFrom(0x30, 0x31, 0x80, 0, 0, 1, 2, 3, 4, 5, 6, 0xa0, 0x24, 0x1f, 0x81, 0x82, 0xff), {
      maxLength: 120,
    })
    .map((octets) => Uint8Array.from(octets)),
  fc
    .tuple(
      fc.constantFrom(...certificates),
      fc.array(fc.tuple(fc.nat(1200), fc.nat(255)), { maxLength: 6 }),
      fc.nat(1500),
    )
    .map(([der, changes, length]) => {
      const bytes = der.slice();
      for (const [at, octet] of changes) if (at < bytes.length) bytes[at] = octet;
      return bytes.subarray(0, length);
    }),
);

/** Ranges ordered and nested, parents and subtrees consistent. */
function expectNested(document: Asn1Document): void {
  const last: number[] = [0]; // where the next node at a depth may start
  for (let i = 0; i < document.nodeCount; i++) {
    const { start, content, end, depth, parent } = document.node(i);
    expect(start).toBeGreaterThanOrEqual(last[depth] ?? -1);
    expect(content).toBeGreaterThanOrEqual(document.tagClass(i) === 4 ? start : start + 2); // TLS has no tags
    expect(end).toBeGreaterThanOrEqual(content);
    expect(end).toBeLessThanOrEqual(parent < 0 ? document.bytes.length : document.end(parent));
    expect(depth).toBe(parent < 0 ? 0 : document.depth(parent) + 1);
    expect(parent).toBeLessThan(i);
    expect(document.subtreeEnd(i)).toBeGreaterThan(i);
    expect(document.subtreeEnd(i)).toBeLessThanOrEqual(
      parent < 0 ? document.nodeCount : document.subtreeEnd(parent),
    );
    if (document.subtreeEnd(i) > i + 1) expect(document.parent(i + 1)).toBe(i);
    last[depth] = end;
    last[depth + 1] = content;
  }
}

/** Octets in no header, in no content of a childless node, and in no diagnostic of something broken. */
function unclaimed(document: Asn1Document): number[] {
  const claimed = new Uint8Array(document.bytes.length);
  for (let i = 0; i < document.nodeCount; i++)
    claimed.fill(1, document.start(i), document.firstChild(i) < 0 ? document.end(i) : document.content(i));
  for (const { kind, range } of document.diagnostics)
    if (kind === 'broken') claimed.fill(1, range.start, range.end);
  return [...claimed.keys()].filter((offset) => claimed[offset] === 0);
}

describe('for any bytes', () => {
  test('nodes are nested and ordered, and every octet is claimed', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const document = scan(bytes);
        expectNested(document);
        expect(unclaimed(document)).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  test('without a remark, every length adds up', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const document = scan(bytes);
        fc.pre(document.diagnostics.length === 0);
        let top = 0;
        for (let i = 0; i >= 0; i = document.nextSibling(i)) {
          expect(document.start(i)).toBe(top);
          top = document.end(i);
        }
        expect(top).toBe(bytes.length);
      }),
      { numRuns: 300, maxSkipsPerRun: 1000 },
    );
  });

  test('opening, naming and describing never fail, and keep what scan had', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const scanned = scan(bytes);
        const document = expand(scanned);
        expectNested(document);
        const kept = Array.from({ length: document.nodeCount }, (_, i) => i).filter(
          (i) => !insideString(document, i),
        );
        expect(kept.map((i) => document.start(i))).toEqual(
          Array.from({ length: scanned.nodeCount }, (_, i) => scanned.start(i)),
        );
        const names = nameNodes(document);
        for (let i = 0; i < document.nodeCount; i++) {
          expect(names.path(i)).not.toBe('');
          expect(names.field(i)).not.toBe('');
          expect(names.find(names.path(i))).toBeLessThanOrEqual(i);
          describeValue(document, i, names);
        }
      }),
      { numRuns: 600 },
    );
  });
});

function insideString(document: Asn1Document, i: number): boolean {
  for (let above = document.parent(i); above >= 0; above = document.parent(above))
    if (!document.constructed(above)) return true;
  return false;
}
