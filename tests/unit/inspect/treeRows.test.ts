import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scan } from '../../../src/asn1/scan.ts';
import { nodeAt, TreeRows, type TreeShape } from '../../../src/draw/treeRows.ts';

// SEQUENCE { SEQUENCE { INTEGER 1, INTEGER 2 }, BOOLEAN true }: nodes 0 to 4.
const tree = scan(Uint8Array.from([0x30, 11, 0x30, 6, 2, 1, 1, 2, 1, 2, 1, 1, 0xff]));

const listed = (rows: TreeRows): number[] => Array.from({ length: rows.count }, (_, row) => rows.nodeAt(row));

describe('rows', () => {
  test.each<{ opened: number[]; rows: number[]; why: string }>([
    { opened: [], rows: [0], why: 'everything folded' },
    { opened: [0], rows: [0, 1, 4], why: 'the top node open' },
    { opened: [1], rows: [0], why: 'an open node in a folded one stays out of sight' },
    { opened: [1, 0], rows: [0, 1, 2, 3, 4], why: 'until that is opened' },
    { opened: [0, 1], rows: [0, 1, 2, 3, 4], why: 'everything open' },
  ])('$why', ({ opened, rows }) => {
    const folded = new TreeRows(tree);
    for (const node of opened) folded.open(node);
    expect(listed(folded)).toEqual(rows);
    expect(folded.nodeAt(rows.length)).toBe(-1);
  });

  test('rowOf finds a row, or says that the node is folded away', () => {
    const rows = new TreeRows(tree);
    rows.open(0);
    expect([0, 1, 2, 3, 4].map((node) => rows.rowOf(node))).toEqual([0, 1, -1, -1, 2]);
  });

  test('folding keeps what is open inside, folding all does not', () => {
    const rows = new TreeRows(tree);
    rows.openAll();
    rows.fold(0);
    expect(listed(rows)).toEqual([0]);
    rows.open(0);
    expect(listed(rows)).toEqual([0, 1, 2, 3, 4]);
    rows.foldAll();
    rows.open(0);
    expect(listed(rows)).toEqual([0, 1, 4]);
  });

  test.each([
    { levels: 1, rows: [0, 1, 4] },
    { levels: 2, rows: [0, 1, 2, 3, 4] },
  ])('$levels levels open', ({ levels, rows }) => {
    const folded = new TreeRows(tree);
    folded.openLevels(levels);
    expect(listed(folded)).toEqual(rows);
  });
});

/** A tree of some thousand nodes: `up[i]` is how many levels node i leaves before it is added. */
const anyTree = fc.array(fc.nat(6), { minLength: 1, maxLength: 6000 }).map((up): TreeShape => {
  const parents: number[] = [];
  up.forEach((levels, i) => {
    let parent = i - 1;
    for (let k = 0; k < levels && parent >= 0; k++) parent = parents[parent] ?? -1;
    parents.push(parent);
  });
  const ends = parents.map((_, i) => i + 1);
  for (let i = parents.length - 1; i >= 0; i--) {
    const parent = parents[i] ?? -1;
    if (parent >= 0) ends[parent] = Math.max(ends[parent] ?? 0, ends[i] ?? 0);
  }
  return { nodeCount: up.length, parent: (i) => parents[i] ?? -1, subtreeEnd: (i) => ends[i] ?? 0 };
});

/** The rows by their definition: a node is in sight when all its ancestors are open. */
function rowsByDefinition(shape: TreeShape, open: ReadonlySet<number>): number[] {
  const isInSight = (node: number): boolean => {
    for (let i = shape.parent(node); i >= 0; i = shape.parent(i)) if (!open.has(i)) return false;
    return true;
  };
  return Array.from({ length: shape.nodeCount }, (_, i) => i).filter(isInSight);
}

test('whatever is opened and folded in whatever order, the rows are those of the definition', () => {
  const change = fc.record({ what: fc.constantFrom('open', 'fold', 'openTo', 'siblings'), at: fc.nat() });
  fc.assert(
    fc.property(anyTree, fc.array(change, { maxLength: 12 }), (shape, changes) => {
      const rows = new TreeRows(shape);
      const open = new Set<number>();
      for (const { what, at } of changes) {
        const node = at % shape.nodeCount;
        const parent = shape.parent(node);
        if (what === 'open') {
          rows.open(node);
          open.add(node);
        } else if (what === 'fold') {
          rows.fold(node);
          open.delete(node);
        } else if (what === 'openTo') {
          rows.openTo(node);
          for (let i = parent; i >= 0; i = shape.parent(i)) open.add(i);
        } else {
          rows.openSiblings(node);
          for (let i = 0; i < shape.nodeCount; i++) if (shape.parent(i) === parent) open.add(i);
        }
      }
      const expected = rowsByDefinition(shape, open);
      expect(listed(rows)).toEqual(expected);
      expect(expected.map((node) => rows.rowOf(node))).toEqual(expected.map((_, row) => row));
    }),
    { numRuns: 60 },
  );
});

describe('nodeAt', () => {
  test.each([
    { offset: 0, node: 0, why: 'the tag of the outer SEQUENCE' },
    { offset: 3, node: 1, why: 'a length octet belongs to its node' },
    { offset: 9, node: 3, why: 'content of a leaf' },
    { offset: 10, node: 4, why: 'behind a nested node its parent goes on' },
    { offset: 13, node: -1, why: 'behind the end' },
  ])('offset $offset: $why', ({ offset, node }) => {
    expect(nodeAt(tree, offset)).toBe(node);
  });
});

test('in a chain of a million nodes the deepest is unfolded to at once', () => {
  const deep = { nodeCount: 1_000_000, parent: (i: number) => i - 1, subtreeEnd: () => 1_000_000 };
  const rows = new TreeRows(deep);
  rows.openTo(999_999);
  expect(rows.rowOf(999_999)).toBe(999_999);
  expect(rows.nodeAt(999_999)).toBe(999_999);
});
