/** Whatever was pasted or opened -> what it is: hellos, a server's configuration, or items with their documents. */
import { readHello, readHelloText, type GivenHello } from '../capture/read/givenHello.ts';
import { isCapture, readCapture, type CaptureReading } from '../capture/read/readCapture.ts';
import { stopped, type Problem } from '../decision.ts';
import { openConfiguration, type OpenedConfiguration } from '../sim/configuration.ts';
import { certificatesOf, withoutCertificates } from '../sim/givenCertificates.ts';
import { hasConfiguration, longestConfiguration, type GivenFile } from '../sim/givenFiles.ts';
import { withoutPrivateMaterial } from '../x509/privateMaterial.ts';
import { readInput, type InputReport } from '../x509/readInput.ts';
import { expandItem } from '../x509/structure.ts';
import { readFiles, Unpackable, type OpenedFiles } from './openFiles.ts';
import { packReport, type PackedReport } from './packed.ts';

export type GivenInput = { files: readonly File[] } | { text: string };

/** A file of more characters than the page reads of one. */
export type TooLong = { path: string; length: number; limit: number };

/**
 * `opened` null: the configuration was too long, and nothing was opened. `unreadable`: a file could not be read. `unpackable`: it is an archive, and this browser cannot unpack any. `report`
 * beside a configuration: the certificates that came with it, null where there were none.
 */
export type ReadGiven =
  | { outcome: 'unreadable' }
  | { outcome: 'unpackable' }
  | { outcome: 'stopped'; problem: Problem }
  | { outcome: 'capture'; reading: CaptureReading }
  | { outcome: 'hello'; hello: GivenHello }
  | {
      outcome: 'configuration';
      opened: OpenedConfiguration | null;
      tooLong: readonly TooLong[];
      report: PackedReport | null;
    }
  | { outcome: 'items'; report: PackedReport; passedOver: readonly string[] };

/** How far it got, from 0 to 1. */
export type Progress = (share: number) => void;

/** Shares of the work at which its parts are done. */
const done = { opened: 0.2, recognised: 0.3, read: 0.6, expanded: 0.9 } as const;

/** `largeFrom`: of what size the tree of the first item is sent along. Never rejects. */
export async function readGiven(
  input: GivenInput,
  largeFrom: number,
  progress: Progress,
): Promise<ReadGiven> {
  try {
    return await readWhole(input, largeFrom, progress);
  } catch (error) {
    if (error instanceof Unpackable) return { outcome: 'unpackable' };
    const name = 'files' in input ? (input.files[0]?.name ?? '') : '';
    return { outcome: 'stopped', problem: stopped(name, error) };
  }
}

async function readWhole(input: GivenInput, largeFrom: number, progress: Progress): Promise<ReadGiven> {
  const opened = 'files' in input ? await readFiles(input.files) : openText(input.text);
  if (opened === null) return { outcome: 'unreadable' };
  progress(done.opened);
  if (typeof opened.input !== 'string' && isCapture(opened.input))
    return { outcome: 'capture', reading: readCapture(opened.input) };
  const hello = helloIn(opened.input);
  if (hello) return { outcome: 'hello', hello };
  const given = opened.given.filter((file) => !isTooLong(file));
  const configuration = await openConfiguration(given);
  if (configuration && 'stopped' in configuration)
    return { outcome: 'stopped', problem: configuration.stopped };
  progress(done.recognised);
  const tooLong = opened.given
    .filter(isTooLong)
    .map(({ path, text }) => ({ path: withoutPrivateMaterial(path).text, length: text.length, limit }));
  if (configuration || isTooLongConfiguration(opened))
    return { outcome: 'configuration', opened: configuration, tooLong, report: await pemIn(given) };
  const report = await readInput(opened.input);
  progress(done.read);
  expandFirst(report, largeFrom);
  progress(done.expanded);
  return { outcome: 'items', report: packReport(report), passedOver: opened.passedOver };
}

const limit = longestConfiguration;
const isTooLong = ({ text }: GivenFile): boolean => text.length > limit;

const isTooLongConfiguration = ({ given }: OpenedFiles): boolean =>
  given.some(isTooLong) && hasConfiguration(given.filter(({ text }) => certificatesOf(text) === ''));

/** Longer than any hello: what is looked at of other octets. */
const mostOfHello = 1 << 20;

function helloIn(input: string | Uint8Array): GivenHello | null {
  if (typeof input === 'string') return input.length <= mostOfHello ? readHelloText(input) : null;
  const start = input.subarray(0, mostOfHello);
  return readHello(start) ?? readHelloText(new TextDecoder('latin1').decode(start));
}

async function pemIn(given: OpenedFiles['given']): Promise<PackedReport | null> {
  const pem = given.map(({ text }) => certificatesOf(text)).join('');
  return pem === '' ? null : packReport(await readInput(pem));
}

function openText(text: string): OpenedFiles {
  const certificates = certificatesOf(text);
  const rest = withoutCertificates(text);
  const given = rest.trim() === '' ? [] : [{ path: '', text: rest }];
  if (certificates !== '') given.push({ path: 'pasted.pem', text: certificates });
  return { given, input: text, passedOver: [] };
}

/** The item that is looked at first goes along with its tree, so that the page need not ask again. */
function expandFirst({ items }: InputReport, largeFrom: number): void {
  const first = items.find((item) => item.kind !== 'private-key');
  if (first !== undefined && first.der.length > largeFrom) first.expanded = expandItem(first);
}
