/** Broken and non-DER encodings, by hand from X.690: the nodes that are read all the same, and what is said. */
import { describe, expect, test } from 'vitest';
import { diagnosticKinds, diagnosticsPerKind } from '../../../src/asn1/diagnostics.ts';
import { scan } from '../../../src/asn1/scan.ts';
import { asn1 } from '../../../src/content/en/asn1.ts';
import { hex } from './inputs.ts';

/** `start-content-end` of each node, indented by depth with `>`. */
const outline = (bytes: Uint8Array): string => {
  const document = scan(bytes);
  return Array.from({ length: document.nodeCount }, (_, i) => {
    const { start, content, end, depth } = document.node(i);
    return `${'>'.repeat(depth)}${start}-${content}-${end}`;
  }).join(' ');
};

const remarks = (bytes: Uint8Array): string[] =>
  scan(bytes).diagnostics.map(({ code, range }) => `${code} ${range.start}-${range.end}`);

const table: [string, string, string[], string][] = [
  ['', '', ['empty-input 0-0'], 'no octets'],
  ['30', '', ['truncated-header 0-1'], 'an identifier alone'],
  ['1f', '', ['truncated-header 0-1'], 'a high tag number without its octets'],
  ['1f 85', '', ['truncated-header 0-2'], 'a high tag number that does not end'],
  ['30 82 01', '', ['truncated-header 0-3'], 'length octets that end early'],
  [
    '30 03 02 01',
    '0-2-4 >2-4-4',
    ['truncated-content 0-4', 'truncated-content 2-4'],
    'cut off inside the value',
  ],
  ['30 05 02 01 05', '0-2-5 >2-4-5', ['truncated-content 0-5'], 'cut off after a whole child'],
  ['30 03 02 05 01 05 00', '0-2-5 >2-4-5 5-7-7', ['overruns-parent 2-5'], 'a child longer than its parent'],
  [
    '30 07 30 03 02 05 01 05 00',
    '0-2-9 >2-4-7 >>4-6-7 >7-9-9',
    ['overruns-parent 4-7'],
    'the parent’s next child is still read',
  ],
  ['30 03 02 01 05 ff', '0-2-5 >2-4-5', ['trailing-bytes 5-6'], 'an octet after the element'],
  ['30 03 02 01 05 0d 0a', '0-2-5 >2-4-5', ['trailing-bytes 5-7'], 'a line end after the element'],
  [
    '05 00 30 80',
    '0-2-2 2-4-4',
    ['missing-end-of-contents 2-4', 'indefinite-length 3-4'],
    'an open second element',
  ],
  ['30 01 02 05 00', '0-2-3 3-5-5', ['truncated-header 2-3'], 'half a header at the end of a parent'],
  ['30 ff 05 00', '0-2-4', ['reserved-length 1-2'], '8.1.3.5 c'],
  ['04 80 05 00', '0-2-4', ['indefinite-primitive 1-2'], '8.1.3.2 a'],
  ['30 80 05 00', '0-2-4 >2-4-4', ['missing-end-of-contents 0-4', 'indefinite-length 1-2'], '8.1.5'],
  [
    '30 85 01 00 00 00 00 05 00',
    '0-7-9 >7-9-9',
    ['length-too-large 1-7'],
    '2^32 octets; its children are read all the same',
  ],
  ['30 fe 05 00', '', ['truncated-header 0-4'], 'a length of 126 octets that are not there'],
  ['05 00 00 00', '0-2-2 2-4-4', ['end-of-contents-out-of-place 2-4'], '8.1.5, at the top'],
  ['30 02 00 00', '0-2-4 >2-4-4', ['end-of-contents-out-of-place 2-4'], '8.1.5, in a definite length'],
  ['00 01 05', '0-2-3', ['end-of-contents-malformed 0-3'], 'tag 0 with content'],
  ['5f 80 1f 00', '0-4-4', ['non-minimal-tag 0-3'], '8.1.2.4.2 c'],
  ['5f 1e 00', '0-3-3', ['high-form-low-tag 0-2'], '8.1.2.2'],
  ['5f 8f ff ff ff 7f 00', '0-7-7', ['tag-number-too-large 0-6'], '2^32 - 1'],
  ['5f 87 ff ff ff 7f 00', '0-7-7', [], '2^31 - 1 is the largest that programs take'],
  ['21 03 01 01 ff', '0-2-5 >2-4-5', ['must-be-primitive 0-2'], '8.2.1: a constructed BOOLEAN'],
  ['10 00', '0-2-2', ['must-be-constructed 0-2'], '8.9.1: a primitive SEQUENCE'],
  ['01 00', '0-2-2', ['boolean-length 0-2'], '8.2.1'],
  ['01 01 01', '0-2-3', ['boolean-value 0-3'], '11.1'],
  ['01 01 ff', '0-2-3', [], '11.1: true'],
  ['02 00', '0-2-2', ['integer-empty 0-2'], '8.3.1'],
  ['02 02 00 7f', '0-2-4', ['integer-not-minimal 0-4'], '8.3.2 b'],
  ['02 02 ff 80', '0-2-4', ['integer-not-minimal 0-4'], '8.3.2 a'],
  ['02 02 00 80', '0-2-4', [], '8.3.2: 128 needs the zero octet'],
  ['0a 02 00 01', '0-2-4', ['integer-not-minimal 0-4'], '8.4: ENUMERATED as INTEGER'],
  ['03 00', '0-2-2', ['bit-string-unused-bits 0-2'], '8.6.2.2'],
  ['03 01 00', '0-2-3', [], '8.6.2.3: empty'],
  ['03 01 01', '0-2-3', ['bit-string-unused-bits 0-3'], '8.6.2.3: empty with unused bits'],
  ['03 02 08 00', '0-2-4', ['bit-string-unused-bits 0-4'], '8.6.2.2: at most 7'],
  ['03 04 06 6e 5d c0', '0-2-6', [], '8.6.4 example, DER'],
  ['03 04 06 6e 5d e0', '0-2-6', ['bit-string-padding 0-6'], '11.2.1'],
  ['05 01 00', '0-2-3', ['null-length 0-3'], '8.8.2'],
  ['06 00', '0-2-2', ['object-identifier-malformed 0-2'], '8.19.2: empty'],
  ['06 03 2a 80 01', '0-2-5', ['object-identifier-malformed 0-5'], '8.19.2: padded arc'],
  ['06 02 2a 86', '0-2-4', ['object-identifier-malformed 0-4'], '8.19.2: cut arc'],
  ['30 81 03 02 01 05', '0-3-6 >3-5-6', ['non-minimal-length 1-3'], '10.1'],
  ['04 82 00 01 41', '0-4-5', ['non-minimal-length 1-4'], '10.1: a leading zero octet'],
  ['24 03 04 01 41', '0-2-5 >2-4-5', ['constructed-string 0-2'], '10.2'],
  ['31 06 02 01 02 02 01 01', '0-2-8 >2-4-5 >5-7-8', ['set-order 0-8'], '11.6'],
  ['31 06 02 01 01 02 01 02', '0-2-8 >2-4-5 >5-7-8', [], '11.6'],
  ['31 05 05 00 02 01 01', '0-2-7 >2-4-4 >4-6-7', ['set-order 0-7'], '10.3: tag 5 before tag 2'],
  ['31 05 30 00 13 01 41', '0-2-7 >2-4-4 >4-6-7', [], '10.3: SEQUENCE is tag 16, before 19'],
  ['17 0d 32 35 30 31 30 31 30 30 30 30 30 30 5a', '0-2-15', [], '11.8'],
  ['17 0b 32 35 30 31 30 31 30 30 30 30 5a', '0-2-13', ['time-form 0-13'], '11.8.2: seconds'],
  [
    '18 13 32 30 32 35 30 31 30 31 30 30 30 30 30 30 2b 30 30 30 30',
    '0-2-21',
    ['time-form 0-21'],
    '11.7.1: Z',
  ],
  ['18 11 32 30 32 35 30 31 30 31 30 30 30 30 30 30 2e 35 5a', '0-2-19', [], '11.7.3: a fraction'],
  [
    '18 12 32 30 32 35 30 31 30 31 30 30 30 30 30 30 2e 35 30 5a',
    '0-2-20',
    ['time-form 0-20'],
    '11.7.3: no trailing zeros',
  ],
];

