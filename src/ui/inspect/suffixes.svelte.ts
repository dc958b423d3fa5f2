import { loadPublicSuffixes } from '../../identity/publicSuffixes.ts';

/** The list of public suffixes, loaded when the first host is checked. */
class Suffixes {
  loaded = $state(false);

  async load(): Promise<void> {
    if (this.loaded) return;
    await loadPublicSuffixes();
    this.loaded = true;
  }
}

export const suffixes = new Suffixes();
