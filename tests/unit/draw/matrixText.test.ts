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
