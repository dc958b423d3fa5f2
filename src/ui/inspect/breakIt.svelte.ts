import {
  notEdited,
  offsetNow,
  redoEdit,
  replaceBytes,
  undoEdit,
  withDigit,
  type EditedBytes,
} from '../../bytes/byteEdits.ts';
import type { Problem } from '../../decision.ts';
import { own } from '../../text/own.ts';
import { makeItem } from '../../x509/inputItem.ts';
import { OpenItem, type Selection, type StructuredItem } from './openItem.svelte.ts';
import { readStructure, readyStructure } from './structure.ts';

/** Keys with Ctrl or Cmd. */
const shortcuts: Record<string, 'undo' | 'redo'> = { z: 'undo', y: 'redo' };

/** Edited bytes that the worker reads; `byte`: where the cursor goes, unless `selection` was changed meanwhile. */
type Unread = { item: StructuredItem; byte: number; selection: Selection | null };

/**
 * A copy of an item whose bytes are edited; the item stays as it is. A large copy is read by the worker: the edits go
 * on meanwhile, and the view shows the version before until then.
 */
export class BreakIt {
  readonly original: OpenItem;
  /** What the view shows meanwhile. */
  readonly copy: OpenItem;
  #edited: EditedBytes;
  /** As the view shows them. */
  #shown: EditedBytes;
  #unread = $state.raw<Unread | null>(null);
  /** Why the last edits were taken back: they could not be read. */
  fault = $state.raw<Problem | null>(null);
  /** Which half of the byte at the cursor the next digit sets. */
  #half: { byte: number; half: 'high' | 'low' } = { byte: -1, half: 'high' };

  constructor(original: OpenItem) {
    this.original = original;
    this.#edited = $state.raw(notEdited(original.item.der));
    this.#shown = this.#edited;
    this.copy = new OpenItem(original.item, original.structure);
    this.copy.editor = this;
    this.copy.selectByte(original.selection?.byte ?? 0);
  }

  get edits(): number {
    return this.#edited.past.length;
  }
  get canRedo(): boolean {
    return this.#edited.future.length > 0;
  }
  /** Bytes more than in the original; below 0: fewer. */
  get growth(): number {
    return this.#edited.bytes.length - this.#edited.original.length;
  }
  /** Whether the view shows the version before. */
  get isReading(): boolean {
    return this.#unread !== null;
  }
  /** The byte at the cursor; null: the cursor is nowhere. */
  get octet(): number | null {
    return this.#edited.bytes[this.#cursor] ?? null;
  }

  /** Puts the cursor where the byte at `offset` of the original is now. */
  selectOriginal(offset: number): void {
    this.copy.selectByte(offsetNow(this.#edited, offset));
  }

  /** Puts `octet` in the place of the byte at the cursor, which then goes to `cursor`. */
  change(octet: number, cursor = this.#cursor): void {
    const start = this.#cursor;
    if (this.octet === null) return;
    const edited = replaceBytes(this.#edited, { start, end: start + 1 }, Uint8Array.of(octet));
    if (edited !== this.#edited) this.#take(edited, cursor);
    else if (this.#unread) this.#unread = { ...this.#unread, byte: cursor };
    else this.copy.selectByte(cursor);
  }

  deleteByte(): void {
    const start = this.#cursor;
    if (this.octet !== null)
      this.#take(replaceBytes(this.#edited, { start, end: start + 1 }, new Uint8Array()));
  }

  /** Deletes all of the selected node; the lengths around it stay as they are. */
  deleteNode(): void {
    const { structure, selection } = this.copy;
    if (this.isReading || !structure || !selection || selection.node < 0) return;
    const { start, end } = structure.document.node(selection.node);
    this.#take(replaceBytes(this.#edited, { start, end }, new Uint8Array()));
  }

  undo(): void {
    const { past } = this.#edited;
    this.#take(undoEdit(this.#edited), past.at(-1)?.at);
  }

  redo(): void {
    const { future } = this.#edited;
    this.#take(redoEdit(this.#edited), future.at(-1)?.at);
  }

  /** A key pressed in the byte grid; whether it was one of the editor's. */
  press({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
    if (ctrlKey || metaKey) {
      const action = own(shortcuts, key.toLowerCase());
      if (action) this[action]();
      return action !== undefined;
    }
    if (key === 'Delete' || key === 'Backspace') {
      this.deleteByte();
      return true;
    }
    return this.#typeDigit(key);
  }

  get #cursor(): number {
    return this.#unread ? cursorAfter(this.#unread, this.copy.selection) : (this.copy.selection?.byte ?? -1);
  }

  /** The first digit sets the high half, the second the low half and goes on to the next byte. */
  #typeDigit(key: string): boolean {
    const byte = this.#cursor;
    const half = this.#half.byte === byte ? this.#half.half : 'high';
    const octet = this.octet === null ? null : withDigit(this.octet, half, key);
    if (octet === null) return false;
    this.change(octet, half === 'high' ? byte : byte + 1);
    this.#half = half === 'high' ? { byte, half: 'low' } : { byte: -1, half: 'high' };
    return true;
  }

  /** Shows the edited bytes; the cursor goes to `byte`, else stays. */
  #take(edited: EditedBytes, byte = this.#cursor): void {
    const item = edited === this.#edited ? null : itemOf(this.original.item, edited.bytes);
    if (!item) return;
    this.#edited = edited;
    this.fault = null;
    const ready = readyStructure(item);
    if (ready && !this.#unread) {
      this.#shown = edited;
      this.copy.replace(item, ready, byte);
      return;
    }
    const isBusy = this.isReading;
    this.#unread = { item, byte, selection: this.copy.selection };
    if (!isBusy) void this.#read();
  }

  /** Reads the edited bytes, once more where there were edits meanwhile. */
  async #read(): Promise<void> {
    while (this.#unread) {
      const { item } = this.#unread;
      const answer = await readStructure(item);
      if (answer === null || 'problem' in answer) {
        this.#edited = this.#shown;
        this.#unread = null;
        this.fault = answer && answer.problem;
        return;
      }
      const structure = answer.value;
      if (this.#unread.item !== item) continue;
      const cursor = cursorAfter(this.#unread, this.copy.selection);
      this.#shown = this.#edited;
      this.#unread = null;
      this.copy.replace(item, structure, cursor);
    }
  }
}

const cursorAfter = ({ byte, selection }: Unread, now: Selection | null): number =>
  now === selection ? byte : (now?.byte ?? -1);

/** null: the bytes would be a private key, which is not shown. */
function itemOf({ label, range, container }: StructuredItem, der: Uint8Array): StructuredItem | null {
  const item = makeItem(der, { label, range, body: null, container });
  return item.kind === 'private-key' ? null : item;
}
