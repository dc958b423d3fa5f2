import type { ByteRange } from '../../bytes/range.ts';
import type { ClientName } from '../../identity/types.ts';
import type { InputItem } from '../../x509/readInput.ts';
import { byteOfCharacter } from '../../x509/textMap.ts';
import { paste } from '../shared/paste.svelte.ts';
import type { BreakIt } from './breakIt.svelte.ts';
import { OpenItem } from './openItem.svelte.ts';

/** Everything that was opened, so that going away and coming back finds it as it was left. */
const opened = new WeakMap<InputItem, OpenItem>();
/** Copies that are edited. */
const broken = new WeakMap<InputItem, BreakIt>();

/** What Inspect is looking at: one of the pasted items, at one instant, for one host and client. */
class Inspection {
  /** Held loosely: what is cleared is to be forgotten. */
  #chosen = $state.raw<WeakRef<InputItem> | null>(null);
  /** Counts changes of `broken`. */
  #turn = $state(0);
  host = $state('');
  /** The link that was followed is damaged, or what it carries may hold a private key: it was not opened. */
  linkRefused = $state(false);
  client = $state<ClientName>('chrome');
  /** As typed; an ISO 8601 instant unless somebody is still typing. */
  now = $state(new Date().toISOString().replace(/\.\d+Z$/, 'Z'));

  /**
   * The item that was chosen, else the first one that is not a private key, else null. Nothing that is derived is
   * kept here: it would outlive what it was derived from.
   */
  get item(): InputItem | null {
    const chosen = this.#chosen?.deref();
    return (
      paste.items.find((item) => item === chosen) ??
      paste.items.find(({ kind }) => kind !== 'private-key') ??
      paste.items[0] ??
      null
    );
  }

  /** The copy that is being broken, where there is one. */
  get breaking(): BreakIt | null {
    return (this.#turn >= 0 && this.item && broken.get(this.item)) || null;
  }

  get open(): OpenItem | null {
    return this.breaking?.copy ?? (this.item && openItem(this.item));
  }

  readonly instant = $derived.by(() => {
    const date = new Date(this.now);
    return Number.isNaN(date.getTime()) ? null : date;
  });

  choose(item: InputItem): void {
    this.#chosen = new WeakRef(item);
  }

  /** Opens the item and the node that `range` of its octets is. */
  async showRange(item: InputItem, range: ByteRange): Promise<void> {
    if (item !== this.open?.item) this.choose(item);
    await this.open?.read();
    this.open?.selectRange(range);
  }

  /** Goes on with an edited copy of the item, or (null) with the item itself. */
  break(breaking: BreakIt | null): void {
    if (!this.item) return;
    if (breaking) broken.set(this.item, breaking);
    else broken.delete(this.item);
    this.#turn++;
  }

  /** Opens the item and the node under `position` of the text that was pasted. */
  async openAt(position: number): Promise<void> {
    if (paste.report?.text !== paste.text) return; // a private key was left out of the box
    for (const item of paste.items) {
      const byte = item.kind !== 'private-key' && item.body ? byteOfCharacter(item.body, position) : null;
      if (byte === null) continue;
      this.choose(item);
      await this.open?.read();
      if (this.breaking) this.breaking.selectOriginal(byte);
      else this.open?.selectByte(byte);
      return;
    }
  }
}

/** null: a private key, of which nothing is kept. */
function openItem(item: InputItem): OpenItem | null {
  if (item.kind === 'private-key') return null;
  const known = opened.get(item) ?? new OpenItem(item);
  opened.set(item, known);
  return known;
}

export const inspection = new Inspection();
