import type { Problem } from '../../decision.ts';
import { forgetLastSubject } from '../../text/detached.ts';
import type { GivenInput } from '../../worker/readGiven.ts';
import type { InputItem, InputProblem, InputReport } from '../../x509/readInput.ts';
import { attempt } from './fault.ts';
import { forgetSecrets } from './forgetting.ts';
import { frameAfterPaint } from './frameAfterPaint.ts';
import { texts } from './i18n.svelte.ts';
import { isLarge, sizeLimit } from './largeInput.ts';
import { loadOnce } from './loadOnce.ts';
import { isReadNowhere, laidAside, nothing, type Content, type Opened } from './pasteContent.ts';
import { route } from './route.svelte.ts';
import type { Origin, Taken } from './takeGiven.ts';

const loadTaker = loadOnce(() => import('./takeGiven.ts'));
const loadUnlocker = loadOnce(() => import('./readInWorker.ts'));

/** What was pasted or opened, and what was found in it. One for the whole page; it never leaves it. */
class Paste {
  #content = $state.raw<Content>(nothing);
  #before = $state.raw<Content | null>(null);
  #turn = 0;
  /** What stands in the box and is being read. It is not kept as it is: there may be a key in it. */
  #unread = $state.raw<{ text: string } | null>(null);
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

  get content(): Content {
    return this.#content;
  }
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
    if (this.#unread?.text === text) return; // a browser tells of one text several times, once a line
    const unread = { text };
    this.#unread = unread;
    try {
      await this.#takeText(text);
    } finally {
      if (this.#unread === unread) await this.#keep(unread);
      if (this.#unread === unread) this.#settle();
    }
  }

  /** What could not be read, or was given up, stays in the box, without private keys. */
  async #keep(unread: { text: string }): Promise<void> {
    const { text } = unread;
    const { text: kept, file } = this.#content;
    if (kept !== '' || file !== null || text.trim() === '') return;
    const rest = await textOf(text);
    if (this.#unread !== unread) return;
    if ('value' in rest) this.#content = { ...nothing, text: rest.value };
    else this.#unread = null; // nothing can tell whether there is a key in it: the box is left as it is
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
    const size = files.reduce((sum, file) => sum + file.size, 0);
    const name = files.length === 1 ? first.name : texts.current.shell.files(files.length);
    const origin = { text: '', file: { name, size, isPasted: false } };
    await this.#settleAfter(this.#read({ files }, origin));
  }

  /** Opens the PKCS#12 at `index` of the items; what is in it is added to them. */
  async unlock(index: number, password: string): Promise<void> {
    const { report } = this.#content;
    if (!report) return;
    this.fault = null;
    const asked = await attempt('', async () => {
      const { unlockInWorker } = await loadUnlocker();
      return unlockInWorker(report, index, password);
    });
    forgetLastSubject();
    const answer = 'problem' in asked ? asked : asked.value;
    if (this.#content.report !== report || answer === null) return;
    if ('problem' in answer) this.fault = { problem: answer.problem, again: null };
    else this.#content = { ...this.#content, report: answer.value, closed: this.#content.closed ?? report };
  }

  /** Keys and passwords go for good; all else can be brought back. */
  clear(): void {
    this.#turn++;
    if (!this.isEmpty) this.#before = laidAside(this.#content);
    if (this.#unread !== null) void this.#layAside(this.#unread.text);
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
    const kept = await textOf(unread);
    if ('value' in kept && this.#before === before) this.#before = { ...nothing, text: kept.value };
  }

  undo(): void {
    if (!this.#before) return;
    const now = laidAside(this.#content);
    const before = this.#before;
    const isUnread = before.text !== '' && isReadNowhere(before);
    this.#before = now === nothing ? null : now;
    this.cancel();
    this.#unread = null;
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
    if (!this.busy) return;
    this.busy = false;
    const turn = this.#turn;
    void attempt('', async () => {
      const { giveUp } = await loadTaker();
      if (turn === this.#turn) giveUp();
    }); // where it cannot be loaded nothing is being read
  }

  /** Reads what was given; whatever comes of it, it ends, and what was given stays. */
  async #read(input: GivenInput, origin: Origin): Promise<void> {
    const isCurrent = this.#newTurn();
    this.keyDropped = false;
    this.fault = null;
    const size = origin.file?.size ?? 0;
    if (size > sizeLimit) {
      this.fault = { problem: tooLarge(size), again: null };
      return;
    }
    this.busy = true;
    const came = await attempt(origin.file?.name ?? '', async () =>
      (await loadTaker()).takeGiven(input, origin, isCurrent),
    );
    if (!isCurrent()) return;
    this.busy = false;
    const taken = 'problem' in came ? came : came.value;
    if (taken && 'value' in taken) await this.#put(taken.value, isCurrent);
    else if (taken) this.fault = { problem: taken.problem, again: () => void this.#readAgain(input, origin) };
  }

  /** From the box, where the text stands without its keys; as it was where nothing could take them out. */
  #readAgain(input: GivenInput, origin: Origin): Promise<void> {
    const isInBox = 'text' in input && origin.file === null;
    return isInBox ? this.type(this.text || input.text) : this.#settleAfter(this.#read(input, origin));
  }

  async #put(taken: Taken, isCurrent: () => boolean): Promise<void> {
    this.#content = taken.content;
    this.keyDropped = taken.keyDropped;
    if (taken.isInspected) route.open('inspect', this.link);
    if (!taken.putAway) return;
    await frameAfterPaint(); // it is seen first
    const file = isCurrent() ? await taken.putAway() : null;
    if (file && isCurrent()) this.#content = { ...this.#content, again: [file] };
  }
}

/** What the page keeps of a text. */
const textOf = (text: string) =>
  attempt('', async () => (text === '' ? text : (await loadTaker()).textWithoutKeys(text)));

const tooLarge = (size: number): Problem => ({
  code: 'too-large',
  severity: 'fatal',
  params: { size },
  source: null,
});

export const paste = new Paste();
