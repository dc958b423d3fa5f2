import { describe, expect, test } from 'vitest';
import { scan } from '../../../src/asn1/scan.ts';
import { families, nodeAt, openedTo, rowOfNode, rowsInSight } from '../../../src/draw/treeRows.ts';

// SEQUENCE { SEQUENCE { INTEGER 1, INTEGER 2 }, BOOLEAN true }: nodes 0 to 4.
const tree = scan(Uint8Array.from([0x30, 11, 0x30, 6, 2, 1, 1, 2, 1, 2, 1, 1, 0xff]));
const open = (...nodes: number[]) => Uint8Array.from({ length: 5 }, (_, i) => Number(nodes.includes(i)));

describe('rowsInSight', () => {
  test.each([
    { flags: open(), rows: [0], why: 'everything folded' },
    { flags: open(0), rows: [0, 1, 4], why: 'the top node open' },
    { flags: open(1), rows: [0], why: 'an open node in a folded one stays out of sight' },
    { flags: open(0, 1), rows: [0, 1, 2, 3, 4], why: 'everything open' },
  ])('$why', ({ flags, rows }) => {
    expect([...rowsInSight(tree, flags)]).toEqual(rows);
  });
});

test('rowOfNode finds a row, or says that the node is folded away', () => {
  const rows = rowsInSight(tree, open(0));
  expect([0, 1, 2, 3, 4].map((node) => rowOfNode(rows, node))).toEqual([0, 1, -1, -1, 2]);
});

test('openedTo opens the ancestors and nothing else, in a copy', () => {
  const before = open();
  expect([...openedTo(tree, before, 3)]).toEqual([1, 1, 0, 0, 0]);
  expect([...before]).toEqual([0, 0, 0, 0, 0]);
  expect(openedTo(tree, before, 0)).toBe(before);
});

test('families count and number siblings', () => {
  const { position, children, tops } = families(tree);
  expect([...position]).toEqual([1, 1, 1, 2, 2]);
  expect([...children]).toEqual([2, 2, 0, 0, 0]);
  expect(tops).toBe(1);
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

test('a quarter of a million nodes are listed in well under a second', () => {
  const count = 250_000;
  const content = new Uint8Array(count * 2);
  for (let i = 0; i < content.length; i += 2) content[i] = 5;
  const head = [0x30, 0x83, content.length >> 16, (content.length >> 8) & 255, content.length & 255];
  const wide = scan(Uint8Array.from([...head, ...content]));
  const all = new Uint8Array(wide.nodeCount).fill(1);
  const rows = rowsInSight(wide, all);
  expect(rows.length).toBe(count + 1);
  expect(families(wide).children[0]).toBe(count);
  expect(rowOfNode(rows, count)).toBe(count);
});
