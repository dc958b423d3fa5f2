const storageKey = 'whichcert.theme';
const systemDark = window.matchMedia('(prefers-color-scheme: dark)');

/** Light or dark: the system's wish until the person chooses. */
class Theme {
  #chosen = $state(window.localStorage.getItem(storageKey));
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
    window.localStorage.setItem(storageKey, this.#chosen);
    this.apply();
  }

  apply(): void {
    document.documentElement.dataset.theme = this.dark ? 'dark' : 'light';
  }
}

export const theme = new Theme();
