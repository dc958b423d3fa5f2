import {
  notEdited,
  offsetNow,
  redoEdit,
  replaceBytes,
  undoEdit,
  withDigit,
  type EditedBytes,
} from '../../bytes/byteEdits.ts';
import { makeItem } from '../../x509/inputItem.ts';
import { OpenItem, type StructuredItem } from './openItem.svelte.ts';

/** Keys with Ctrl or Cmd. */
const shortcuts: Record<string, 'undo' | 'redo'> = { z: 'undo', y: 'redo' };

/** A copy of an item whose bytes are edited; the item stays as it is. */
export class BreakIt {
  readonly original: OpenItem;
  /** What the view shows meanwhile. */
  readonly copy: OpenItem;
  #edited: EditedBytes;
  /** Which half of the byte at the cursor the next digit sets. */
  #half: { byte: number; half: 'high' | 'low' } = { byte: -1, half: 'high' };

  constructor(original: OpenItem) {
    this.original = original;
    this.#edited = $state.raw(notEdited(original.item.der));
    this.copy = new OpenItem(itemOf(original.item, original.item.der) ?? original.item);
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
    if (edited === this.#edited) this.copy.selectByte(cursor);
    else this.#take(edited, cursor);
  }

  deleteByte(): void {
    const start = this.#cursor;
    if (this.octet !== null)
      this.#take(replaceBytes(this.#edited, { start, end: start + 1 }, new Uint8Array()));
  }

  /** Deletes all of the selected node; the lengths around it stay as they are. */
  deleteNode(): void {
    const { structure, selection } = this.copy;
    if (!structure || !selection || selection.node < 0) return;
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
      const action = shortcuts[key.toLowerCase()];
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
    return this.copy.selection?.byte ?? -1;
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
    this.copy.replace(item, byte);
  }
}

/** null: the bytes would be a private key, which is not shown. */
function itemOf({ label, range, container }: StructuredItem, der: Uint8Array): StructuredItem | null {
  const item = makeItem(der, { label, range, body: null, container });
  return item.kind === 'private-key' ? null : item;
}
