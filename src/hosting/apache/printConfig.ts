import type { Server } from '../model.ts';
import type { PrintResult } from '../program.ts';
export const printConfig = (server: Server): PrintResult => ({
  files: new Map([['httpd.conf', server.version]]),
  mainFile: 'httpd.conf',
  problems: [],
});
