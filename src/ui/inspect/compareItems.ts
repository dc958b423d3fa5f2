/** Two items path by path, read and compared where it does not hold up the page. */
import { comparePaths } from '../../x509/comparePaths.ts';
import { comparisonColumns, type ComparisonColumns } from '../../x509/comparisonColumns.ts';
import { isLarge } from '../shared/largeInput.ts';
import { readStructure, type Structure, type StructuredItem } from './structure.ts';

export type Side = { item: StructuredItem; structure: Structure };

/** `nothing`: there is none in the text. `too-much`: it takes more memory than there is, or the worker was ended. */
export type Compared =
  { a: Structure; b: Structure; lines: ComparisonColumns } | { fault: 'nothing' | 'too-much' };

/** `other`: an item, or the text that one is in. */
export async function compareWith(a: Side, other: StructuredItem | string): Promise<Compared> {
  const item = typeof other === 'string' ? await firstIn(other) : other;
  if (item === 'nothing' || item === 'too-much') return { fault: item };
  const structure = await readStructure(item);
  const lines = structure && (await linesBetween(a, { item, structure }));
  return lines ? { a: a.structure, b: structure, lines } : { fault: 'too-much' };
}

async function firstIn(text: string): Promise<StructuredItem | 'nothing' | 'too-much'> {
  const items = await itemsIn(text);
  return items?.find((item) => item.kind !== 'private-key') ?? (items ? 'nothing' : 'too-much');
}

async function itemsIn(text: string) {
  if (!isLarge(text.length)) {
    const { readInput } = await import('../../x509/readInput.ts');
    return (await readInput(text)).items;
  }
  const { readInWorker } = await import('../shared/readInWorker.ts');
  const read = await readInWorker({ text }, () => undefined);
  if (read.outcome === 'too-much') return null;
  return read.outcome === 'items' ? read.report.items : [];
}

/** null: the worker was ended, or ran out of memory. */
export async function linesBetween(a: Side, b: Side): Promise<ComparisonColumns | null> {
  const size = a.item.der.length + b.item.der.length;
  if (!isLarge(size)) return comparisonColumns(comparePaths(a.structure, b.structure));
  const { inWorker } = await import('../shared/largeWork.ts');
  const plain = ({ item: { kind, der } }: Side) => ({ kind, der });
  return inWorker((tasks) => tasks.compare(plain(a), plain(b)));
}
