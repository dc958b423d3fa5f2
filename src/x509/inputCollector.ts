import type { ItemOrigin } from './inputItem.ts';
import { makeItem } from './inputItem.ts';
import type { InputItem, InputProblem, PrivateKeyItem } from './inputReport.ts';
import type { CharRange } from './textMap.ts';

/** Items and problems while they are collected. */
export class InputCollector {
  readonly items: InputItem[] = [];
  readonly problems: InputProblem[] = [];
  /** What of the input must not be shown, besides private keys. */
  readonly hidden: CharRange[] = [];
  #secrets: Secret[] = [];

  add(item: InputItem): number {
    return this.items.push(item) - 1;
  }

  /** Adds what `der` is. */
  addDer(der: Uint8Array, origin: ItemOrigin): number {
    const item = makeItem(der, origin);
    if (item.kind === 'private-key' && !item.encrypted) this.#secrets.push({ item, der });
    return this.add(item);
  }

  /** Puts `item` in the place of the encrypted key at `index`; `der` is the key, until its public key is known. */
  replaceKey(index: number, item: PrivateKeyItem, der: Uint8Array): void {
    this.items[index] = item;
    this.#secrets.push({ item, der });
  }

  /** Blanks out octets of an item, and the characters that carry it: a private key without encryption is in it. */
  hideKeys(index: number, keys: readonly Uint8Array[]): void {
    const item = this.items[index];
    if (item === undefined || item.kind === 'private-key') return;
    const { label, range, container } = item;
    const der = item.der.slice();
    for (const key of keys) {
      const isInside = key.buffer === item.der.buffer;
      const start = isInside ? key.byteOffset - item.der.byteOffset : 0;
      der.fill(0, start, isInside ? start + key.length : der.length);
    }
    this.items[index] = makeItem(der, { label, range, body: null, container });
    this.hidden.push(range);
  }

  report(code: InputProblem['code'], more: Partial<Omit<InputProblem, 'code'>> = {}): void {
    const place = null; // told at the end, for all in one pass
    this.problems.push({ code, severity: 'error', params: {}, range: null, place, item: null, ...more });
  }

  /** The private keys that were met, once: they are forgotten here. */
  takeSecrets(): Secret[] {
    const taken = this.#secrets;
    this.#secrets = [];
    return taken;
  }
}

/** A private key, until its public key is known. */
export type Secret = { item: PrivateKeyItem; der: Uint8Array };
