/** The work of the recogniser grows in a line: four times the text, about four times the steps. */
import { growth } from '../scale/steps.ts';
import { expect, it } from 'vitest';

const { privateMaterialIn } = await import('../../../src/x509/privateMaterial.ts');
const { readInput } = await import('../../../src/x509/readInput.ts');
const { markSecrets } = await import('../../../src/sim/secretMarks.ts');

const filled = (part: string) => (length: number) =>
  part.repeat(Math.ceil(length / part.length)).slice(0, length);
const random = 'c2VjcmV0IG9yIG5vdCBzZWNyZXQsIHRoYXQgaXMgdGhlIHF1ZXN0aW9u';
const body = 'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg';

const hostile: [name: string, text: (length: number) => string][] = [
  ['dashes', filled('-')],
  ['dashes and words', filled('-----BEGIN ')],
  ['BEGIN lines', filled('-----BEGIN PRIVATE KEY-----\n')],
  ['BEGIN lines in one line', filled('-----BEGIN PRIVATE KEY-----')],
  ['BEGIN lines and a line of base64', filled(`-----BEGIN PRIVATE KEY-----\n${random}\n`)],
  ['a prefix before BEGIN', filled(`x -----BEGIN PRIVATE KEY----- x\nx ${random} x\n`)],
  ['END lines', filled('-----END PRIVATE KEY-----\n')],
  ['END lines below base64', filled(`${random}\n-----END PRIVATE KEY-----\n`)],
  ['one BEGIN and base64', (length) => `-----BEGIN PRIVATE KEY-----\n${filled(`${random}\n`)(length)}`],
  ['base64 and one END', (length) => `${filled(`${random}\n`)(length)}-----END PRIVATE KEY-----`],
  ['keys without an end', filled(`${body}\n`)],
  ['keys that claim more than there is', filled('MIIF/wIBADAN ')],
  ['short runs that claim more', filled('MISC//// ')],
  ['short runs that claim as much as there is', filled('MIKCAgIC;')],
  ['base64 of text', filled(`${random}\n`)],
  ['base64 of text, a word a line', filled('c2VjcmV0 ')],
  [
    'base64 of base64',
    (length) =>
      Buffer.from(
        filled(Buffer.from(filled('-----BEGIN ')(length / 2)).toString('base64'))(length * 0.75),
      ).toString('base64'),
  ],
  ['one letter', filled('M')],
  ['JSON', filled('{"d":')],
  ['JSON members', filled('"d":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",\n')],
  ['names with base64 behind', filled('d:QUJDRGFiY2QxMjM0QUJDRGFiY2Q\n')],
  [
    'names and lines of base64',
    filled(
      'd: c2VjcmV0IG9yIG5vdCBzZWNyZXQsIHRoYXQgaXMgdGhlIHF1ZXN0\nc2VjcmV0IG9yIG5vdCBzZWNyZXQsIHRoYXQgaXMgdGhlIHF1ZXN0\n',
    ),
  ],
  ['private exponents', filled('priv:\n00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff:\n')],
  ['hexadecimal', filled('3082')],
  ['pairs', filled('30 82 ')],
  ['C arrays', filled('0x30, ')],
  ['decimals', filled('48, ')],
  ['rows of dumps', filled('00000000: 3082 0001\n')],
  ['rows that repeat', filled('00000000 30 82\n*\n00100000 30 82\n')],
  ['percents', filled('%2d')],
  ['escapes', filled('\\u002d')],
  ['escapes of escapes', filled('%25')],
  ['entities', filled('&#45;')],
  ['tags', filled('<b>')],
  ['zero-width blanks', filled('\u200b-')],
  ['quotes', filled('"')],
  ['elements', filled('<D>')],
  ['PuTTY', filled('Private-Lines: 1\n')],
  ['PRIVATE', filled('PRIVATE ')],
  ['letters apart', filled('P R I V A T E  K E Y ')],
  // npm run fuzz: each of these was followed into the ones behind it
  [
    'keys that begin inside each other',
    filled(`${body}6teVyNyfAhS2lEHe\nRbQa+O4cElj----BEGIN PRIVATE KEY-----\n`),
  ],
  ['keys without END lines', filled(`-----BEGIN PRIVATE KEY-----\n${body}6teVyNyfAhS2lEHe\n`)],
];

it.each(hostile)('%s', async (_, text) => {
  const sizes = [text(32 * 1024), text(128 * 1024)] as const;
  expect(await growth(sizes, privateMaterialIn)).toBeLessThan(6);
});

it.each(hostile)('read as an input: %s', { timeout: 60_000 }, async (_, text) => {
  const sizes = [text(8 * 1024), text(32 * 1024)] as const;
  expect(await growth(sizes, (input) => readInput(input))).toBeLessThan(6);
});

it.each([
  ...hostile,
  ['Authorization', filled('Authorization: Basic ')],
  ['URLs', filled('http://a:')],
  ['tokens', filled('eyJhbGciOiJ-')],
  ['braces', filled('map $http_cookie {')],
] as typeof hostile)('secrets: %s', async (_, text) => {
  for (const software of ['nginx', 'apache', 'haproxy', 'caddy'] as const) {
    const sizes = [text(16 * 1024), text(64 * 1024)] as const;
    expect(await growth(sizes, (written) => markSecrets(software, written))).toBeLessThan(6);
  }
});
