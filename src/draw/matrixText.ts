/** A table as text, for a spreadsheet or a ticket. The first line is the header. */

export type TextTable = readonly (readonly string[])[];

/** A line a row, tabs between cells; tabs and line breaks inside a cell become spaces. */
export const asTabSeparated = (table: TextTable): string =>
  table.map((row) => row.map(oneLine).join('\t')).join('\n');

/** GitHub Flavored Markdown 0.29, section 4.10: what would end a cell or begin markup is escaped. */
export function asMarkdown(table: TextTable): string {
  const [header = [], ...rows] = table;
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`;
  const ruler = `| ${header.map(() => '---').join(' | ')} |`;
  return [line(header), ruler, ...rows.map(line)].join('\n');
}

const oneLine = (cell: string): string => cell.replace(/\s+/g, ' ').trim();
const escaped = (cell: string): string => oneLine(cell).replace(/[\\|*_`<[\]]/g, '\\$&');
