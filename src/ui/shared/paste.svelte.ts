import { certificatesOf, withoutCertificates } from '../../sim/givenCertificates.ts';
import type { Problem } from '../../decision.ts';
import type { GivenInput } from '../../worker/readGiven.ts';
import type { InputItem, InputProblem, InputReport } from '../../x509/readInput.ts';
import type { ConfigurationNote } from '../stage/openConfiguration.ts';
import type { HelloNote } from '../stage/openHello.ts';
import { detached, forgetLastSubject } from '../../text/detached.ts';
import { attempt } from './fault.ts';
import { forgetSecrets } from './forgetting.ts';
import { frameAfterPaint } from './frameAfterPaint.ts';
import { texts } from './i18n.svelte.ts';
import { isLarge, sizeLimit } from './largeInput.ts';
import type { GivenReading } from './readInWorker.ts';
import { loadOnce } from './loadOnce.ts';
import { isReadNowhere, laidAside, nothing, type Content, type Opened } from './pasteContent.ts';
import { route } from './route.svelte.ts';
import { withoutRanges } from './withoutRanges.ts';

const loadReader = loadOnce(() => import('../../x509/readInput.ts'));
const loadRecogniser = loadOnce(() => import('../../x509/privateMaterial.ts'));
const loadWorkerReader = loadOnce(() => import('./readInWorker.ts'));
const loadLanes = loadOnce(() => import('./supervised.ts'));
const loadStage = loadOnce(async () => ({
  ...(await import('../stage/openConfiguration.ts')),
  ...(await import('../stage/openHello.ts')),
}));

