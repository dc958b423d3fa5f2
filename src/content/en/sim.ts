import type { Params } from '../../decision.ts';
import type { OwnCertificateRule } from '../../sim/ownCertificate.ts';

import { stopped } from './stopped.ts';

/** Whether the client shows its own certificate. */
const ownCertificates: Record<OwnCertificateRule, (p: Params) => string> = {
  'client-certificate.no-authority-named': () => 'The server named no CA, so any certificate may be shown.',
  'client-certificate.of-named-authority': (p) =>
    `It is from a CA that the server named (${p.authorities}). This client would not show another: RFC 9846 asks for that, and not every client does it.`,
  'client-certificate.not-of-named-authority': (p) =>
    `It is not from a CA that the server named (${p.authorities}). Browsers, Go and Java then show none; OpenSSL, curl, Python, Node and GnuTLS’s client would send it all the same.`,
  'client-certificate.as-given': (p) =>
    `This client shows the certificate that it was given, and does not look at the CAs that the server named (${p.authorities}). Browsers, Go and Java do.`,
};

/** Problems of a scenario itself. */
export const sim = {
  'ech.opened': () => 'The sealed hello opens with the server’s key, and it is the one that counts.',
  'ech.outer-passed-over': () => 'The outer hello only carried it: its name decides nothing.',
  'ech.does-not-open': () =>
    'No key of the server opens what looks like a sealed hello: it is for another key, or filler. The server cannot tell which.',
  'ech.not-known': () => 'The server does not know encrypted_client_hello and passes it over.',
  'ech.outer-counts': () => 'The outer hello counts, with the name that everybody reads.',
  stopped,
  'unknown-preset': (p: Params) => `There is no preset named ${p.preset}.`,
  'scenario-invalid': (p: Params) => `The scenario is not readable at ${p.path}: expected ${p.expected}.`,
  ...ownCertificates,
};
