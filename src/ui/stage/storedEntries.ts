/**
 * Unshared configurations in the session storage of this tab: so many, and so long together, that there is room for them.
 */
import { read, remove, write } from '../shared/storage.ts';

const mostEntries = 20;
/** Characters of all entries together: half of what browsers give a page. */
const mostCharacters = 2_500_000;
const index = 'whichcert.local';
const keyOf = (id: string): string => `${index}.${id}`;

/** What is in the storage, oldest first. */
type Stored = readonly { id: string; length: number }[];

/** What JSON made of the entry, which somebody may have changed; null: there is none. */
export function storedEntry(id: string): object | null {
  const text = read(keyOf(id), 'session');
  const value = text === null ? null : parsed(text);
  return typeof value === 'object' ? value : null;
}

/** Writes an entry; the oldest give way to it. True: it is in the storage now; false: there is no room for it. */
export function storeEntry(id: string, entry: object): boolean {
  const text = JSON.stringify(entry);
  const others = stored().filter((other) => other.id !== id);
  let isWritten = false;
  if (text.length <= mostCharacters) {
    makeRoom(others, text.length);
    isWritten = write(keyOf(id), text, 'session');
    while (!isWritten && others.length > 0) {
      drop(others); // the page has less room than most
      isWritten = write(keyOf(id), text, 'session');
    }
  }
  if (!isWritten) remove(keyOf(id), 'session'); // what was there before is no longer true
  write(index, JSON.stringify(isWritten ? [...others, { id, length: text.length }] : others), 'session');
  return isWritten;
}

function makeRoom(entries: { id: string; length: number }[], length: number): void {
  let all = entries.reduce((sum, entry) => sum + entry.length, length);
  while (entries.length > 0 && (entries.length >= mostEntries || all > mostCharacters)) all -= drop(entries);
}

/** Takes the oldest entry out of the storage, and gives its length. */
function drop(entries: { id: string; length: number }[]): number {
  const oldest = entries.shift();
  if (!oldest) return 0;
  remove(keyOf(oldest.id), 'session');
  return oldest.length;
}

function stored(): Stored {
  const value = parsed(read(index, 'session') ?? '[]');
  return Array.isArray(value) ? value.filter(isEntry) : [];
}

const isEntry = (value: unknown): value is Stored[number] =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  'length' in value &&
  typeof value.id === 'string' &&
  typeof value.length === 'number';

/** null: somebody else wrote there, and no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
