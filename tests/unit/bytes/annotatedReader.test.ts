import { describe, expect, test } from 'vitest';
import { readAnnotated } from '../../../src/bytes/annotatedReader.ts';
import type { AnnotatedReader } from '../../../src/bytes/annotatedReader.ts';
import { escapedText, leaves } from '../../../src/bytes/field.ts';

type Reader = AnnotatedReader<string, never>;

/** `uint8 first; opaque list<1..3>;` */
const readPair = (reader: Reader): { first: number; list: number[] } => ({
  first: reader.uint('first', 1),
  list: [...reader.opaqueVector('list', 1, { min: 1, max: 3 })],
});
const read = (bytes: number[]) => readAnnotated(Uint8Array.from(bytes), 'pair', readPair);

describe('the annotated reader', () => {
  test('reads what is there and claims it', () => {
    const { content, errors, field } = read([5, 2, 8, 9]);
    expect(content).toEqual({ first: 5, list: [8, 9] });
    expect(errors).toEqual([]);
    expect(leaves(field).map(({ name, range }) => [name, range.start, range.end])).toEqual([
      ['first', 0, 1],
      ['length', 1, 2],
      ['opaque', 2, 4],
    ]);
  });

  const malformed = [
    { bytes: [], reason: 'truncated', range: [0, 0], lost: true, why: 'nothing at all' },
    { bytes: [5], reason: 'truncated', range: [1, 1], lost: true, why: 'ends before the length' },
    { bytes: [5, 2, 8], reason: 'truncated', range: [1, 2], lost: true, why: 'the length says one more' },
    { bytes: [5, 1, 8, 9], reason: 'trailing-bytes', range: [3, 4], lost: true, why: 'one byte too many' },
    { bytes: [5, 0], reason: 'length-out-of-range', range: [1, 2], lost: false, why: 'below the minimum' },
    {
      bytes: [5, 4, 1, 2, 3, 4],
      reason: 'length-out-of-range',
      range: [1, 2],
      lost: false,
      why: 'above the maximum',
    },
  ];
  test.each(malformed)('$reason: $why', ({ bytes, reason, range: [start, end], lost }) => {
    const { content, errors, field } = read(bytes);
    expect(errors[0]).toEqual({ reason, range: { start, end } });
    expect(content === null).toBe(lost);
    expect(field.range).toEqual({ start: 0, end: bytes.length });
  });

  test('after a broken vector reading goes on behind it', () => {
    const { content, errors, field } = readAnnotated(Uint8Array.of(1, 9, 7), 'all', (reader: Reader) => {
      reader.vector('list', 1, { min: 0, max: 9 }, () => reader.uint('wide', 2));
      return reader.uint('after', 1);
    });
    expect(content).toBeNull();
    expect(errors).toEqual([{ reason: 'truncated', range: { start: 1, end: 2 } }]);
    expect(leaves(field).map(({ name }) => name)).toEqual(['length', 'unparsed', 'after']);
  });

  test('an attempt that fails costs only itself', () => {
    const { content, errors } = readAnnotated(Uint8Array.of(1, 2), 'all', (reader: Reader) => ({
      tried: reader.attempt(() => reader.region(1, () => reader.uint('wide', 2)), 'nothing'),
      after: reader.uint('after', 1),
    }));
    expect(content).toEqual({ tried: 'nothing', after: 2 });
    expect(errors).toHaveLength(1);
  });

  const texts = [
    { bytes: [0x61, 0x2e], text: 'a.', why: 'printable ASCII' },
    { bytes: [0x00, 0xc3, 0xbc], text: '\\x00\\xc3\\xbc', why: 'NUL and UTF-8 are shown, not guessed at' },
    { bytes: [0x5c], text: '\\x5c', why: 'a backslash, so that the form is unambiguous' },
  ];
  test.each(texts)('text: $why', ({ bytes, text }) => {
    expect(escapedText(Uint8Array.from(bytes))).toBe(text);
  });
});
