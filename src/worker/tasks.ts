/**
 * What the page may ask of the worker. A task is a function here: its arguments are copied over, so is its result,
 * unless `moved` hands over the buffers. To add one, write it where it belongs (it knows nothing of workers), name
 * it in `tasks`, and ask for it by a lane of `ui/shared/supervised.ts`. Nothing is kept between two tasks.
 */
import { transfer } from 'comlink';
import { scan } from '../asn1/scan.ts';
import type { KeyRing } from '../sim/keyRing.ts';
import type { Scenario } from '../sim/scenario.ts';
import type { Trace } from '../sim/trace.ts';
import { forgetLastSubject } from '../text/detached.ts';
import { comparePaths } from '../x509/comparePaths.ts';
import { comparisonColumns, type ComparisonColumns } from '../x509/comparisonColumns.ts';
import { reportWithViews } from '../x509/inputItem.ts';
import type { PlainReport } from '../x509/inputReport.ts';
import type { DerivationProgress } from '../x509/keyDerivation.ts';
import { openWithPassword } from '../x509/readInput.ts';
import { expandItem, structureOf, type StructuredItem } from '../x509/structure.ts';
import type { ComparisonAnswer, ComparisonRequest } from './compareServers.ts';
import { buffersOf, packExpanded, packReport, type PackedExpanded, type PackedReport } from './packed.ts';
import { readGiven, type Progress, type ReadGiven } from './readGiven.ts';

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

/** `readGiven`, its columns moved. */
async function read(...given: Parameters<typeof readGiven>): Promise<{ read: ReadGiven }> {
  const read = await readGiven(...given);
  forgetLastSubject();
  return moved({ read });
}

/** `openWithPassword`, its octets moved. */
async function unlock(
  report: PlainReport,
  index: number,
  password: string,
  progress: Progress,
): Promise<PackedReport> {
  const opened = await openWithPassword(reportWithViews(report), index, password, derived(progress));
  forgetLastSubject();
  return moved(packReport(opened));
}

/** Deriving keys from a password is what takes its time. */
const derived =
  (progress: Progress): DerivationProgress =>
  (done, asked) => {
    progress(done / asked);
  };

/** The scenario's trace. Loaded when it is first wanted, as it is by the page. */
async function play(scenario: Scenario, keys: KeyRing): Promise<Trace> {
  const { simulate } = await import('../sim/simulate.ts');
  return simulate(scenario, keys);
}

/** The private keys in a file. */
async function keysIn(file: Uint8Array, password: string, progress: Progress): Promise<KeyRing> {
  const keyRing = await import('../sim/keyRing.ts');
  return keyRing.keysIn(file, password, derived(progress));
}

/** `compareServers`, loaded when it is first wanted. */
async function compareAll(request: ComparisonRequest, progress: Progress): Promise<ComparisonAnswer> {
  const { compareServers } = await import('./compareServers.ts');
  return compareServers(request, progress);
}

/** A text out of the page's memory, for when it is wanted back. */
const putAway = (text: string): File => new File([text], '');

export const tasks = {
  read,
  unlock,
  expand,
  compare,
  putAway,
  play,
  keysIn,
  compareServers: compareAll,
};
export type Tasks = typeof tasks;
