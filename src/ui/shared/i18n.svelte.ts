import { untrack } from 'svelte';
import {
  firstPage,
  languages,
  type Language,
  type Messages,
  type PartName,
  type Parts,
} from '../../content/languages.ts';
import { withVisibleArguments } from '../../content/visibleArguments.ts';
import { read, write } from './storage.ts';

const storageKey = 'whichcert.language';

/** The texts that are loaded, as one catalog. A view loads the parts it needs before it is shown. */
class Catalog implements Messages {
  #parts: Partial<Parts>;

  constructor(parts: Partial<Parts>) {
    this.#parts = parts;
  }

  #part<Name extends PartName>(name: Name): Parts[Name] {
    const part = this.#parts[name];
    if (!part) throw new Error(`texts.need('${name}') comes before their use`);
    return part;
  }

  get shell() {
    return this.#part('page').shell;
  }
  get faults() {
    return this.#part('page').faults;
  }
  get stage() {
    return this.#part('page').stage;
  }
  get inspect() {
    return this.#part('inspection').inspect;
  }
  get asn1() {
    return this.#part('inspection').asn1;
  }
  get x509() {
    return this.#part('inspection').x509;
  }
  get findings() {
    return this.#part('inspection').findings;
  }
  get rules() {
    return this.#part('rules').rules;
  }
  get presetLessons() {
    return this.#parts.presets?.presetLessons ?? {};
  }
  get programs() {
    const { nginx, apache, haproxy, caddy, gnutls } = this.#parts;
    return { nginx, apache, haproxy, caddy, gnutls };
  }
  get tls() {
    return this.#part('notes').tls;
  }
  get workbench() {
    return this.#part('notes').workbench;
  }
  get configuration() {
    return this.#part('notes').configuration;
  }
  get wire() {
    return this.#part('notes').wire;
  }
  get capture() {
    return this.#part('notes').capture;
  }
  get ech() {
    return this.#part('notes').ech;
  }
  get links() {
    return this.#part('notes').links;
  }
  get sizes() {
    return this.#part('notes').sizes;
  }
  get compare() {
    return this.#part('compare').compare;
  }
  get learn() {
    return this.#part('learn').learn;
  }
}

/** The language in use. The first view's English is there at once; everything else is loaded when it is needed. */
class Texts {
  tag = $state('en');
  #parts = $state.raw<Partial<Parts>>({ page: firstPage });
  #current = $derived(new Catalog(this.#parts));

  get current(): Messages {
    return this.#current;
  }

  /** Loads parts in the language in use. */
  async need(...names: PartName[]): Promise<void> {
    const language = languages.find(({ tag }) => tag === this.tag);
    if (!language) return;
    const missing = untrack(() => names.filter((name) => !this.#parts[name])); // loading is not drawn again
    if (missing.length === 0) return;
    const loaded = await partsOf(language, missing);
    this.#parts = { ...this.#parts, ...loaded }; // others may have been loaded meanwhile
  }

  async use(tag: string): Promise<void> {
    const language = languages.find((candidate) => candidate.tag === tag);
    if (!language) return;
    const loaded = Object.keys(this.#parts) as PartName[];
    this.#parts = await partsOf(language, loaded);
    this.tag = language.tag;
    document.documentElement.lang = language.tag;
    write(storageKey, language.tag);
  }

  /** The language chosen before, else the first of the browser's that the page has. */
  async restore(): Promise<void> {
    const wanted = read(storageKey) ?? navigator.languages.map(closest).find((tag) => tag !== undefined);
    if (wanted && wanted !== this.tag) await this.use(wanted);
  }
}

async function partsOf(language: Language, names: readonly PartName[]): Promise<Partial<Parts>> {
  const loaded = await Promise.all(
    names.map(async (name) => [name, withVisibleArguments(await language.load[name]())] as const),
  );
  return Object.fromEntries(loaded);
}

function closest(wanted: string): string | undefined {
  const locale = localeOf(wanted);
  return languages.find(
    ({ tag }) => tag === locale?.language || tag === `${locale?.language ?? ''}-${locale?.script ?? ''}`,
  )?.tag;
}

/** null: what the browser calls a language is no BCP 47 tag (`C`, `en_US.UTF-8`). */
function localeOf(tag: string): Intl.Locale | null {
  try {
    return new Intl.Locale(tag).maximize();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

export const texts = new Texts();
