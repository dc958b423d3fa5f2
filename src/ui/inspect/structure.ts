/** The structure of an item, read where it does not hold up the page. */
import { expandItem, structureOf, type Structure, type StructuredItem } from '../../x509/structure.ts';
import { isLarge } from '../shared/largeInput.ts';

export type { Structure, StructuredItem } from '../../x509/structure.ts';

/** The structure, where it is there or soon read; null: the worker has to. */
export function readyStructure(item: StructuredItem): Structure | null {
  if (item.expanded) return structureOf(item.expanded);
  return isLarge(item.der.length) ? null : structureOf(expandItem(item));
}

/** The structure of a large item; null: the worker was ended, or ran out of memory. */
export async function workOutStructure({ kind, der }: StructuredItem): Promise<Structure | null> {
  const [{ inWorker }, { unpackExpanded }] = await Promise.all([
    import('../shared/largeWork.ts'),
    import('../../worker/packed.ts'),
  ]);
  const packed = await inWorker((tasks) => tasks.expand(kind, der));
  return packed && structureOf(unpackExpanded(packed));
}

/** The structure of any item; null as above. */
export const readStructure = async (item: StructuredItem): Promise<Structure | null> =>
  readyStructure(item) ?? workOutStructure(item);
