/** Two items path by path, read and compared where it does not hold up the page. */
import { comparePaths } from '../../x509/comparePaths.ts';
import { comparisonColumns, type ComparisonColumns } from '../../x509/comparisonColumns.ts';
import type { Problem } from '../../decision.ts';
import type { InputItem } from '../../x509/readInput.ts';
import { attempt } from '../shared/fault.ts';
import type { Answer } from '../shared/supervised.ts';
import { isLarge } from '../shared/largeInput.ts';
import { readStructure, type Structure, type StructuredItem } from './structure.ts';

export type Side = { item: StructuredItem; structure: Structure };

/** `fault`: there is none in the text. `problem`: it could not be read or compared. */
export type Compared =
  { a: Structure; b: Structure; lines: ComparisonColumns } | { fault: 'nothing' } | { problem: Problem };

/** `other`: an item, or the text that one is in. null: something newer was asked for. */
export async function compareWith(a: Side, other: StructuredItem | string): Promise<Compared | null> {
  const compared = await attempt('', () => compare(a, other));
  return 'problem' in compared ? compared : compared.value;
}

async function compare(a: Side, other: StructuredItem | string): Promise<Compared | null> {
  const found = typeof other === 'string' ? await firstIn(other) : { value: other };
  if (found === null || 'problem' in found) return found;
  const item = found.value;
  if (item === null) return { fault: 'nothing' };
  const structure = await readStructure(item);
  if (structure === null || 'problem' in structure) return structure;
  const lines = await linesBetween(a, { item, structure: structure.value });
  if (lines === null || 'problem' in lines) return lines;
  return { a: a.structure, b: structure.value, lines: lines.value };
}

async function firstIn(text: string): Promise<Answer<StructuredItem | null>> {
  const items = await itemsIn(text);
  if (items === null || 'problem' in items) return items;
  return { value: items.value.find((item) => item.kind !== 'private-key') ?? null };
}

async function itemsIn(text: string): Promise<Answer<readonly InputItem[]>> {
  if (!isLarge(text.length)) {
    const { readInput } = await import('../../x509/readInput.ts');
    return { value: (await readInput(text)).items };
  }
  const { readInWorker } = await import('../shared/readInWorker.ts');
  const read = await readInWorker({ text }, '', 'inspecting');
  if (read === null || 'problem' in read) return read;
  return { value: read.value.outcome === 'items' ? read.value.report.items : [] };
}

/** The lines, large ones worked out by the worker. */
export async function linesBetween(a: Side, b: Side): Promise<Answer<ComparisonColumns>> {
  const size = a.item.der.length + b.item.der.length;
  if (!isLarge(size)) return { value: comparisonColumns(comparePaths(a.structure, b.structure)) };
  const { lanes } = await import('../shared/supervised.ts');
  const plain = ({ item: { kind, der } }: Side) => ({ kind, der });
  return lanes.inspecting.join({ kind: 'compare', name: a.item.label }, (tasks) =>
    tasks.compare(plain(a), plain(b)),
  );
}
