/** Changes made to bytes, one after the other; each can be taken back, and the original is never touched. */
import type { ByteRange } from './range.ts';

/** At offset `at`, `removed` gave way to `inserted`. */
export type ByteEdit = { at: number; removed: Uint8Array; inserted: Uint8Array };

/** `past`: what was done, oldest first. `future`: what was taken back, last taken back last. */
export type EditedBytes = {
  readonly original: Uint8Array;
  readonly bytes: Uint8Array;
  readonly past: readonly ByteEdit[];
  readonly future: readonly ByteEdit[];
};

export const notEdited = (original: Uint8Array): EditedBytes => ({
  original,
  bytes: original,
  past: [],
  future: [],
});

/** `inserted` instead of `range`; the same state when that changes nothing. What was taken back is forgotten. */
export function replaceBytes(edited: EditedBytes, range: ByteRange, inserted: Uint8Array): EditedBytes {
  const removed = edited.bytes.slice(range.start, range.end);
  if (removed.length === inserted.length && removed.every((octet, i) => octet === inserted[i])) return edited;
  const edit = { at: range.start, removed, inserted };
  return { ...edited, bytes: applied(edited.bytes, edit), past: [...edited.past, edit], future: [] };
}

/** Takes the last edit back; the same state when there is none. */
export function undoEdit(edited: EditedBytes): EditedBytes {
  const edit = edited.past.at(-1);
  if (!edit) return edited;
  const { at, removed, inserted } = edit;
  return {
    ...edited,
    bytes: applied(edited.bytes, { at, removed: inserted, inserted: removed }),
    past: edited.past.slice(0, -1),
    future: [...edited.future, edit],
  };
}

/** Makes the edit again that was taken back last. */
export function redoEdit(edited: EditedBytes): EditedBytes {
  const edit = edited.future.at(-1);
  if (!edit) return edited;
  return {
    ...edited,
    bytes: applied(edited.bytes, edit),
    past: [...edited.past, edit],
    future: edited.future.slice(0, -1),
  };
}

/** Where the octet at `offset` of the original stands after the edits; of one that was removed, what took its place. */
export const offsetNow = ({ past }: EditedBytes, offset: number): number =>
  past.reduce((at, { at: start, removed, inserted }) => {
    if (at < start) return at;
    if (at >= start + removed.length) return at + inserted.length - removed.length;
    return Math.min(at, start + Math.max(inserted.length - 1, 0));
  }, offset);

function applied(bytes: Uint8Array, { at, removed, inserted }: ByteEdit): Uint8Array {
  const result = new Uint8Array(bytes.length - removed.length + inserted.length);
  result.set(bytes.subarray(0, at));
  result.set(inserted, at);
  result.set(bytes.subarray(at + removed.length), at + inserted.length);
  return result;
}

/** `octet` with its high or low four bits replaced by `digit`, one hexadecimal digit; null when it is none. */
export function withDigit(octet: number, half: 'high' | 'low', digit: string): number | null {
  if (!/^[0-9a-f]$/i.test(digit)) return null;
  const value = parseInt(digit, 16);
  return half === 'high' ? (octet & 0x0f) | (value << 4) : (octet & 0xf0) | value;
}
