/** A node and what is inside it as JSON: names, tags, places and values. */
import type { NodeNames } from '../asn1/nameNodes.ts';
import type { Asn1Document } from '../asn1/scan.ts';
import { tagName } from '../asn1/schema/universal.ts';
import { describeValue, type NodeValue, type OctetPreview } from '../asn1/value.ts';
import { encodeHex } from '../bytes/hex.ts';
import { visibleJson } from '../text/visible.ts';

/**
 * `{ path, type, tag, offset, headerLength, length, value | children }`. A value is a string, a boolean, or null;
 * octets and large integers are in hexadecimal, times ISO 8601. Not recursive: a document may be 10,000 levels deep.
 */
export function nodeJson(document: Asn1Document, names: NodeNames, node: number): string {
  const lines: string[] = [];
  const open: { end: number; depth: number }[] = [];
  const end = document.subtreeEnd(node);
  const top = document.depth(node);
  for (let i = node; i < end; i++) {
    const depth = document.depth(i) - top;
    const margin = '  '.repeat(depth * 2);
    const facts = factsOf(document, names, i).map(
      ([key, value]) => `${margin}  "${key}": ${visibleJson(value)}`,
    );
    const hasChildren = document.subtreeEnd(i) > i + 1;
    lines.push(`${margin}{`, facts.join(',\n') + (hasChildren ? ',' : ''));
    if (hasChildren) {
      lines.push(`${margin}  "children": [`);
      open.push({ end: document.subtreeEnd(i), depth });
      continue;
    }
    closeRows(lines, open, i + 1, margin);
  }
  return lines.join('\n');
}

/** Ends the object that was just written, and all around it that end with it. */
function closeRows(
  lines: string[],
  open: { end: number; depth: number }[],
  next: number,
  margin: string,
): void {
  const own = open.at(-1);
  lines.push(own && next < own.end ? `${margin}},` : `${margin}}`);
  while (open.length > 0 && (open.at(-1)?.end ?? 0) <= next) {
    const { depth } = open.pop() ?? { depth: 0 };
    const around = open.at(-1);
    const outer = '  '.repeat(depth * 2);
    lines.push(`${outer}  ]`, around && next < around.end ? `${outer}},` : `${outer}}`);
  }
}

function factsOf(
  document: Asn1Document,
  names: NodeNames,
  i: number,
): [string, string | number | boolean | null][] {
  const [start, content, end] = [document.start(i), document.content(i), document.end(i)];
  const facts: [string, string | number | boolean | null][] = [
    ['path', names.path(i)],
    ['type', names.type(i)],
    ['tag', tagName(document.tagClass(i), document.tagNumber(i))],
    ['offset', start],
    ['headerLength', content - start],
    ['length', end - content],
  ];
  const isLeaf = document.subtreeEnd(i) === i + 1;
  if (isLeaf) facts.push(['value', plainValue(describeValue(document, i, names), document.bytes)]);
  return facts;
}

function plainValue(value: NodeValue, bytes: Uint8Array): string | boolean | null {
  const hexOf = ({ bytes: { start, end } }: OctetPreview): string => encodeHex(bytes.subarray(start, end));
  switch (value.kind) {
    case 'constructed':
    case 'end-of-contents':
    case 'null':
      return null;
    case 'boolean':
      return value.value;
    case 'integer':
    case 'enumerated':
      return value.decimal ?? hexOf(value);
    case 'object-identifier':
      return value.dotted;
    case 'time':
      return value.date ? value.date.toISOString().replace('.000', '') : value.text;
    case 'string':
    case 'ip-address':
      return value.text;
    default:
      return hexOf(value);
  }
}
