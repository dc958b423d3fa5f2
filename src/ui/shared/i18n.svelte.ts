import { defaultMessages, languages, type Messages } from '../../content/languages.ts';

const storageKey = 'whichcert.language';

/** The language in use. English is there at once; another one is loaded when it is asked for. */
class Texts {
  tag = $state('en');
  current = $state.raw<Messages>(defaultMessages);

  async use(tag: string): Promise<void> {
    const language = languages.find((candidate) => candidate.tag === tag);
    if (!language) return;
    this.current = await language.load();
    this.tag = language.tag;
    document.documentElement.lang = language.tag;
    window.localStorage.setItem(storageKey, language.tag);
  }

  /** The language chosen before, else the first of the browser's that the page has. */
  async restore(): Promise<void> {
    const kept = window.localStorage.getItem(storageKey);
    const wanted = kept ?? navigator.languages.map(closest).find((tag) => tag !== undefined);
    if (wanted && wanted !== 'en') await this.use(wanted);
  }
}

function closest(wanted: string): string | undefined {
  const locale = new Intl.Locale(wanted).maximize();
  return languages.find(
    ({ tag }) => tag === locale.language || tag === `${locale.language}-${locale.script ?? ''}`,
  )?.tag;
}

export const texts = new Texts();
