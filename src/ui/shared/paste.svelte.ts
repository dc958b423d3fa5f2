import type { InputItem, InputProblem, InputReport } from '../../x509/readInput.ts';
import { texts } from './i18n.svelte.ts';
import { route } from './route.svelte.ts';

/** Text above this never goes into a text area: setting 12 MB there blocks the page for ten seconds. */
const boxLimit = 64 * 1024;
/** Memory, not patience: the scanner's table needs a multiple of the input. */
export const sizeLimit = 64 * 1024 * 1024;

type Opened = { name: string; size: number };
type Content = { text: string; file: Opened | null; report: InputReport | null };
const nothing: Content = { text: '', file: null, report: null };

/** What stopped a file from being read at all. */
export type FileFault = { kind: 'too-large'; size: number } | { kind: 'unreadable' };

/** What was pasted or opened, and what was found in it. One for the whole page; it never leaves it. */
class Paste {
  #content = $state.raw<Content>(nothing);
  #before = $state.raw<Content | null>(null);
  #turn = 0;
  busy = $state(false);
  fault = $state.raw<FileFault | null>(null);
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
  get canUndo(): boolean {
    return this.#before !== null;
  }
  get isEmpty(): boolean {
    return this.#content.text === '' && this.#content.file === null;
  }

  /** Takes what stands in the box now. */
  async type(text: string): Promise<void> {
    if (text.length > boxLimit) return this.open(new File([text], 'pasted.txt'));
    this.#content = { text, file: null, report: text.trim() === '' ? null : this.#content.report };
    this.fault = null;
    this.keyDropped = false;
    if (text.trim() !== '') await this.#read(text, { text, file: null });
  }

  /** Reads a file that was chosen or dropped. */
  async open(file: File): Promise<void> {
    this.fault = null;
    this.keyDropped = false;
    if (file.size > sizeLimit) {
      this.fault = { kind: 'too-large', size: file.size };
      return;
    }
    this.busy = true;
    const bytes = await file.arrayBuffer().then(
      (buffer) => new Uint8Array(buffer),
      () => null,
    );
    this.busy = false;
    if (!bytes) {
      this.fault = { kind: 'unreadable' };
      return;
    }
    await this.#read(bytes, { text: '', file: { name: file.name, size: file.size } });
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

  async #read(input: string | Uint8Array, origin: Omit<Content, 'report'>): Promise<void> {
    const turn = ++this.#turn;
    this.busy = true;
    const [{ readInput }] = await Promise.all([import('../../x509/readInput.ts'), texts.need('inspection')]);
    const report = await readInput(input);
    if (turn !== this.#turn) return; // something newer was pasted meanwhile
    this.busy = false;
    const keys = report.items.filter((item) => item.kind === 'private-key');
    this.keyDropped = keys.length > 0;
    const text = keys.length > 0 ? withoutRanges(origin.text, keys) : origin.text;
    this.#content = { ...origin, text, report };
    if (report.items.some((item) => item.kind !== 'private-key')) route.open('inspect');
  }
}

function withoutRanges(text: string, items: readonly InputItem[]): string {
  const cuts = items.map(({ range }) => range).sort((a, b) => b.start - a.start);
  return cuts.reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text).trim();
}

export const paste = new Paste();
