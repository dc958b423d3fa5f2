/**
 * What the page may ask of the worker. A task is a function here: its arguments are copied over, so is its result,
 * unless `moved` hands over the buffers. To add one, write it where it belongs (it knows nothing of workers), name
 * it in `tasks`, and call it by `inWorker((tasks) => tasks.name(...))` in `ui/`. One that needs the tree of an item
 * takes its kind and octets and asks `treeOf`.
 */
import { transfer } from 'comlink';
import type { ExpandedDocument } from '../asn1/expand.ts';
import { scan } from '../asn1/scan.ts';
import { comparePaths } from '../x509/comparePaths.ts';
import { comparisonColumns, type ComparisonColumns } from '../x509/comparisonColumns.ts';
import { expandItem, structureOf, type StructuredItem } from '../x509/structure.ts';
import { buffersOf, packExpanded, type PackedExpanded } from './packed.ts';
import { readLarge } from './readLarge.ts';

const moved = <T extends object>(result: T): T => transfer(result, buffersOf(result));

type Kind = StructuredItem['kind'];

/** The tree last asked for: search and findings ask of the same item again and again. */
let held: { kind: Kind; der: Uint8Array; tree: ExpandedDocument } | null = null;

/** What `expand` makes of an item. */
export function treeOf(kind: Kind, der: Uint8Array): ExpandedDocument {
  if (held?.kind !== kind || !isSame(held.der, der)) {
    held = { kind, der, tree: expandItem({ kind, document: scan(der) }) };
  }
  return held.tree;
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** The tree, moved out of the worker. */
function expand(kind: Kind, der: Uint8Array): PackedExpanded {
  return moved(packExpanded(expandItem({ kind, document: scan(der) })));
}

type Item = { kind: Kind; der: Uint8Array };

/** Two items path by path. */
function compare(a: Item, b: Item): ComparisonColumns {
  const structure = ({ kind, der }: Item) => structureOf(expandItem({ kind, document: scan(der) }));
  return moved(comparisonColumns(comparePaths(structure(a), structure(b))));
}

export const tasks = {
  readLarge: async (...given: Parameters<typeof readLarge>) => moved({ read: await readLarge(...given) }),
  expand,
  compare,
};
export type Tasks = typeof tasks;
