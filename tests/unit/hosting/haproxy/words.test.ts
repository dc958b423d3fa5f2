import { expect, test } from 'vitest';
import { quoteWord } from '../../../../src/hosting/haproxy/quoteWord.ts';
import { splitLine } from '../../../../src/hosting/haproxy/words.ts';
import fc from 'fast-check';

/** HAProxy's configuration manual, section 2.2 "Quoting and escaping". */
test.each([
  ['bind :443 ssl', ['bind', ':443', 'ssl'], 'blanks part words'],
  ['\tbind  :443   # note', ['bind', ':443'], '# begins a comment'],
  ['log-format a#b', ['log-format', 'a'], '# begins a comment in a word too'],
  ['a\\ b c', ['a b', 'c'], 'an escaped blank'],
  ['\'a b\' "c d"e', ['a b', 'c de'], 'quotes inside a word'],
  ["'a\\ b'", ['a\\ b'], 'no escapes between single quotes'],
  ['"a\\"b" \\#c', ['a"b', '#c'], 'escaped quote and #'],
  ['\\x41\\1', ['A\\1'], 'a byte, and a backslash that escapes nothing'],
  ["a '' b", ['a', '', 'b'], 'an empty word'],
  ['$HOME', ['$HOME'], 'a variable is expanded in double quotes only'],
])('%s', (line, words) => {
  expect(splitLine(line)).toEqual({ words, problems: [] });
});

test.each([
  ['crt "${CERT-/etc/a.pem}"', ['crt', '/etc/a.pem'], 'environment-variable'],
  ['crt "$CERT"/x', ['crt', '/x'], 'environment-variable'],
  ['a "b', ['a', 'b'], 'unmatched-quote'],
  ['a \\xZZ b', ['a'], 'bad-hex-escape'],
  ['"$"', [''], 'bad-variable'],
])('%s is a problem', (line, words, code) => {
  const read = splitLine(line);
  expect(read.words).toEqual(words);
  expect(read.problems[0]?.code).toBe(`haproxy-${code}`);
});

test('a quoted word is read back', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (word) => {
      fc.pre(!/[\v\f\u0085\u2028\u2029]/u.test(word));
      expect(splitLine(quoteWord(word)).words).toEqual([word]);
    }),
  );
});
