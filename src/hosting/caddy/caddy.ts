/** Caddy 2.6.2 (Debian 12) with certificates given as files, by its sources and by observation. */
import { onFloor } from '../onFloor.ts';
import type { Program } from '../program.ts';
import { printConfig } from './printConfig.ts';
import { readConfig } from './readConfig.ts';
import { selectCertificate } from './selectCertificate.ts';
import { selectSite } from './selectSite.ts';

export const caddy: Program = onFloor('caddy', { readConfig, selectCertificate, selectSite, printConfig });
