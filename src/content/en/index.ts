import { shell } from './shell.ts';

/** English: the source of the type. Another language that lacks a sentence does not compile. */
export const en = { shell };
