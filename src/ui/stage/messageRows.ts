import { visibleLine } from '../../text/visible.ts';
import { encodeHex } from '../../bytes/hex.ts';
import type { ByteRange } from '../../bytes/range.ts';
import type { Field } from '../../bytes/field.ts';

export type MessageRow = { depth: number; name: string; value: string; range: ByteRange };

const shortHex = 12;

/** The fields of a message as rows, outer before inner. */
export function messageRows(bytes: Uint8Array, root: Field): MessageRow[] {
  const rows: MessageRow[] = [];
  const waiting: { field: Field; depth: number }[] = [{ field: root, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { field, depth } = next;
    rows.push({ depth, name: field.name, value: valueText(bytes, field), range: field.range });
    for (const child of field.children.toReversed()) waiting.push({ field: child, depth: depth + 1 });
  }
  return rows;
}

function valueText(bytes: Uint8Array, { value, range, children }: Field): string {
  if (value === null) return children.length > 0 ? '' : hexText(bytes, range);
  if (value.kind === 'number') return String(value.number);
  if (value.kind === 'codePoint') return value.name;
  if (value.kind === 'text') return visibleLine(value.text);
  return hexText(bytes, range);
}

function hexText(bytes: Uint8Array, { start, end }: ByteRange): string {
  const shown = encodeHex(bytes.subarray(start, Math.min(end, start + shortHex)));
  return end - start > shortHex ? `${shown}… (${end - start})` : shown;
}
