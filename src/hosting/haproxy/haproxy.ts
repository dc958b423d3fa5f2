/**
 * HAProxy 2.6 and 3.0 (Debian's builds with OpenSSL 3), by its configuration manual and sources and by
 * observation of 2.6.12 and 3.0.11.
 */
import { onFloor } from '../onFloor.ts';
import type { Program } from '../program.ts';
import { printConfig } from './printConfig.ts';
import { readConfig } from './readConfig.ts';
import { selectCertificate } from './selectCertificate.ts';
import { selectSite } from './selectSite.ts';

export const haproxy: Program = onFloor('haproxy', {
  readConfig,
  selectCertificate,
  selectSite,
  printConfig,
});
