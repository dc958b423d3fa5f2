import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  notEdited,
  offsetNow,
  redoEdit,
  replaceBytes,
  undoEdit,
  withDigit,
} from '../../../src/bytes/byteEdits.ts';

const octets = (...list: number[]): Uint8Array => Uint8Array.from(list);

describe('edits', () => {
  const original = octets(1, 2, 3, 4);

  it.each<[reason: string, start: number, end: number, inserted: number[], result: number[]]>([
    ['one byte becomes another', 1, 2, [9], [1, 9, 3, 4]],
    ['bytes are deleted', 1, 3, [], [1, 4]],
    ['bytes are inserted', 4, 4, [5, 6], [1, 2, 3, 4, 5, 6]],
  ])('%s, and the original stays', (_reason, start, end, inserted, result) => {
    const edited = replaceBytes(notEdited(original), { start, end }, octets(...inserted));
    expect([...edited.bytes]).toEqual(result);
    expect([...edited.original]).toEqual([1, 2, 3, 4]);
    expect([...undoEdit(edited).bytes]).toEqual([1, 2, 3, 4]);
    expect([...redoEdit(undoEdit(edited)).bytes]).toEqual(result);
  });

  it('a byte of the original is found again, or what took its place', () => {
    let edited = replaceBytes(
      notEdited(octets(10, 11, 12, 13, 14)),
      { start: 1, end: 2 },
      octets(21, 22, 23),
    );
    edited = replaceBytes(edited, { start: 4, end: 5 }, octets()); // 12 goes
    edited = replaceBytes(edited, { start: 0, end: 0 }, octets(9));
    expect([...edited.bytes]).toEqual([9, 10, 21, 22, 23, 13, 14]);
    expect([0, 1, 2, 3, 4].map((offset) => edited.bytes[offsetNow(edited, offset)])).toEqual([
      10, 21, 13, 13, 14,
    ]);
  });

  it('an edit that changes nothing is none', () => {
    const edited = notEdited(original);
    expect(replaceBytes(edited, { start: 1, end: 2 }, octets(2))).toBe(edited);
    expect(undoEdit(edited)).toBe(edited);
    expect(redoEdit(edited)).toBe(edited);
  });

  it('a new edit forgets what was taken back', () => {
    const undone = undoEdit(replaceBytes(notEdited(original), { start: 0, end: 1 }, octets(7)));
    const again = replaceBytes(undone, { start: 3, end: 4 }, octets(8));
    expect(again.future).toEqual([]);
    expect([...redoEdit(again).bytes]).toEqual([1, 2, 3, 8]);
  });

  it('any edits can be taken back to the original, and made again', () => {
    const edit = fc.tuple(fc.nat(40), fc.nat(5), fc.uint8Array({ maxLength: 4 }));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30 }), fc.array(edit, { maxLength: 8 }), (bytes, edits) => {
        let edited = notEdited(bytes);
        for (const [at, length, inserted] of edits) {
          const start = Math.min(at, edited.bytes.length);
          edited = replaceBytes(
            edited,
            { start, end: Math.min(start + length, edited.bytes.length) },
            inserted,
          );
        }
        let back = edited;
        while (back.past.length > 0) back = undoEdit(back);
        expect(back.bytes).toEqual(bytes);
        while (back.future.length > 0) back = redoEdit(back);
        expect(back.bytes).toEqual(edited.bytes);
      }),
      { seed: 1 },
    );
  });

  it('digits set one half of an octet', () => {
    expect(withDigit(0x12, 'high', 'f')).toBe(0xf2);
    expect(withDigit(0x12, 'low', 'A')).toBe(0x1a);
    expect(withDigit(0x12, 'low', 'g')).toBeNull();
    expect(withDigit(0x12, 'low', '')).toBeNull();
  });
});