describe('faulty encodings', () => {
  test.each(table)('%s: nodes %s, remarks %j (%s)', (text, nodes, expected) => {
    expect(outline(hex(text))).toBe(nodes);
    expect(remarks(hex(text))).toEqual(expected);
  });

  test('every code is in the table, so that none is dead', () => {
    const seen = new Set(table.flatMap(([, , expected]) => expected.map((remark) => remark.split(' ')[0])));
    expect(Object.keys(diagnosticKinds).filter((code) => !seen.has(code))).toEqual([]);
  });

  test('a remark carries its node, and the numbers its sentence needs', () => {
    const [overrun] = scan(hex('30 03 02 05 01')).diagnostics;
    expect(overrun).toEqual({
      code: 'overruns-parent',
      kind: 'broken',
      range: { start: 2, end: 5 },
      node: 1,
      params: { declared: 5, available: 1 },
    });
    expect(asn1.diagnostics['overruns-parent'](overrun?.params ?? {})).toContain(
      'declares 5 octets of content, but the element around it ends after 1 octet.',
    );
  });

  test('remarks are bounded, and the rest is counted', () => {
    const booleans = new Uint8Array(3 * 5000).map((_, k) => (k % 3 === 2 ? 7 : 1));
    const { diagnostics } = scan(Uint8Array.from([...booleans, 0x30]));
    expect(diagnostics).toHaveLength(diagnosticsPerKind + 2);
    expect(diagnostics.at(-2)?.code).toBe('trailing-bytes'); // not crowded out by lesser faults
    expect(diagnostics.at(-1)).toMatchObject({
      code: 'diagnostics-capped',
      kind: 'not-der',
      params: { omitted: 4000 },
    });
  });
});

