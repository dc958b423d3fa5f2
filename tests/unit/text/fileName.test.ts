import { expect, it } from 'vitest';
import { fileName } from '../../../src/text/fileName.ts';

it.each([
  ['shop.example', 'shop.example', 'a host'],
  ['203.0.113.10', '203.0.113.10', 'an address'],
  ['2001:db8::1', '2001-db8-1', 'colons are paths on some systems'],
  ['-rf', 'rf', 'an option of a command'],
  ['../../etc/passwd', 'etc-passwd', 'a path'],
  ['.bashrc', 'bashrc', 'a hidden file'],
  ['a\u202egpj.exe', 'a-gpj.exe', 'an override'],
  ['\u202e', 'whichcert', 'nothing is left'],
  ['x'.repeat(1000), 'x'.repeat(120), 'longer than a file system takes'],
])('%j', (text, name, why) => {
  expect(fileName(text, 'whichcert'), why).toBe(name);
});
