import { certificatesOf, withoutCertificates } from '../../sim/givenCertificates.ts';
import type { CaptureReading } from '../../capture/read/readCapture.ts';
import type { OpenedFiles } from '../../worker/openFiles.ts';
import type { LargeInput } from '../../worker/readLarge.ts';
import type { InputItem, InputProblem, InputReport } from '../../x509/readInput.ts';
import type { ConfigurationNote } from '../stage/openConfiguration.ts';
import type { HelloNote } from '../stage/openHello.ts';
import { detached, forgetLastSubject } from '../../text/detached.ts';
import { forgetSecrets } from './forgetting.ts';
import { frameAfterPaint } from './frameAfterPaint.ts';
import { texts } from './i18n.svelte.ts';
import { isLarge, sizeLimit } from './largeInput.ts';
import { loadOnce } from './loadOnce.ts';
import { isReadNowhere, laidAside, nothing, type Content, type Opened } from './pasteContent.ts';
import { route } from './route.svelte.ts';
import { withoutRanges } from './withoutRanges.ts';

const loadReader = loadOnce(() => import('../../x509/readInput.ts'));
const loadRecogniser = loadOnce(() => import('../../x509/privateMaterial.ts'));
const loadWorkerReader = loadOnce(() => import('./readInWorker.ts'));

/** What stopped an input from being read at all. `too-much`: it needs more memory than there is. */
export type FileFault = { kind: 'too-large'; size: number } | { kind: 'unreadable' | 'too-much' };

/** What was pasted or opened, and what was found in it. One for the whole page; it never leaves it. */
class Paste {
  #content = $state.raw<Content>(nothing);
  #before = $state.raw<Content | null>(null);
  #turn = 0;
  /** What stands in the box and is being read. It is not kept as it is: there may be a key in it. */
  #unread = $state.raw<string | null>(null);
  /** Counts up when the box is to show `text`, whatever stands in it. */
  settled = $state(0);
  busy = $state(false);
  /** How much of a large input is read, 0 to 1; null when none is being read. */
  progress = $state<number | null>(null);
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
  get isPasted(): boolean {
    return this.#content.file?.isPasted ?? true;
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
    return this.#content.text === '' && this.#content.file === null && this.#unread === null;
  }

  /** Nothing was given, or it has not been read yet. */
  get isUnread(): boolean {
    return isReadNowhere(this.#content);
  }

  /** Takes what stands in the box now. */
  async type(text: string): Promise<void> {
    this.#unread = text;
    try {
      await this.#takeText(text);
    } finally {
      if (this.#unread === text) this.#settle();
    }
  }

  async #takeText(text: string): Promise<void> {
    if (isLarge(text.length)) {
      const file = { name: texts.current.shell.pastedText, size: text.length, isPasted: true };
      return this.#openLarge({ text }, file);
    }
    const isBlank = text.trim() === '';
    this.#content = isBlank ? { ...nothing, text } : { ...nothing, report: this.#content.report };
    this.fault = null;
    this.keyDropped = false;
    if (isBlank) {
      this.cancel();
      return;
    }
    const origin = { text, file: null };
    const certificates = certificatesOf(text);
    const given = [{ path: '', text: withoutCertificates(text) }];
    const isNothingElse = given[0]?.text.trim() === '';
    if (certificates !== '') given.push({ path: 'pasted.pem', text: certificates });
    const opened = { given, input: text, passedOver: [] };
    if (isNothingElse) await this.#read(opened, origin, this.#newTurn());
    else await this.#take(opened, origin);
  }

  /** What was in the box is read, or gave way: what is kept of it is shown there. */
  #settle(): void {
    this.#unread = null;
    this.settled++;
    forgetLastSubject();
  }

