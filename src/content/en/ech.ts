/** Encrypted Client Hello (RFC 9849). */
import type { EchCase } from '../../sim/echScene.ts';

const cases: Record<EchCase, string> = {
  sealed: 'The client has the server’s key',
  stale: 'The client has an older key',
  filler: 'The client has no key, and pretends',
};

const name = (serverName: string | null): string => serverName ?? 'no name';

export const ech = {
  heading: 'Encrypted Client Hello',
  explain:
    'The name in the hello can be hidden too: the server publishes a key in DNS, and the client seals its hello for it into another one that everybody may read (RFC 9849). This is the hello of the scene.',
  notChecked:
    'Checked against the vectors of HPKE (RFC 9180) and the rules of RFC 9849: no program here was there to try it with. The handshake behind the hello is not played.',
  none: 'There is no hello here that offers TLS 1.3, and without it no Encrypted Client Hello.',
  choose: 'Which client',
  cases,
  published: 'In DNS',
  record: (host: string, base64: string) => `${host}. HTTPS 1 . ech="${base64}"`,
  nothingPublished: 'The client found no key there.',
  reads: 'The eavesdropper reads',
  readsName: (serverName: string | null) => name(serverName),
  server: 'The server',
  accepted: (serverName: string | null) =>
    `opens it and finds ${name(serverName)}. The last 8 bytes of its random tell the client so, and nobody else.`,
  stale: (serverName: string | null) =>
    `cannot open it and goes on with the outer hello, as ${name(serverName)}. Encrypted, it sends its present key (retry_configs). The client checks the certificate for that name, ends the connection with alert 121, ech_required, and may try again.`,
  filler: (serverName: string | null) =>
    `cannot open it, for there is nothing in it, and goes on with the outer hello and its name, ${name(serverName)}. The keys that it offers are ignored. The filler keeps those who do hide a name from standing out.`,
  outer: 'On the wire',
  inner: 'What was sealed',
  configs: 'The configuration',
  retry: 'What the server sends back',
};
