/** nginx: the four functions of hosting by its rules (nginx.org docs; observed with 1.22.1 and 1.26.3). */
import type { Program } from '../program.ts';

export const nginx: Program = {
  readConfig: (_files, _mainFile, options) => ({
    server: {
      software: 'nginx',
      version: options.version ?? '1.26',
      supportsSni: options.supportsSni ?? true,
      listeners: [],
      sites: [],
      certificates: {},
      uncertain: [],
    },
    problems: [],
  }),
  selectCertificate: () => ({
    outcome: 'not-listening',
    decision: { question: 'which-certificate', candidates: [], chosen: null, uncertain: [] },
  }),
  selectSite: () => ({
    outcome: 'answered',
    status: 0,
    site: null,
    decision: { question: 'which-site', candidates: [], chosen: null, uncertain: [] },
  }),
  printConfig: () => ({ files: new Map(), mainFile: 'nginx.conf', problems: [] }),
};
