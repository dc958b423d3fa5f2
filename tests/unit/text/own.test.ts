import { expect, it } from 'vitest';
import { own } from '../../../src/text/own.ts';

it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
  'finds no %s that nobody put there',
  (key) => {
    expect(own({ a: 1 }, key)).toBeUndefined();
  },
);

it('finds what was put there, whatever it is called', () => {
  expect(own(Object.fromEntries([['__proto__', 1]]), '__proto__')).toBe(1);
  expect(own({ constructor: 2 }, 'constructor')).toBe(2);
});
