/** The rows of a tree as a picture: where each text stands, and the lines from parents to children. CSS pixels. */

import { visibleLine } from '../text/visible.ts';

export type PictureRow = { depth: number; name: string; value: string; tag: string };

export type TreePicture = {
  width: number;
  height: number;
  rows: readonly { x: number; y: number; name: string; value: string; tag: string }[];
  /** Path strings, one for each row that has a row above it to hang from. */
  branches: readonly string[];
};

export const pictureFont = { size: 13, family: 'monospace' } as const;
const rowHeight = 22;
const indent = 18;
const margin = 12;
/** Of the font, about: a monospaced character is 0.6 em wide. */
const character = pictureFont.size * 0.62;
/** Characters of a value that are drawn, and between the columns. */
const longestValue = 80;
const gap = 2;

export function treePicture(shown: readonly PictureRow[]): TreePicture {
  const rows = shown.map(({ depth, name, value, tag }, i) => ({
    x: margin + depth * indent,
    y: margin + i * rowHeight + rowHeight / 2,
    name,
    value: visibleLine(value, longestValue),
    tag,
  }));
  const right = Math.max(
    0,
    ...rows.map(
      ({ x, name, value, tag }) => x + (name.length + value.length + tag.length + 2 * gap) * character,
    ),
  );
  return {
    width: Math.ceil(right + margin),
    height: rows.length * rowHeight + 2 * margin,
    rows,
    branches: branches(shown, rows),
  };
}

/** From below a parent's first character down, then right to its child. */
function branches(shown: readonly PictureRow[], rows: TreePicture['rows']): string[] {
  const lineage: number[] = []; // y of the row last seen at each depth
  const paths: string[] = [];
  for (const [i, { depth }] of shown.entries()) {
    const row = rows[i];
    if (!row) continue;
    const above = lineage[depth - 1];
    if (above !== undefined) {
      const x = row.x - indent + 4;
      paths.push(`M${x} ${above + 8}V${row.y}H${row.x - 3}`);
    }
    lineage[depth] = row.y;
    lineage.length = depth + 1;
  }
  return paths;
}
