/**
 * Configurations that nobody shared, by the short name that the address bar has for each: in memory, and in the session
 * storage of this tab where there is one, so that a reload and the Back button find them.
 */
import type { Material } from '../../sim/localLink.ts';

const mostEntries = 20;
const loadStored = () => import('./storedEntries.ts');

class LocalEntries {
  /** Oldest first. */
  #kept = new Map<string, Material>();

  /** Keeps `material` under a new name. */
  add(material: Material): string {
    const id = newId();
    this.put(id, material);
    return id;
  }

  /** Keeps `material` under the name `id`, in place of what was there. */
  put(id: string, material: Material): void {
    this.#kept.delete(id);
    this.#kept.set(id, material);
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > mostEntries && !oldest.done) this.#kept.delete(oldest.value);
    void this.#store(id, material);
  }

  /** null: it is not here (any more). Out of the storage it is whatever somebody wrote there, and has to be validated. */
  async find(id: string): Promise<object | null> {
    return this.#kept.get(id) ?? (await loadStored()).storedEntry(id);
  }

  async #store(id: string, material: Material): Promise<void> {
    const { storeEntry } = await loadStored();
    if (this.#kept.get(id) === material) storeEntry(id, material);
  }
}

/** Names are not counted: the same number in another tab would be another configuration. */
function newId(): string {
  const octets = crypto.getRandomValues(new Uint8Array(6));
  return Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join('');
}

export const localEntries = new LocalEntries();
