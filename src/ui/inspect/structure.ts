/** The structure of an item, read where it does not hold up the page. */
import { expandItem, structureOf, type Structure, type StructuredItem } from '../../x509/structure.ts';
import { attempt } from '../shared/fault.ts';
import type { Answer } from '../shared/supervised.ts';
import { isLarge } from '../shared/largeInput.ts';

export type { Structure, StructuredItem } from '../../x509/structure.ts';

/** The structure, where it is there or soon read; null: the worker has to. */
export function readyStructure(item: StructuredItem): Structure | null {
  if (item.expanded) return structureOf(item.expanded);
  return isLarge(item.der.length) ? null : structureOf(expandItem(item));
}

/** The structure of a large item. null: it was given up. */
export async function workOutStructure({ kind, der, label }: StructuredItem): Promise<Answer<Structure>> {
  const asked = await attempt(label, async () => {
    const [{ lanes }, { unpackExpanded }] = await Promise.all([
      import('../shared/supervised.ts'),
      import('../../worker/packed.ts'),
    ]);
    const work = { kind: 'expand', name: label } as const;
    const answer = await lanes.inspecting.join(work, (tasks) => tasks.expand(kind, der));
    if (answer === null || 'problem' in answer) return answer;
    return { value: structureOf(unpackExpanded(answer.value)) };
  });
  return 'problem' in asked ? asked : asked.value;
}

/** The structure of any item; null as above. */
export async function readStructure(item: StructuredItem): Promise<Answer<Structure>> {
  const ready = readyStructure(item);
  return ready ? { value: ready } : workOutStructure(item);
}
