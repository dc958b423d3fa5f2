import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { seededBytes } from '../../../src/tls/seededBytes.ts';

const sha256 = (text: string): number[] => [...createHash('sha256').update(text, 'utf8').digest()];

test('blocks are SHA-256 of length, seed, label and number, as node:crypto computes it', () => {
  const expected = [...sha256('6:lesson:client random:0'), ...sha256('6:lesson:client random:1')].slice(
    0,
    40,
  );
  expect([...seededBytes('lesson')(40, 'client random')]).toEqual(expected);
});

const different = [
  { a: ['x', 'y:z'], b: ['x:y', 'z'], why: 'seed and label cannot be confused' },
  { a: ['x', 'a'], b: ['x', 'b'], why: 'another label' },
  { a: ['x', 'a'], b: ['y', 'a'], why: 'another seed' },
] as const;
test.each(different)('differs: $why', ({ a, b }) => {
  expect(seededBytes(a[0])(16, a[1])).not.toEqual(seededBytes(b[0])(16, b[1]));
});

test('a longer request begins with the shorter one', () => {
  const source = seededBytes('s');
  expect(source(100, 'l').subarray(0, 33)).toEqual(source(33, 'l'));
  expect(source(0, 'l')).toHaveLength(0);
});
