/** What asn1js makes of some bytes, node by node, beside our scan. */
import type { Asn1Document } from '../../asn1/document.ts';
import type { ByteRange } from '../../bytes/range.ts';

/** A node as both readers can say it: offsets, whether it is constructed, class (0 to 3) and tag number. */
export type ReadNode = {
  start: number;
  content: number;
  end: number;
  constructed: boolean;
  tagClass: number;
  tagNumber: number;
};

/** One node that they see differently; null: that reader has no node there. `node`: ours, by index. */
export type NodeDifference = {
  range: ByteRange;
  node: number | null;
  ours: ReadNode | null;
  theirs: ReadNode | null;
};

/** What asn1js gives for an element: as much of it as is looked at. */
export type Asn1jsBlock = {
  blockLength: number;
  idBlock: { blockLength: number; isConstructed: boolean; tagClass: number; tagNumber: number };
  lenBlock: { blockLength: number; length: number };
  valueBlock: object;
};

/** In pre-order. Strings stay closed, as in our scan: what asn1js opens inside them has no offsets of its own. */
export function asn1jsNodes(top: Asn1jsBlock): ReadNode[] {
  const nodes: ReadNode[] = [];
  const open: { block: Asn1jsBlock; start: number }[] = [{ block: top, start: 0 }];
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    const { idBlock, lenBlock, valueBlock, blockLength } = item.block;
    const content = item.start + idBlock.blockLength + lenBlock.blockLength;
    nodes.push({
      start: item.start,
      content,
      end: item.start + blockLength,
      constructed: idBlock.isConstructed,
      tagClass: idBlock.tagClass - 1,
      tagNumber: idBlock.tagNumber,
    });
    if (!idBlock.isConstructed) continue;
    const children: typeof open = [];
    let start = content;
    for (const block of childBlocks(valueBlock)) {
      children.push({ block, start });
      start += block.blockLength;
    }
    open.push(...children.reverse());
  }
  return nodes;
}

const childBlocks = (valueBlock: object): Asn1jsBlock[] =>
  'value' in valueBlock && Array.isArray(valueBlock.value) ? (valueBlock.value as Asn1jsBlock[]) : [];

/** Nodes that one has and the other has not, or has otherwise, by offset; end-of-contents octets are no node of asn1js. */
export function differentNodes(document: Asn1Document, theirs: readonly ReadNode[]): NodeDifference[] {
  const differences: NodeDifference[] = [];
  const byStart = new Map(theirs.map((node) => [key(node), node]));
  for (let i = 0; i < document.nodeCount; i++) {
    if (document.identifier(i) === 0) continue;
    const ours = document.node(i);
    const other = byStart.get(key(ours)) ?? null;
    byStart.delete(key(ours));
    if (other === null || !isSame(ours, other))
      differences.push({ range: { start: ours.start, end: ours.end }, node: i, ours, theirs: other });
  }
  for (const node of byStart.values())
    differences.push({ range: { start: node.start, end: node.end }, node: null, ours: null, theirs: node });
  return differences.sort((a, b) => a.range.start - b.range.start);
}

/** No two nodes of one reader begin at the same octet: a header is never empty. */
const key = ({ start }: ReadNode): number => start;

const isSame = (a: ReadNode, b: ReadNode): boolean =>
  a.content === b.content &&
  a.end === b.end &&
  a.constructed === b.constructed &&
  a.tagClass === b.tagClass &&
  a.tagNumber === b.tagNumber;
