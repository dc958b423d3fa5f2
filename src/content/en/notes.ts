import { tls } from './tls.ts';

/** Explanations of message fields, by the standard's name. */
export const notes = { tls };
