import type { Asn1Document } from '../../asn1/document.ts';
import type { ByteRange } from '../../bytes/range.ts';
import { nodeAt } from '../../draw/treeRows.ts';

/** What has a range, by the innermost node at the range's start. */
export function byNode<T extends { range: ByteRange }>(
  document: Asn1Document,
  list: readonly T[],
): ReadonlyMap<number, readonly T[]> {
  const found = new Map<number, T[]>();
  for (const item of list) {
    const node = nodeAt(document, item.range.start);
    const there = found.get(node);
    if (there) there.push(item);
    else found.set(node, [item]);
  }
  return found;
}
