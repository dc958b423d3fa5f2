import { read, write } from './storage.ts';

const storageKey = 'whichcert.theme';
const systemDark = window.matchMedia('(prefers-color-scheme: dark)');

/** Light or dark: the system's wish until the person chooses. */
class Theme {
  #chosen = $state(chosenBefore());
  #system = $state(systemDark.matches);

  constructor() {
    systemDark.addEventListener('change', (event) => {
      this.#system = event.matches;
      this.apply();
    });
    this.apply();
  }

  get dark(): boolean {
    return this.#chosen ? this.#chosen === 'dark' : this.#system;
  }

  toggle(): void {
    this.#chosen = this.dark ? 'light' : 'dark';
    write(storageKey, this.#chosen);
    this.apply();
  }

  apply(): void {
    document.documentElement.dataset.theme = this.dark ? 'dark' : 'light';
  }
}

/** What else may stand in the storage is not ours. */
function chosenBefore(): 'light' | 'dark' | null {
  const kept = read(storageKey);
  return kept === 'light' || kept === 'dark' ? kept : null;
}

export const theme = new Theme();
