/**
 * A configuration file -> logical lines (docs/2.4/configuring.html): a backslash at the end of a line joins the next
 * one, leading blanks are dropped, empty lines and lines that begin with `#` are nothing. Joining comes first, so a
 * comment that ends in a backslash swallows the next line.
 */

/** `line` is the first physical line, 1-based. */
export type LogicalLine = { text: string; line: number };

/** Without comments and empty lines, in order. */
export function logicalLines(text: string): LogicalLine[] {
  const physical = text.split('\n');
  const lines: LogicalLine[] = [];
  let at = 0;
  while (at < physical.length) {
    const first = at;
    const parts: string[] = [];
    let part = withoutReturn(physical[at] ?? '');
    while (part.endsWith('\\') && at + 1 < physical.length) {
      parts.push(part.slice(0, -1));
      at += 1;
      part = withoutReturn(physical[at] ?? '');
    }
    parts.push(part);
    at += 1;
    const joined = parts.join('').trim();
    if (joined !== '' && !joined.startsWith('#')) lines.push({ text: joined, line: first + 1 });
  }
  return lines;
}

const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);
