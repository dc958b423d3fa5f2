import { configuration } from './configuration.ts';
import { tls } from './tls.ts';

/** Explanations of message fields, by the standard's name; what is said of somebody's own server. */
export const notes = { tls, configuration };
