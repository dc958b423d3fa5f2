import { workbench } from './workbench.ts';
import { capture } from './capture.ts';
import { configuration } from './configuration.ts';
import { ech } from './ech.ts';
import { links } from './links.ts';
import { sizes } from './sizes.ts';
import { tls } from './tls.ts';
import { wire } from './wire.ts';

/** Explanations of message fields, by the standard's name; what is said of somebody's own server; captures; links. */
export const notes = { workbench, tls, configuration, capture, ech, links, sizes, wire };