type Origin = Pick<Content, 'text' | 'file'>;

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
  /** What stopped an input from being read, and how to try again. */
  fault = $state.raw<{ problem: Problem; again: (() => void) | null } | null>(null);
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
      return this.#read({ text }, { text: '', file });
    }
    const isBlank = text.trim() === '';
    this.#content = isBlank ? { ...nothing, text } : { ...nothing, report: this.#content.report };
    if (isBlank) this.cancel();
    else await this.#read({ text }, { text, file: null });
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
    const name = files.length === 1 ? first.name : texts.current.shell.files(files.length);
    await this.#read({ files }, { text: '', file: { name, size, isPasted: false } });
  }

  /** Opens the PKCS#12 at `index` of the items; what is in it is added to them. */
  async unlock(index: number, password: string): Promise<void> {
    const { report } = this.#content;
    if (!report) return;
    const isCurrent = this.#newTurn();
    this.fault = null;
    const asked = await attempt('', async () => {
      const { unlockInWorker } = await loadWorkerReader();
      return unlockInWorker(report, index, password);
    });
    const answer = 'problem' in asked ? asked : asked.value;
    if (!isCurrent() || answer === null) return;
    if ('problem' in answer) this.fault = { problem: answer.problem, again: null };
    else this.#content = { ...this.#content, report: answer.value, closed: this.#content.closed ?? report };
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
      void this.#settleAfter(this.#read({ files: before.again }, { text: '', file: before.file }));
    else if (isUnread) void this.type(before.text);
    else {
      this.#content = before;
      this.#settle();
    }
  }

  /** Gives up reading. */
  cancel(): void {
    this.#turn++;
    this.fault = null;
    this.keyDropped = false;
    this.#endLargeWork();
  }

  /** Whether nothing newer was pasted since. */
  #newTurn(): () => boolean {
    const turn = ++this.#turn;
    return () => turn === this.#turn;
  }

  #endLargeWork(): void {
    const wasBusy = this.busy;
    this.busy = false;
    if (!wasBusy) return;
    const turn = this.#turn;
    void loadLanes().then(({ lanes }) => {
      if (turn === this.#turn) lanes.reading.end();
    });
  }

  /** Reads what was given; whatever comes of it, it ends. */
  async #read(input: GivenInput, origin: Origin): Promise<void> {
    const isCurrent = this.#newTurn();
    this.keyDropped = false;
    this.fault = null;
    const again = () => void this.#read(input, origin);
    if (origin.file && origin.file.size > sizeLimit) {
      this.#fail(tooLarge(origin.file.size), null);
      return;
    }
    this.busy = true;
    const came = await attempt(origin.file?.name ?? '', () => this.#take(input, origin, isCurrent));
    if (!isCurrent()) return;
    this.busy = false;
    if ('problem' in came) this.#fail(came.problem, again);
    else if (came.value) this.#fail(came.value, again);
  }

  #fail(problem: Problem, again: (() => void) | null): void {
    this.busy = false;
    this.fault = { problem, again };
  }

  /** A configuration, a capture, a hello go to the stage; everything else is shown as items. null: nothing is wrong. */
  async #take(input: GivenInput, origin: Origin, isCurrent: () => boolean): Promise<Problem | null> {
    if ('text' in input && origin.file === null && isOnlyCertificates(input.text)) {
      await this.#readHere(input.text, origin, isCurrent);
      return null;
    }
    const [{ readInWorker }] = await Promise.all([
      loadWorkerReader(),
      texts.need('notes', 'inspection', 'rules'),
    ]);
    if (!isCurrent()) return null; // what is asked for last has to be what was given last
    const answer = await readInWorker(input, origin.file?.name ?? '');
    if (answer === null || !isCurrent()) return null;
    return 'problem' in answer ? answer.problem : this.#takeRead(answer.value, input, origin, isCurrent);
  }

  /** Certificates alone, and few of them, are read at once. */
  async #readHere(text: string, origin: Origin, isCurrent: () => boolean): Promise<void> {
    const [{ readInput }] = await Promise.all([loadReader(), texts.need('inspection')]);
    const report = await readInput(text);
    if (!isCurrent()) return;
    this.#content = { ...nothing, ...origin };
    this.#show(report);
  }

  async #takeRead(
    read: GivenReading,
    input: GivenInput,
    origin: Origin,
    isCurrent: () => boolean,
  ): Promise<Problem | null> {
    if (read.outcome === 'items') {
      const { report, passedOver } = read;
      const isKeptOut = origin.file !== null && isLarge(origin.file.size);
      const again = isKeptOut && 'files' in input ? input.files : null;
      this.#content = { ...nothing, ...origin, passedOver, again };
      this.#show(report);
      if (isKeptOut && report.text !== null && 'text' in input) void this.#putAway(report.text, isCurrent);
      return null;
    }
    const { openOnStage, openHello } = await loadStage();
    if (read.outcome !== 'configuration') {
      const [hello, text] = await Promise.all([openHello(read), withoutKeys(origin.text)]);
      if (isCurrent()) this.#content = { ...nothing, file: origin.file, text, hello };
      return null;
    }
    const { report } = read;
    const [opened, text] = await Promise.all([openOnStage(read), withoutKeys(origin.text)]);
    if (!isCurrent()) return null;
    if ('problem' in opened) return opened.problem;
    this.#content = { ...nothing, file: origin.file, text, report, configuration: opened.value };
    return null;
  }

  /** Once it is seen, `text` (without private keys) is kept out of the page's memory for when it is wanted back. */
  async #putAway(text: string, isCurrent: () => boolean): Promise<void> {
    await frameAfterPaint();
    const { lanes } = await loadLanes();
    if (!isCurrent()) return;
    const answer = await lanes.inspecting.join({ kind: 'read', name: '' }, (tasks) => tasks.putAway(text));
    if (answer && 'value' in answer && isCurrent())
      this.#content = { ...this.#content, again: [answer.value] };
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

const isOnlyCertificates = (text: string): boolean =>
  certificatesOf(text) !== '' && withoutCertificates(text).trim() === '';

const tooLarge = (size: number): Problem => ({
  code: 'too-large',
  severity: 'fatal',
  params: { size },
  source: null,
});

export const paste = new Paste();
