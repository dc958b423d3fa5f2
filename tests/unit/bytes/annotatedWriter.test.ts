import { describe, expect, test } from 'vitest';
import { writeAnnotated } from '../../../src/bytes/annotatedWriter.ts';

const number = (value: number): { kind: 'number'; number: number } => ({ kind: 'number', number: value });

describe('the annotated writer', () => {
  test('a vector in a struct: lengths close themselves, ranges nest', () => {
    const { bytes, field } = writeAnnotated<string>('outer', (writer) => {
      writer.uint('first', 1, 0x2a);
      writer.vector('list', 2, () => {
        writer.uint('item', 1, 7, (code) => `name ${code}`);
        writer.opaqueVector('word', 1, Uint8Array.of(0x68, 0x69), 'text');
      });
    });
    expect([...bytes]).toEqual([0x2a, 0x00, 0x04, 0x07, 0x02, 0x68, 0x69]);
    expect(field).toEqual({
      name: 'outer',
      range: { start: 0, end: 7 },
      value: null,
      children: [
        { name: 'first', range: { start: 0, end: 1 }, value: number(42), children: [] },
        {
          name: 'list',
          range: { start: 1, end: 7 },
          value: null,
          children: [
            { name: 'length', range: { start: 1, end: 3 }, value: number(4), children: [] },
            {
              name: 'item',
              range: { start: 3, end: 4 },
              value: { kind: 'codePoint', code: 7, name: 'name 7' },
              children: [],
            },
            {
              name: 'word',
              range: { start: 4, end: 7 },
              value: { kind: 'text', text: 'hi' },
              children: [
                { name: 'length', range: { start: 4, end: 5 }, value: number(2), children: [] },
                {
                  name: 'opaque',
                  range: { start: 5, end: 7 },
                  value: { kind: 'text', text: 'hi' },
                  children: [],
                },
              ],
            },
          ],
        },
      ],
    });
  });

  const integers = [
    { width: 1, value: 0xff, bytes: [0xff], why: 'the largest of one byte' },
    { width: 2, value: 0x0102, bytes: [1, 2], why: 'big-endian' },
    { width: 3, value: 0x010203, bytes: [1, 2, 3], why: 'three bytes, as handshake lengths have' },
    { width: 4, value: 0xfffefdfc, bytes: [0xff, 0xfe, 0xfd, 0xfc], why: 'above 2^31: not negative' },
  ] as const;
  test.each(integers)('$width bytes: $why', ({ width, value, bytes }) => {
    expect([
      ...writeAnnotated<string>('n', (writer) => {
        writer.uint('n', width, value);
      }).bytes,
    ]).toEqual(bytes);
  });

  const tooLarge = [
    { width: 1, value: 256, why: 'one more than a byte' },
    { width: 2, value: -1, why: 'negative' },
    { width: 2, value: 1.5, why: 'not whole' },
    { width: 4, value: 2 ** 32, why: 'one more than four bytes' },
  ] as const;
  test.each(tooLarge)('$value in $width bytes is refused: $why', ({ width, value }) => {
    expect(() =>
      writeAnnotated<string>('n', (writer) => {
        writer.uint('n', width, value);
      }),
    ).toThrow(RangeError);
  });

  test('a vector longer than its length can say is refused', () => {
    const fill = (): unknown =>
      writeAnnotated<string>('n', (writer) => {
        writer.opaqueVector('v', 1, new Uint8Array(256));
      });
    expect(fill).toThrow(RangeError);
  });

  test('bytes annotated elsewhere are moved to where they now stand', () => {
    const inner = writeAnnotated<string>('inner', (writer) => {
      writer.uint('a', 2, 1);
    });
    const { bytes, field } = writeAnnotated<string>('outer', (writer) => {
      writer.uint('before', 1, 9);
      writer.adopt(inner.bytes, inner.field.children);
    });
    expect([...bytes]).toEqual([9, 0, 1]);
    expect(field.children[1]?.range).toEqual({ start: 1, end: 3 });
  });

  test('a megabyte is written whole', () => {
    const content = new Uint8Array(2 ** 20).fill(0xab);
    const { bytes } = writeAnnotated<string>('n', (writer) => {
      writer.opaqueVector('v', 3, content);
    });
    expect(bytes.length).toBe(2 ** 20 + 3);
    expect(Buffer.compare(bytes.subarray(3), content)).toBe(0);
  });
});
