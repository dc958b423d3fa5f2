/** gnutls-serv 3.7.9 (Debian 12), by observation and GnuTLS's sources. */
import { onFloor } from '../onFloor.ts';
import type { Program } from '../program.ts';
import { printConfig } from './printConfig.ts';
import { readConfig } from './readConfig.ts';
import { selectCertificate } from './selectCertificate.ts';
import { selectSite } from './selectSite.ts';

export const gnutls: Program = onFloor('gnutls', { readConfig, selectCertificate, selectSite, printConfig });
