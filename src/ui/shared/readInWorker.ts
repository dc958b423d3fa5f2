import { proxy } from 'comlink';
import { unpackReport } from '../../worker/packed.ts';
import type { LargeInput, Progress, ReadLarge } from '../../worker/readLarge.ts';
import type { InputReport } from '../../x509/readInput.ts';
import { largeFrom } from './largeInput.ts';
import { inWorker } from './largeWork.ts';

/** As `ReadLarge`, unpacked. `too-much`: it needs more memory than there is. */
export type LargeReading =
  | Exclude<ReadLarge, { outcome: 'items' }>
  | { outcome: 'items'; report: InputReport; passedOver: readonly string[] }
  | { outcome: 'too-much' };

/** Reads a large input off the page's thread. */
export async function readInWorker(input: LargeInput, progress: Progress): Promise<LargeReading> {
  const answer = await inWorker((tasks) => tasks.readLarge(input, largeFrom, proxy(progress)));
  if (answer === null) return { outcome: 'too-much' };
  const { read } = answer;
  if (read.outcome !== 'items') return read;
  const { outcome, report, passedOver } = read;
  return { outcome, report: unpackReport(report), passedOver };
}
