import { own } from '../../text/own.ts';
import type { Standing } from '../evidenceTypes.ts';

const standings: Record<Standing, string> = {
  'rows-and-running': 'observations, and the running program in every test run',
  rows: 'observations alone',
  standard: 'the document; no program decides so',
  illustrative: 'nothing; it is illustrative',
};

/** Why something observed was not compared, by the word that the tests use for it. */
const leftOut: Partial<Record<string, string>> = {
  error: 'no verdict was observed',
  'server_name octets cut in the row': 'the octets of server_name were not recorded whole',
  'site: the Host of the request is not in the row':
    'the Host header was not recorded, so only the status is compared',
  'no TLS version in the row': 'no TLS version was recorded',
  'request failed with eof/reset': 'the connection broke, and no alert says why',
  'proxy: what is said to an upstream': 'it is about what a proxy says to its upstream',
};

/** Learn. */
export const learn = {
  evidence: {
    heading: 'How do we know?',
    explain:
      'Each server and each client here follows a named real program. Those programs were run and watched: every row below is one thing they did, and every test run asks the rules of this page the same. The numbers are made from that data.',
    servers: 'Servers',
    serversExplain:
      'A row is one connection or one check of a configuration. It gives several comparisons: how the handshake ended, which certificate was served, the status and the site that answered.',
    clients: 'Clients',
    clientsExplain:
      'A row is a certificate and a host, shown to the client. It agrees when the rules here say that the name fits exactly where the client accepted.',
    program: 'Program',
    client: 'Client',
    version: 'Version',
    standing: 'Checked against',
    rows: 'Rows',
    comparisons: 'Comparisons that agree',
    cases: 'Cases that agree',
    leftOut: 'Left out',
    exceptions: 'Exceptions',
    none: 'none',
    agreed: (agreed: number, disagreed: number) => `${agreed} of ${agreed + disagreed}`,
    counted: (count: number, reason: string) => `${count}: ${own(leftOut, reason) ?? reason}`,
    standings,
    software: {
      nginx: 'nginx',
      apache: 'Apache httpd',
      haproxy: 'HAProxy',
      caddy: 'Caddy',
      gnutls: 'gnutls-serv',
    },
    alone: 'What stands on observations alone',
    aloneExplain: (names: readonly string[]) =>
      `These are not run by the tests of this page, so a change in a newer release of theirs is not noticed: ${names.join(', ')}.`,
    safari: 'Safari is not among the clients: its engine was not observed.',
    illustrative:
      'The XP client shows what a client without server_name meets. Its other rules were not observed and may differ from any real one.',
    repeat: 'To repeat it: npm test replays all rows, and npm run test:reality starts the programs.',
  },
};
