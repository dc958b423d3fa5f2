/** Two documents path by path: what is the same, what changed, and what only one of them has. */
import { decodeOid } from '../asn1/oids.ts';
import type { NodeNames } from '../asn1/nameNodes.ts';
import type { Asn1Document } from '../asn1/scan.ts';
import { pairsOfSiblings } from './pairSiblings.ts';
import { subtreeHashes } from './subtreeHashes.ts';

export type ComparedDocument = { document: Asn1Document; names: NodeNames };

/**
 * One line of a comparison; `a` and `b` are nodes, -1 where that side has none.
 * - `same`: the encodings are equal, whatever is inside; what is inside has no lines of its own.
 * - `around`: a difference stands further inside, in the lines that follow at a greater depth.
 * - `changed`: the values or the headers differ, or one side has children and the other has not.
 * - `only-a`, `only-b`: whole subtrees.
 */
export type PathComparison = {
  status: 'same' | 'around' | 'changed' | 'only-a' | 'only-b';
  a: number;
  b: number;
  depth: number;
};

type Work = { a: number; b: number; depth: number } | { closes: number };

/**
 * Lines in pre-order: those of `b`, with what only `a` has where it stood. Siblings are paired by what they are, not by
 * where they stand: an extension by its identifier, an attribute by its type, equal ones with equal ones, the rest by
 * name and tag. So a renewal with one more extension shows one line, not a shift of all.
 */
export function comparePaths(a: ComparedDocument, b: ComparedDocument): PathComparison[] {
  const sides = { a: asSide(a), b: asSide(b) };
  const lines: PathComparison[] = [];
  const work: Work[] = pairsUnder(sides, -1, -1, 0);
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    if ('closes' in next) {
      noteOwnDifference(lines, next.closes);
      continue;
    }
    const line = compareNodes(sides, next);
    lines.push(line);
    if (line.status !== 'around') continue;
    work.push({ closes: lines.length - 1 });
    for (const pair of pairsUnder(sides, next.a, next.b, next.depth + 1)) work.push(pair); // maybe a million
  }
  return lines;
}

type Side = ComparedDocument & { hashes: Uint32Array };
type Sides = { a: Side; b: Side };

const asSide = ({ document, names }: ComparedDocument): Side => ({
  document,
  names,
  hashes: subtreeHashes(document),
});

function compareNodes({ a, b }: Sides, pair: { a: number; b: number; depth: number }): PathComparison {
  if (pair.b < 0) return { status: 'only-a', ...pair };
  if (pair.a < 0) return { status: 'only-b', ...pair };
  if (a.hashes[pair.a] === b.hashes[pair.b] && sameEncoding(a.document, pair.a, b.document, pair.b)) {
    return { status: 'same', ...pair };
  }
  const comparable =
    a.document.identifier(pair.a) === b.document.identifier(pair.b) &&
    a.document.firstChild(pair.a) >= 0 &&
    b.document.firstChild(pair.b) >= 0;
  return { status: comparable ? 'around' : 'changed', ...pair };
}

/** When nothing inside differs, the difference is in the header or between the children. */
function noteOwnDifference(lines: PathComparison[], container: number): void {
  const line = lines[container];
  if (!line) return;
  for (let i = container + 1; i < lines.length; i++) if (lines[i]?.status !== 'same') return;
  lines[container] = { ...line, status: 'changed' };
}

/** The children of two nodes (-1: the top nodes) as pairs, the last one first. */
function pairsUnder({ a, b }: Sides, parentA: number, parentB: number, depth: number): Work[] {
  const pairs = pairsOfSiblings(
    childrenOf(a.document, parentA).map((node) => sibling(a, node)),
    childrenOf(b.document, parentB).map((node) => sibling(b, node)),
  );
  return pairs.map((pair) => ({ ...pair, depth })).reverse();
}

const sibling = ({ document, names, hashes }: Side, node: number) => ({
  node,
  name: names.field(node).replace(/^\[\d+\]$/, '[]'),
  identifier: document.identifier(node),
  oid: firstOid(document, node),
  hash: hashes[node] ?? 0,
});

function childrenOf(document: Asn1Document, parent: number): number[] {
  const children: number[] = [];
  let node = parent < 0 ? (document.nodeCount > 0 ? 0 : -1) : document.firstChild(parent);
  for (; node >= 0; node = document.nextSibling(node)) children.push(node);
  return children;
}

const OBJECT_IDENTIFIER = 0x06;
/** A relative distinguished name is SET { SEQUENCE { type, value } }. */
const oidDepth = 2;

/** The identifier that says what `node` is: its first descendant, at most two levels down. */
function firstOid(document: Asn1Document, node: number): string | null {
  let first = document.firstChild(node);
  for (let depth = 0; first >= 0 && depth < oidDepth; depth++) {
    if (document.identifier(first) === OBJECT_IDENTIFIER) {
      return decodeOid(document.bytes.subarray(document.content(first), document.end(first)));
    }
    first = document.firstChild(first);
  }
  return null;
}

function sameEncoding(a: Asn1Document, i: number, b: Asn1Document, k: number): boolean {
  const [start, other, length] = [a.start(i), b.start(k), a.end(i) - a.start(i)];
  if (length !== b.end(k) - other) return false;
  for (let at = 0; at < length; at++) if (a.bytes[start + at] !== b.bytes[other + at]) return false;
  return true;
}