  get #isTyping(): boolean {
    return this.#unread !== null;
  }

  /** Afterwards the box shows what came of `reading`, unless something is being typed into it. */
  async #settleAfter(reading: Promise<void>): Promise<void> {
    this.#unread = null;
    try {
      await reading;
    } finally {
      if (!this.#isTyping) this.#settle();
    }
  }

  /** Reads files that were chosen or dropped together. */
  async open(files: readonly File[]): Promise<void> {
    const [first] = files;
    if (!first) return;
    await this.#settleAfter(this.#openFiles(files, first));
  }

  async #openFiles(files: readonly File[], first: File): Promise<void> {
    const size = files.reduce((sum, file) => sum + file.size, 0);
    await texts.need('notes');
    const name = files.length === 1 ? first.name : texts.current.configuration.files(files.length);
    const file = { name, size, isPasted: false };
    if (isLarge(size)) return this.#openLarge({ files }, file);
    this.fault = null;
    this.keyDropped = false;
    this.busy = true;
    const { readFiles } = await import('../../worker/openFiles.ts');
    const opened = await readFiles(files);
    this.busy = false;
    if (opened) await this.#take(opened, { text: '', file });
    else this.fault = { kind: 'unreadable' };
  }

  /** Opens the PKCS#12 at `index` of the items; what is in it is added to them. */
  async unlock(index: number, password: string): Promise<void> {
    const { report } = this.#content;
    if (!report) return;
    const isCurrent = () => this.#content.report === report;
    const { openWithPassword } = await loadReader();
    const opened = await openWithPassword(report, index, password);
    if (isCurrent())
      this.#content = { ...this.#content, report: opened, closed: this.#content.closed ?? report };
    forgetLastSubject();
  }

  /** Keys and passwords go for good; all else can be brought back. */
  clear(): void {
    this.#turn++;
    if (!this.isEmpty) this.#before = laidAside(this.#content);
    if (this.#unread !== null) void this.#layAside(this.#unread);
    this.#content = nothing;
    this.fault = null;
    this.keyDropped = false;
    this.#endLargeWork();
    this.#settle();
    forgetSecrets();
  }

  /** A text that was not read yet is kept without what is private in it. */
  async #layAside(unread: string): Promise<void> {
    const before = { ...nothing };
    this.#before = before;
    const text = await withoutKeys(unread);
    if (this.#before === before) this.#before = { ...nothing, text };
  }

  undo(): void {
    if (!this.#before) return;
    const now = laidAside(this.#content);
    const before = this.#before;
    const isUnread = before.text !== '' && isReadNowhere(before);
    this.#before = now === nothing ? null : now;
    this.cancel();
    if (before.again && before.file)
      void this.#settleAfter(this.#openLarge({ files: before.again }, before.file));
    else if (isUnread) void this.type(before.text);
    else {
      this.#content = before;
      this.#settle();
    }
  }

  /** Gives up reading a large input. */
  cancel(): void {
    this.#turn++;
    this.#endLargeWork();
  }

  /** Whether nothing newer was pasted since. */
  #newTurn(): () => boolean {
    const turn = ++this.#turn;
    return () => turn === this.#turn;
  }

  #endLargeWork(): void {
    this.busy = false;
    this.progress = null;
    void import('./largeWork.ts').then(({ endWork }) => {
      if (this.progress === null) endWork();
    });
  }

  /** Reads a large input in the worker. */
  async #openLarge(input: LargeInput, file: Opened): Promise<void> {
    this.keyDropped = false;
    this.fault = file.size > sizeLimit ? { kind: 'too-large', size: file.size } : null;
    if (this.fault) return;
    const isCurrent = this.#newTurn();
    this.busy = true;
    this.progress = 0;
    const [{ readInWorker }] = await Promise.all([loadWorkerReader(), texts.need('notes', 'inspection')]);
    const read = await readInWorker(input, (share) => {
      if (isCurrent()) this.progress = share;
    });
    if (!isCurrent()) return;
    this.busy = false;
    this.progress = null;
    if (read.outcome === 'items') {
      const { report, passedOver } = read;
      this.#content = { ...nothing, file, passedOver, again: 'files' in input ? input.files : null };
      this.#show(report);
      if (report.text !== null && 'text' in input) await this.#putAway(report.text, isCurrent);
    } else if (read.outcome === 'capture') {
      await this.#take({ given: [], input: '', passedOver: [] }, { text: '', file }, read.reading);
    } else if (read.outcome === 'configuration') {
      await this.#take({ given: read.given, input: '', passedOver: [] }, { text: '', file });
    } else {
      this.fault = { kind: read.outcome };
    }
  }

  /** Once it is seen, `text` (without private keys) is kept out of the page's memory for when it is wanted back. */
  async #putAway(text: string, isCurrent: () => boolean): Promise<void> {
    await frameAfterPaint();
    const { inWorker } = await import('./largeWork.ts');
    const file = isCurrent() ? await inWorker((tasks) => tasks.putAway(text)) : null;
    if (file && isCurrent()) this.#content = { ...this.#content, again: [file] };
  }

  /** A configuration, a capture, a hello go to the stage; everything else is read for what can be inspected. */
  async #take(
    opened: OpenedFiles,
    origin: Pick<Content, 'text' | 'file'>,
    capture?: CaptureReading,
  ): Promise<void> {
    const isCurrent = this.#newTurn();
    this.busy = true;
    const [{ openOnStage }, { openHello }] = await Promise.all([
      import('../stage/openConfiguration.ts'),
      import('../stage/openHello.ts'),
      texts.need('notes', 'rules'),
    ]);
    const hello = await openHello(capture ?? opened.input, isCurrent);
    if (!isCurrent()) return; // something newer was pasted meanwhile
    if (hello) {
      const text = await withoutKeys(origin.text);
      if (!isCurrent()) return;
      this.busy = false;
      this.#content = { ...nothing, file: origin.file, text, hello };
      return;
    }
    const configuration = await openOnStage(opened.given, isCurrent);
    if (!isCurrent()) return;
    if (!configuration) {
      await this.#read(opened, origin, isCurrent);
      return;
    }
    const { readInput } = await loadReader();
    const pem = opened.given.map(({ text }) => certificatesOf(text)).join('');
    const report = pem === '' ? null : await readInput(pem);
    const text = await withoutKeys(origin.text);
    if (!isCurrent()) return;
    this.busy = false;
    this.#content = { ...nothing, file: origin.file, text, report, configuration };
  }

  async #read(
    { input, passedOver }: OpenedFiles,
    origin: Pick<Content, 'text' | 'file'>,
    isCurrent: () => boolean,
  ): Promise<void> {
    const [{ readInput }] = await Promise.all([loadReader(), texts.need('inspection')]);
    const report = await readInput(input);
    if (!isCurrent()) return;
    this.busy = false;
    this.#content = { ...nothing, ...origin, passedOver };
    this.#show(report);
  }

  #show(report: InputReport): void {
    const sealed = report.items.filter(
      (item) => item.kind === 'private-key' && item.encrypted && item.container === null,
    );
    this.keyDropped = report.hidden.length > sealed.length;
    const { text } = this.#content;
    const shown = report.hidden.length === 0 ? text : detached(withoutRanges(text, report.hidden));
    this.#content = { ...this.#content, text: shown, report };
    if (report.items.some((item) => item.kind !== 'private-key' || item.encrypted))
      route.open('inspect', this.link);
  }
}

async function withoutKeys(text: string): Promise<string> {
  if (text === '') return text;
  const { withoutPrivateMaterial } = await loadRecogniser();
  const { text: rest, hadKey } = withoutPrivateMaterial(text);
  return hadKey ? detached(rest) : text;
}

export const paste = new Paste();
