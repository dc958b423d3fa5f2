import { apache } from './apache.ts';
import { caddy } from './caddy.ts';
import { gnutls } from './gnutls.ts';
import { haproxy } from './haproxy.ts';
import { hosting } from './hosting.ts';
import { identity } from './identity.ts';
import { nginx } from './nginx.ts';
import { sim } from './sim.ts';
import { x509 } from './x509.ts';

/** Sentences that are looked up by rule id or problem code alone, whichever room they come from. */
export const rules = {
  rules: {
    sim,
    identity,
    hosting: hosting.rules,
    hostingProblems: hosting.problems,
    apache: apache.rules,
    apacheProblems: apache.problems,
    nginx: nginx.rules,
    nginxProblems: nginx.problems,
    haproxy: haproxy.rules,
    haproxyProblems: haproxy.problems,
    caddy: caddy.rules,
    caddyProblems: caddy.problems,
    gnutls: gnutls.rules,
    gnutlsProblems: gnutls.problems,
    chain: x509.chain,
  },
};
