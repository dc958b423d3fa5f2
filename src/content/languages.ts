import { en } from './en/index.ts';

/** Text where English has text, a function of the same parameters where English has one. */
type Translated<T> = T extends string
  ? string
  : T extends (...args: infer Args) => string
    ? (...args: Args) => string
    : { [Key in keyof T]: Translated<T[Key]> };

export type Messages = Translated<typeof en>;

/** A language of the page: its BCP 47 tag, its name in itself, and how its texts are loaded. */
export type Language = { tag: string; name: string; load: () => Promise<Messages> };

export const languages: readonly Language[] = [
  { tag: 'en', name: 'English', load: () => Promise.resolve(en) },
];

export { en as defaultMessages };
