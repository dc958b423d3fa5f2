/** Whatever was pasted or opened -> items in order, and what was wrong with it. */
import { asyncFloor, type Problem } from '../decision.ts';
import { openContainers, openKeyItem, openPkcs12Item, type GivenPassword } from './containers.ts';
import { elementLength } from './derExtent.ts';
import { addDer } from './derItems.ts';
import { startsLikeAsn1 } from './derKind.ts';
import { findPublicKeys } from './keyMatches.ts';
import type { DerivationProgress } from './keyDerivation.ts';
import { InputCollector } from './inputCollector.ts';
import { longestInput } from './inputLimit.ts';
import type { InputReport } from './inputReport.ts';
import { decodeText } from './inputText.ts';
import { binaryLooksLike } from './looksLike.ts';
import { merged, privateRanges } from './privateMaterial.ts';
import { readText } from './textInput.ts';
import type { CharRange } from './textMap.ts';
import { addPlaces } from './textPlaces.ts';

export type {
  CertificateItem,
  InputItem,
  InputProblem,
  InputProblemCode,
  InputReport,
  OtherItem,
  PlainReport,
  PrivateKeyItem,
  TextPlace,
} from './inputReport.ts';
export type { CharRange } from './textMap.ts';

/**
 * Reads certificates and their relatives out of PEM (as sloppy as it comes), DER, base64 or hexadecimal without armour
 * (dumps too), data: URIs and Kubernetes secrets, as a string or as the octets of a file in UTF-8 or UTF-16. Never
 * throws: what cannot be read is a problem with its place. No byte of a private key is kept. `password` opens a
 * PKCS#12. What is longer than `longestInput` is not read.
 */
export async function readInput(
  input: string | Uint8Array,
  options: GivenPassword = {},
): Promise<InputReport> {
  const found = new InputCollector();
  if (input.length > longestInput) {
    found.report('input-too-large', { params: { length: input.length, limit: longestInput } });
    return { items: [], problems: found.problems, text: null, hidden: [] };
  }
  return asyncFloor(
    'input',
    () => readAll(input, options, found),
    (problem) => stoppedReport(input, found, problem),
  );
}

async function readAll(
  input: string | Uint8Array,
  options: GivenPassword,
  found: InputCollector,
): Promise<InputReport> {
  const text = typeof input === 'string' ? input : isDer(input) ? null : decodeText(input);
  if (text !== null) readText(text, found);
  else if (typeof input !== 'string') readDer(input, found);
  await openContainers(found, options);
  await findPublicKeys(found);
  if (text !== null) addPlaces(text, found);
  const hidden = hiddenRanges(text, found);
  const shown = text === null ? null : withoutKeys(text, hidden);
  return { items: found.items, problems: found.problems, text: shown, hidden };
}

/** What was found before a defect stopped the reading. Keys may stand in what was not read: no text is shown. */
function stoppedReport(input: string | Uint8Array, found: InputCollector, { params }: Problem): InputReport {
  found.takeSecrets();
  found.report('stopped', { params });
  const hidden = [{ start: 0, end: input.length }];
  const text = typeof input === 'string' ? withoutKeys(input, hidden) : null;
  return { items: found.items, problems: found.problems, text, hidden };
}

/** A SEQUENCE whose length octets, read as DER, fit: no text begins so and goes on with these tags. */
function isDer(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x30 || bytes.length < 4) return false;
  const second = bytes[1] ?? 0;
  return second >= 0x80 || second + 2 === bytes.length || (bytes[2] ?? 0x20) < 0x09;
}

/** What begins as our structures do, however it goes on; or one element of any type that is the whole input. */
function readDer(bytes: Uint8Array, found: InputCollector): void {
  if (startsLikeAsn1(bytes) || elementLength(bytes, 0) === bytes.length)
    addDer(bytes, (part) => part, null, found);
  else found.report(binaryLooksLike(bytes));
}

/**
 * Private keys, and what else must not be shown, by where they begin. A PKCS#12 is shown: its keys are opened by a
 * password only, and those that are not are in `found.hidden`.
 */
function hiddenRanges(text: string | null, { items, hidden }: InputCollector): CharRange[] {
  const keys = items.filter(({ kind, container }) => kind === 'private-key' && container === null);
  const ranges = text === null ? keys.map(({ range }) => range) : privateRanges(text, { items });
  const sealed = items.filter(({ kind, container }) => kind === 'pkcs12' && container === null);
  const isSealed = (range: CharRange): boolean =>
    sealed.some((item) => range.start >= item.range.start && range.end <= item.range.end);
  return merged([...ranges.filter((range) => !isSealed(range)), ...hidden]);
}

/** Same length, so that every range stays right; the page can show the text without showing a key. */
function withoutKeys(text: string, hidden: readonly CharRange[]): string {
  let shown = '';
  let from = 0;
  for (const { start, end } of hidden) {
    if (end <= from) continue;
    shown += text.slice(from, start) + text.slice(Math.max(from, start), end).replace(/[^\r\n]/g, '*');
    from = end;
  }
  return from === 0 ? text : shown + text.slice(from);
}

/**
 * The report with the PKCS#12 or the encrypted private key at `index` opened under another password: what is in it
 * becomes items behind the others (of a key no more than what is public), and what was said of its password before is
 * taken back. Never throws; where a defect stops it, the report is the one given, with that problem.
 */
export async function openWithPassword(
  report: InputReport,
  index: number,
  password: string,
  progress?: DerivationProgress,
): Promise<InputReport> {
  return asyncFloor(
    report.items[index]?.label ?? '',
    () => openItem(report, index, { password, ...(progress && { progress }) }),
    ({ params }) => ({
      ...report,
      problems: [
        ...report.problems,
        { code: 'stopped', severity: 'error', params, range: null, place: null, item: index },
      ],
    }),
  );
}

async function openItem(report: InputReport, index: number, given: GivenPassword): Promise<InputReport> {
  const found = new InputCollector();
  for (const item of report.items) found.add(item);
  for (const problem of report.problems) {
    if (problem.item !== index || !/^(pkcs12|key)-/.test(problem.code)) found.problems.push(problem);
  }
  await openPkcs12Item(index, given, found);
  await openKeyItem(index, given, found);
  await findPublicKeys(found);
  if (report.text !== null) addPlaces(report.text, found);
  return { ...report, items: found.items, problems: found.problems };
}
