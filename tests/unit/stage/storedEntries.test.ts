import { beforeEach, describe, expect, test, vi } from 'vitest';
import { storedEntry, storeEntry } from '../../../src/ui/stage/storedEntries.ts';

/** A storage with room for `room` characters, keys and values. */
class SmallStorage {
  readonly items = new Map<string, string>();
  readonly room: number;
  constructor(room: number) {
    this.room = room;
  }
  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    const others = [...this.items].filter(([other]) => other !== key);
    const used = [...others, [key, value]].reduce((sum, [a = '', b = '']) => sum + a.length + b.length, 0);
    if (used > this.room) throw new DOMException('full', 'QuotaExceededError');
    this.items.set(key, value);
  }
  removeItem(key: string): void {
    this.items.delete(key);
  }
}

const entry = (length: number) => ({ text: 'x'.repeat(length) });
let storage = new SmallStorage(5_000_000);

beforeEach(() => {
  storage = new SmallStorage(5_000_000);
  vi.stubGlobal('window', { sessionStorage: storage });
});

describe('unshared configurations in the session storage', () => {
  test('come back as they were', () => {
    expect(storeEntry('a', entry(3))).toBe(true);
    expect(storedEntry('a')).toEqual({ text: 'xxx' });
    expect(storedEntry('b')).toBeNull();
  });

  test('an entry under the same name takes the place of the one before', () => {
    storeEntry('a', entry(3));
    storeEntry('a', entry(4));
    expect(storedEntry('a')).toEqual({ text: 'xxxx' });
    expect(storage.items.size).toBe(2); // the entry and the index
  });

  test('of 21 the oldest gives way', () => {
    for (let count = 0; count < 21; count++) storeEntry(`id${count}`, entry(1));
    expect(storedEntry('id0')).toBeNull();
    expect(storedEntry('id1')).toEqual({ text: 'x' });
    expect(storage.items.size).toBe(21);
  });

  test('one that was written again is not the oldest any more', () => {
    for (let count = 0; count < 20; count++) storeEntry(`id${count}`, entry(1));
    storeEntry('id0', entry(2));
    storeEntry('id20', entry(1));
    expect(storedEntry('id0')).toEqual({ text: 'xx' });
    expect(storedEntry('id1')).toBeNull();
  });

  test('together they have 2,500,000 characters at most', () => {
    for (const id of ['a', 'b', 'c']) storeEntry(id, entry(1_000_000));
    expect([storedEntry('a'), storedEntry('b')?.constructor, storedEntry('c')?.constructor]).toEqual([
      null,
      Object,
      Object,
    ]);
  });

  test('one that is too long is not written, and the others stay', () => {
    storeEntry('a', entry(3));
    storeEntry('b', entry(4));
    expect(storeEntry('b', entry(2_500_000))).toBe(false);
    expect(storedEntry('a')).toEqual({ text: 'xxx' });
    expect(storedEntry('b')).toBeNull(); // it would be the text before the last edit
  });

  test('where there is less room than usual, the oldest give way', () => {
    storage = new SmallStorage(1200);
    vi.stubGlobal('window', { sessionStorage: storage });
    expect(storeEntry('a', entry(500))).toBe(true);
    expect(storeEntry('b', entry(800))).toBe(true);
    expect(storedEntry('a')).toBeNull();
    expect(storedEntry('b')).toEqual(entry(800));
  });

  test.each(['{', 'null', '7', '[{"id":7}]'])('an index of somebody else (%s) does no harm', (text) => {
    storage.setItem('whichcert.local', text);
    expect(storeEntry('a', entry(3))).toBe(true);
    expect(storedEntry('a')).toEqual({ text: 'xxx' });
  });

  test('an entry of somebody else that is no JSON is none', () => {
    storage.setItem('whichcert.local.a', '{');
    expect(storedEntry('a')).toBeNull();
  });

  test.each([
    [
      'blocked',
      () => {
        throw new DOMException('denied', 'SecurityError');
      },
    ],
    ['absent', () => null],
  ])('storage that is %s', (_, area) => {
    vi.stubGlobal('window', {
      get sessionStorage() {
        return area();
      },
    });
    expect(storeEntry('a', entry(3))).toBe(false);
    expect(storedEntry('a')).toBeNull();
  });
});
