/** Names in their other form; the pairs are those of RFC 3492 section 7.1 and of IDNA's documents. */
import { expect, test } from 'vitest';
import { otherScript } from '../../../src/identity/otherScript.ts';

test.each<[string, string | null, string]>([
  ['xn--bcher-kva.example', 'bücher.example', 'an A-label'],
  ['*.XN--BCHER-KVA.example', '*.bücher.example', 'in capitals, under a wildcard'],
  ['https://xn--fiqs8s/a', 'https://中国/a', 'inside a URI'],
  ['bücher.example', 'xn--bcher-kva.example', 'a U-label'],
  ['www.example', null, 'neither'],
  ['xn--a.example', null, 'stands for nothing'],
  ['Müller & Söhne', null, 'no host name'],
  ['müller@example.org', null, 'an e-mail address'],
])('%s: %s (%s)', (text, other) => {
  expect(otherScript(text)).toBe(other);
});
