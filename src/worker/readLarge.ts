/** A large input, from files or a pasted text to items with their documents; what `paste` does with a small one. */
import { isCapture, readCapture, type CaptureReading } from '../capture/read/readCapture.ts';
import { certificatesOf, withoutCertificates } from '../sim/givenCertificates.ts';
import { hasConfiguration, type GivenFile } from '../sim/givenFiles.ts';
import { withoutPrivateMaterial } from '../x509/privateMaterial.ts';
import { readInput, type InputReport } from '../x509/readInput.ts';
import { expandItem } from '../x509/structure.ts';
import { readFiles, type OpenedFiles } from './openFiles.ts';
import { packReport, type PackedReport } from './packed.ts';

export type LargeInput = { files: readonly File[] } | { text: string };

/** `configuration`: the files may be a server's; it and a capture are for the stage. */
export type ReadLarge =
  | { outcome: 'unreadable' }
  | { outcome: 'capture'; reading: CaptureReading }
  | { outcome: 'configuration'; given: readonly GivenFile[] }
  | { outcome: 'items'; report: PackedReport; passedOver: readonly string[] };

/** How far it got, from 0 to 1. */
export type Progress = (share: number) => void;

/** `largeFrom`: of what size the tree of the first item is sent along. */
export async function readLarge(
  input: LargeInput,
  largeFrom: number,
  progress: Progress,
): Promise<ReadLarge> {
  const opened = 'files' in input ? await readFiles(input.files) : openText(input.text);
  if (opened === null) return { outcome: 'unreadable' };
  progress(0.2);
  if (typeof opened.input !== 'string' && isCapture(opened.input))
    return { outcome: 'capture', reading: readCapture(opened.input) };
  const { passedOver } = opened;
  const isConfiguration = hasConfiguration(opened.given.filter(({ text }) => certificatesOf(text) === ''));
  if (isConfiguration) return { outcome: 'configuration', given: opened.given.map(withoutKeys) };
  const report = await readInput(opened.input);
  progress(0.6);
  expandFirst(report, largeFrom);
  progress(0.9);
  return { outcome: 'items', report: packReport(report), passedOver };
}

/** No private key leaves the worker. */
function withoutKeys({ path, text }: GivenFile): GivenFile {
  return { path, ...withoutPrivateMaterial(text) };
}

function openText(text: string): OpenedFiles {
  const certificates = certificatesOf(text);
  const given = [{ path: '', text: withoutCertificates(text) }];
  if (certificates !== '') given.push({ path: 'pasted.pem', text: certificates });
  return { given, input: text, passedOver: [] };
}

/** The item that is looked at first goes along with its tree, so that the page need not ask again. */
function expandFirst({ items }: InputReport, largeFrom: number): void {
  const first = items.find((item) => item.kind !== 'private-key');
  if (first !== undefined && first.der.length > largeFrom) first.expanded = expandItem(first);
}
