/** The languages of the page. Texts come in parts, so that a view loads what it says and no more. */
import type { Software } from '../hosting/model.ts';
import { page } from './en/page.ts';
import { withVisibleArguments } from './visibleArguments.ts';

/** Text where English has text, a function of the same parameters where English has one. */
type Translated<T> = T extends string
  ? string
  : T extends (...args: infer Args) => infer Result
    ? (...args: Args) => Result
    : T extends readonly (infer Item)[]
      ? readonly Item[]
      : { [Key in keyof T]: Translated<T[Key]> };

/** English is the source of the type: another language that lacks a sentence does not compile. */
export type Parts = {
  page: Translated<typeof page>;
  inspection: Translated<typeof import('./en/inspection.ts').inspection>;
  rules: Translated<typeof import('./en/rules.ts').rules>;
  notes: Translated<typeof import('./en/notes.ts').notes>;
  presets: Translated<Pick<typeof import('./en/presetLessons.ts'), 'presetLessons'>>;
  nginx: Translated<typeof import('./en/nginx.ts').nginx>;
  apache: Translated<typeof import('./en/apache.ts').apache>;
  haproxy: Translated<typeof import('./en/haproxy.ts').haproxy>;
  caddy: Translated<typeof import('./en/caddy.ts').caddy>;
  gnutls: Translated<typeof import('./en/gnutls.ts').gnutls>;
  compare: Translated<Pick<typeof import('./en/compare.ts'), 'compare'>>;
  learn: Translated<Pick<typeof import('./en/learn.ts'), 'learn'>>;
};
export type PartName = keyof Parts;
export type Messages = Parts['page'] &
  Parts['inspection'] &
  Parts['rules'] &
  Parts['notes'] &
  Parts['compare'] &
  Parts['learn'] & {
    /** Once they were loaded: what the servers beyond the four ways to host teach. */
    presetLessons: Partial<Record<string, string>>;
    /** Of the programs whose sentences were loaded. */
    programs: { [Program in Software]: Parts[Program] | undefined };
  };

/** A language: its BCP 47 tag, its name in itself, and how each part is loaded. */
export type Language = {
  tag: string;
  name: string;
  load: { [Part in PartName]: () => Promise<Parts[Part]> };
};

export const languages: readonly Language[] = [
  {
    tag: 'en',
    name: 'English',
    load: {
      page: () => Promise.resolve(page),
      inspection: async () => (await import('./en/inspection.ts')).inspection,
      rules: async () => (await import('./en/rules.ts')).rules,
      notes: async () => (await import('./en/notes.ts')).notes,
      presets: () => import('./en/presetLessons.ts'),
      nginx: async () => (await import('./en/nginx.ts')).nginx,
      apache: async () => (await import('./en/apache.ts')).apache,
      haproxy: async () => (await import('./en/haproxy.ts')).haproxy,
      caddy: async () => (await import('./en/caddy.ts')).caddy,
      gnutls: async () => (await import('./en/gnutls.ts')).gnutls,
      compare: () => import('./en/compare.ts'),
      learn: () => import('./en/learn.ts'),
    },
  },
];

/** What the page says before anything is loaded. */
export const firstPage: Parts['page'] = withVisibleArguments(page);
