/** nginx: the four functions of hosting by its rules (nginx.org docs; observed with 1.22.1 and 1.26.3). */
import { onFloor } from '../onFloor.ts';
import type { Program } from '../program.ts';
import { printNginx } from './print.ts';
import { readNginx } from './read.ts';
import { selectNginxCertificate } from './select.ts';
import { selectNginxSite } from './selectSite.ts';

export const nginx: Program = onFloor('nginx', {
  readConfig: readNginx,
  selectCertificate: selectNginxCertificate,
  selectSite: selectNginxSite,
  printConfig: printNginx,
});
