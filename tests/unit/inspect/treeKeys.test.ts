import { describe, expect, test } from 'vitest';
import {
  rowStartingWith,
  pressTreeKey,
  Typeahead,
  type KeyedTree,
} from '../../../src/ui/inspect/treeKeys.ts';

// 0 [1 [2, 3], 4 [5]], as parents and children of six nodes.
const parents = [-1, 0, 1, 1, 0, 4];

/** A tree of those nodes with `open` ones unfolded; `log` says what the keys asked for. */
function keyed(selected: number, open: number[], rows: number[]) {
  const log: string[] = [];
  const tree: KeyedTree = {
    rows: { count: rows.length, nodeAt: (row) => rows[row] ?? -1 },
    selectedRow: rows.indexOf(selected),
    parent: (node) => parents[node] ?? -1,
    childCount: (node) => parents.filter((parent) => parent === node).length,
    isOpen: (node) => open.includes(node),
    select: (node) => log.push(`select ${node}`),
    setOpen: (node, flag) => log.push(`${flag ? 'open' : 'fold'} ${node}`),
    unfoldSiblings: (node) => log.push(`open all beside ${node}`),
  };
  return { tree, log };
}

describe('pressTreeKey', () => {
  const all = [0, 1, 2, 3, 4, 5];
  test.each([
    { key: 'ArrowDown', on: 2, open: [0, 1, 4], rows: all, does: ['select 3'], why: 'next row in sight' },
    { key: 'ArrowDown', on: 1, open: [0], rows: [0, 1, 4], does: ['select 4'], why: 'over what is folded' },
    { key: 'ArrowDown', on: 5, open: [0, 1, 4], rows: all, does: ['select 5'], why: 'stays at the end' },
    { key: 'ArrowUp', on: 4, open: [0, 1, 4], rows: all, does: ['select 3'], why: 'previous row' },
    { key: 'Home', on: 4, open: [0, 1, 4], rows: all, does: ['select 0'], why: 'first row' },
    { key: 'End', on: 0, open: [0], rows: [0, 1, 4], does: ['select 4'], why: 'last row in sight' },
    { key: 'PageDown', on: 0, open: [0, 1, 4], rows: all, does: ['select 3'], why: 'a page of three' },
    { key: 'ArrowRight', on: 1, open: [0], rows: [0, 1, 4], does: ['open 1'], why: 'unfolds first' },
    { key: 'ArrowRight', on: 1, open: [0, 1, 4], rows: all, does: ['select 2'], why: 'then goes in' },
    { key: 'ArrowRight', on: 2, open: [0, 1, 4], rows: all, does: [], why: 'a leaf has nothing inside' },
    { key: 'ArrowLeft', on: 1, open: [0, 1, 4], rows: all, does: ['fold 1'], why: 'folds first' },
    { key: 'ArrowLeft', on: 2, open: [0, 1, 4], rows: all, does: ['select 1'], why: 'then goes out' },
    {
      key: 'Enter',
      on: 1,
      open: [0],
      rows: [0, 1, 4],
      does: ['select 1', 'open 1'],
      why: 'the default action',
    },
    { key: '*', on: 4, open: [0], rows: [0, 1, 4], does: ['open all beside 4'], why: 'all siblings' },
    { key: 'ArrowDown', on: -1, open: [0], rows: [0, 1, 4], does: ['select 0'], why: 'nothing was selected' },
  ])('$key on $on: $why', ({ key, on, open, rows, does }) => {
    const { tree, log } = keyed(on, open, rows);
    expect(pressTreeKey(tree, key, 3)).toBe(true);
    expect(log).toEqual(does);
  });

  test.each(['Tab', 'Escape', 'a'])('%s is left to the page', (key) => {
    const { tree, log } = keyed(0, [0], [0, 1, 4]);
    expect(pressTreeKey(tree, key, 3)).toBe(false);
    expect(log).toEqual([]);
  });
});

describe('typing a word', () => {
  const labels = ['version', 'serialNumber', 'signature', 'issuer', 'subject'];
  const rows = { length: labels.length, label: (row: number) => labels[row] ?? '' };
  test.each([
    { from: 0, typed: 's', row: 1, why: 'the first below' },
    { from: 1, typed: 's', row: 2, why: 'one letter moves on' },
    { from: 1, typed: 'se', row: 1, why: 'more letters may stay' },
    { from: 4, typed: 'S', row: 1, why: 'around the end, in any case' },
    { from: 0, typed: 'x', row: -1, why: 'nothing begins so' },
  ])('$typed from $from: $why', ({ from, typed, row }) => {
    expect(rowStartingWith(rows, from, typed)).toBe(row);
  });

  test('letters in quick succession make a word, after a pause a new one begins', () => {
    const typeahead = new Typeahead();
    expect(typeahead.type('s', 5000)).toBe('s');
    expect(typeahead.type('s', 5100)).toBe('s');
    expect(typeahead.type('u', 5200)).toBe('ssu');
    expect(typeahead.type('i', 9000)).toBe('i');
  });
});
