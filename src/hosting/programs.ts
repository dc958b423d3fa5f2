/** The programs whose rules are known here. */
import type { Decision, Problem } from '../decision.ts';
import type { Server, Software } from './model.ts';
import { apache } from './apache/apache.ts';
import { caddy } from './caddy/caddy.ts';
import { haproxy } from './haproxy/haproxy.ts';
import { nginx } from './nginx/nginx.ts';
import type { Program } from './program.ts';

export const programs: Record<Software, Program> = {
  nginx,
  apache,
  haproxy,
  caddy,
  gnutls: notSupported('gnutls'),
};

/** Stands where a program's rules are not written: listens nowhere, and says why. */
function notSupported(software: Software): Program {
  const problem: Problem = {
    code: 'software-not-supported',
    severity: 'fatal',
    params: { software },
    source: null,
  };
  const decision = (question: string): Decision => ({
    question,
    candidates: [],
    chosen: null,
    uncertain: [problem],
  });
  const server: Server = {
    software,
    version: '',
    supportsSni: true,
    listeners: [],
    sites: [],
    certificates: {},
    uncertain: [problem],
  };
  return {
    readConfig: () => ({ server, problems: [problem] }),
    selectCertificate: () => ({
      outcome: 'not-listening',
      listenerDecision: decision('which-listener'),
      decision: decision('which-certificate'),
    }),
    selectSite: () => ({
      outcome: 'answered',
      status: 0,
      site: null,
      reason: { rule: 'software-not-supported', params: { software }, source: null },
      decision: decision('which-site'),
    }),
    printConfig: () => ({ files: new Map(), mainFile: '', problems: [problem] }),
  };
}
