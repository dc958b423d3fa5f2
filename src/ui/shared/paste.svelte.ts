import type { GivenFile } from '../../sim/configuration.ts';
import type { ByteRange } from '../../bytes/range.ts';
import { certificatesOf, withoutCertificates, withoutPrivateKeys } from '../../sim/givenCertificates.ts';
import type { InputItem, InputProblem, InputReport } from '../../x509/readInput.ts';
import type { ConfigurationNote } from '../stage/openConfiguration.ts';
import type { HelloNote } from '../stage/openHello.ts';
import { texts } from './i18n.svelte.ts';
import { route } from './route.svelte.ts';

/** Text above this never goes into a text area: setting 12 MB there blocks the page for ten seconds. */
const boxLimit = 64 * 1024;
/** Memory, not patience: the scanner's table needs a multiple of the input. */
export const sizeLimit = 64 * 1024 * 1024;

type Opened = { name: string; size: number };
type Content = {
  text: string;
  file: Opened | null;
  report: InputReport | null;
  /** What was opened was a server's configuration. */
  configuration: ConfigurationNote | null;
  /** What was opened was a capture, or a ClientHello. */
  hello: HelloNote | null;
  /** Files among several in which nothing could be shown. */
  passedOver: readonly string[];
};
const nothing: Content = {
  text: '',
  file: null,
  report: null,
  configuration: null,
  hello: null,
  passedOver: [],
};

/** What stopped a file from being read at all. */
export type FileFault = { kind: 'too-large'; size: number } | { kind: 'unreadable' };

/** What was pasted or opened, and what was found in it. One for the whole page; it never leaves it. */
class Paste {
  #content = $state.raw<Content>(nothing);
  #before = $state.raw<Content | null>(null);
  #turn = 0;
  busy = $state(false);
  fault = $state.raw<FileFault | null>(null);
  /** Where the caret was put in the text of the box; null when that has been seen to. */
  caret = $state<number | null>(null);
  /** The query of the link that is being opened; empty: nothing came by a link. */
  link = '';
  /** A private key was in the input: it was recognised, left out of the box and forgotten. */
  keyDropped = $state(false);

  get text(): string {
    return this.#content.text;
  }
  get file(): Opened | null {
    return this.#content.file;
  }
  get report(): InputReport | null {
    return this.#content.report;
  }
  get items(): readonly InputItem[] {
    return this.#content.report?.items ?? [];
  }
  get problems(): readonly InputProblem[] {
    return this.#content.report?.problems ?? [];
  }
  get configuration(): ConfigurationNote | null {
    return this.#content.configuration;
  }
  get hello(): HelloNote | null {
    return this.#content.hello;
  }
  get passedOver(): readonly string[] {
    return this.#content.passedOver;
  }
  get canUndo(): boolean {
    return this.#before !== null;
  }
  get isEmpty(): boolean {
    return this.#content.text === '' && this.#content.file === null;
  }

  /** Takes what stands in the box now. */
  async type(text: string): Promise<void> {
    if (text.length > boxLimit) return this.open([new File([text], 'pasted.txt')]);
    this.#content = { ...nothing, text, report: text.trim() === '' ? null : this.#content.report };
    this.fault = null;
    this.keyDropped = false;
    if (text.trim() === '') return;
    const certificates = certificatesOf(text);
    const given = [{ path: '', text: withoutCertificates(text) }];
    if (certificates !== '') given.push({ path: 'pasted.pem', text: certificates });
    await this.#take({ given, input: text, passedOver: [] }, { text, file: null });
  }

  /** Reads files that were chosen or dropped together. */
  async open(files: readonly File[]): Promise<void> {
    const [first] = files;
    if (!first) return;
    this.fault = null;
    this.keyDropped = false;
    const size = files.reduce((sum, file) => sum + file.size, 0);
    if (size > sizeLimit) {
      this.fault = { kind: 'too-large', size };
      return;
    }
    this.busy = true;
    const [{ readFiles }] = await Promise.all([import('./openFiles.ts'), texts.need('notes')]);
    const opened = await readFiles(files);
    this.busy = false;
    if (!opened) {
      this.fault = { kind: 'unreadable' };
      return;
    }
    const name = files.length === 1 ? first.name : texts.current.configuration.files(files.length);
    await this.#take(opened, { text: '', file: { name, size } });
  }

  /** Opens the PKCS#12 at `index` of the items; what is in it is added to them. */
  async unlock(index: number, password: string): Promise<void> {
    const { report } = this.#content;
    if (!report) return;
    const isCurrent = () => this.#content.report === report;
    const { openWithPassword } = await import('../../x509/readInput.ts');
    const opened = await openWithPassword(report, index, password);
    if (isCurrent()) this.#content = { ...this.#content, report: opened };
  }

  clear(): void {
    this.#turn++;
    if (!this.isEmpty) this.#before = this.#content;
    this.#content = nothing;
    this.fault = null;
    this.keyDropped = false;
  }

  undo(): void {
    if (!this.#before) return;
    const now = this.#content;
    this.#content = this.#before;
    this.#before = now === nothing ? null : now;
  }

  /** A configuration, a capture, a hello go to the stage; everything else is read for what can be inspected. */
  async #take(opened: OpenedFiles, origin: Pick<Content, 'text' | 'file'>): Promise<void> {
    const turn = ++this.#turn;
    const isCurrent = () => turn === this.#turn;
    this.busy = true;
    const [{ openOnStage }, { openHello }] = await Promise.all([
      import('../stage/openConfiguration.ts'),
      import('../stage/openHello.ts'),
      texts.need('notes', 'rules'),
    ]);
    const hello = await openHello(opened.input, isCurrent);
    if (!isCurrent()) return; // something newer was pasted meanwhile
    if (hello) {
      this.busy = false;
      this.#content = { ...nothing, ...origin, hello };
      return;
    }
    const configuration = await openOnStage(opened.given, isCurrent);
    if (!isCurrent()) return;
    if (!configuration) {
      await this.#read(opened, origin, isCurrent);
      return;
    }
    const { readInput } = await import('../../x509/readInput.ts');
    const pem = opened.given.map(({ text }) => certificatesOf(text)).join('');
    const report = pem === '' ? null : await readInput(pem);
    if (!isCurrent()) return;
    this.busy = false;
    const { text } = withoutPrivateKeys(origin.text);
    this.#content = { ...nothing, file: origin.file, text, report, configuration };
  }

  async #read(
    { input, passedOver }: OpenedFiles,
    origin: Pick<Content, 'text' | 'file'>,
    isCurrent: () => boolean,
  ): Promise<void> {
    const [{ readInput }] = await Promise.all([import('../../x509/readInput.ts'), texts.need('inspection')]);
    const report = await readInput(input);
    if (!isCurrent()) return;
    this.busy = false;
    this.keyDropped = report.hidden.length > 0;
    const text = withoutRanges(origin.text, report.hidden);
    this.#content = { ...nothing, ...origin, text, report, passedOver };
    if (report.items.some((item) => item.kind !== 'private-key')) route.open('inspect', this.link);
  }
}

/** `input`: what is inspected when `given` is no configuration, without `passedOver`. */
export type OpenedFiles = {
  given: readonly GivenFile[];
  input: string | Uint8Array;
  passedOver: readonly string[];
};

function withoutRanges(text: string, ranges: readonly ByteRange[]): string {
  if (ranges.length === 0 || text === '') return text;
  return ranges
    .toReversed()
    .reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text)
    .trim();
}

export const paste = new Paste();
