/** Apache httpd: the four functions of hosting by its rules (docs/2.4; observed with 2.4.62 and 2.4.71). */
import { onFloor } from '../onFloor.ts';
import type { Program } from '../program.ts';
import { printConfig } from './printConfig.ts';
import { readConfig } from './readConfig.ts';
import { selectCertificate } from './selectCertificate.ts';
import { selectSite } from './selectSite.ts';

export const apache: Program = onFloor('apache', { readConfig, selectCertificate, selectSite, printConfig });
