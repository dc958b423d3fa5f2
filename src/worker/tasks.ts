/**
 * What the page may ask of the worker. A task is a function here: its arguments are copied over, so is its result,
 * unless `moved` hands over the buffers. To add one, write it where it belongs (it knows nothing of workers), name
 * it in `tasks`, and call it by `inWorker((tasks) => tasks.name(...))` in `ui/`. Nothing is kept between two tasks.
 */
import { transfer } from 'comlink';
import { scan } from '../asn1/scan.ts';
import { forgetLastSubject } from '../text/detached.ts';
import { comparePaths } from '../x509/comparePaths.ts';
import { comparisonColumns, type ComparisonColumns } from '../x509/comparisonColumns.ts';
import { expandItem, structureOf, type StructuredItem } from '../x509/structure.ts';
import { buffersOf, packExpanded, type PackedExpanded } from './packed.ts';
import { readLarge, type ReadLarge } from './readLarge.ts';

const moved = <T extends object>(result: T): T => transfer(result, buffersOf(result));

type Kind = StructuredItem['kind'];

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

/** `readLarge`, its columns moved. */
async function read(...given: Parameters<typeof readLarge>): Promise<{ read: ReadLarge }> {
  const read = await readLarge(...given);
  forgetLastSubject();
  return moved({ read });
}

/** A text out of the page's memory, for when it is wanted back. */
const putAway = (text: string): File => new File([text], '');

export const tasks = {
  readLarge: read,
  expand,
  compare,
  putAway,
};
export type Tasks = typeof tasks;