describe('large inputs', () => {
  test('a 20 MB OCTET STRING is one node', () => {
    const bytes = new Uint8Array(20_000_005);
    bytes.set([0x04, 0x84, 0x01, 0x31, 0x2d, 0x00]); // 20,000,000
    const document = scan(bytes.subarray(0, 20_000_006));
    expect(document.nodeCount).toBe(1);
    expect(document.end(0)).toBe(20_000_005);
  });

  test('10,000 levels of definite length, written from the inside', () => {
    let nested: number[] = [];
    const parts: number[][] = [];
    let length = 0;
    for (let k = 0; k < 10_000; k++) {
      nested = length < 128 ? [0x30, length] : [0x30, 0x83, length >> 16, (length >> 8) & 255, length & 255];
      parts.push(nested);
      length += nested.length;
    }
    const document = scan(Uint8Array.from(parts.reverse().flat()));
    expect(document.nodeCount).toBe(10_000);
    expect(document.depth(9_999)).toBe(9_999);
    expect(document.subtreeEnd(0)).toBe(10_000);
    expect(document.diagnostics.filter((d) => d.kind === 'broken')).toEqual([]);
  });

  test('a million levels of indefinite length that never end', () => {
    const document = scan(new Uint8Array(2_000_000).map((_, k) => (k % 2 === 0 ? 0x30 : 0x80)));
    expect(document.nodeCount).toBe(1_000_000);
    expect(document.depth(999_999)).toBe(999_999);
    expect(document.diagnostics.at(-1)?.code).toBe('diagnostics-capped');
  });
});

test('an index that is no node’s is refused', () => {
  const document = scan(hex('05 00'));
  expect(() => document.start(1)).toThrow(RangeError);
  expect(() => document.node(-1)).toThrow(RangeError);
});
