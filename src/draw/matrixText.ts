/** A table as text, for a spreadsheet or a ticket. The first line is the header. */

export type TextTable = readonly (readonly string[])[];

/** A line a row, tabs between cells; tabs and line breaks inside a cell become spaces, and no cell is a formula. */
export const asTabSeparated = (table: TextTable): string =>
  table.map((row) => row.map((cell) => asWords(oneLine(cell))).join('\t')).join('\n');

/**
 * What a spreadsheet takes for a formula (OWASP, CSV Injection: `=`, `+`, `-`, `@`, their full-width forms; blanks and
 * quotes before it do not help), and a quote, which would make a cell of several: an apostrophe in front makes it words.
 */
const takenForFormula = /^["'`\u2018-\u201f\s]*[=+\-@\uff0b\uff0d\uff1d\uff20\u2212]|^"/;
const asWords = (cell: string): string => (takenForFormula.test(cell) ? `'${cell}` : cell);

/** GitHub Flavored Markdown 0.29, section 4.10: what would end a cell or begin markup is escaped. */
export function asMarkdown(table: TextTable): string {
  const [header = [], ...rows] = table;
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`;
  const ruler = `| ${header.map(() => '---').join(' | ')} |`;
  return [line(header), ruler, ...rows.map(line)].join('\n');
}

const oneLine = (cell: string): string => cell.replace(/\s+/g, ' ').trim();
const escaped = (cell: string): string => oneLine(cell).replace(/[\\|*_`<[\]]/g, '\\$&');
