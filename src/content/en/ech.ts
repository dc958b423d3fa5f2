/** Encrypted Client Hello (RFC 9849). */
import type { EchOutcome } from '../../sim/ech.ts';
import type { EchClient, EchServer } from '../../sim/scenario.ts';

const clients: Record<EchClient | 'off', string> = {
  off: 'off: the name is readable',
  on: 'on, with the key from DNS',
  filler: 'filler (GREASE): pretends, and hides nothing',
};
const servers: Record<EchServer, string> = {
  key: 'has the key that DNS has',
  'other-key': 'has another key by now',
  none: 'knows nothing of it',
};

const outcomes: Record<EchOutcome, string> = {
  none: 'Nothing is sealed in this scene.',
  filler: 'The client has no key and sends filler, so that those who do hide a name do not stand out.',
  accepted: 'The server opened the sealed hello, and the whole handshake goes by it.',
  rejected:
    'The server did not open the sealed hello. The client checks the certificate for the public name, hears what to do instead, and ends the connection with alert 121, ech_required.',
};

export const ech = {
  heading: 'Encrypted Client Hello',
  explain:
    'The name in the hello can be hidden too: the server publishes a key in DNS, and the client seals its hello for it into another one that everybody may read (RFC 9849). What is shown here was played above.',
  notChecked:
    'No program here was there to try it with: it stands on the vectors of HPKE (RFC 9180) and the rules of RFC 9849.',
  ofServer: 'The server programs here are not configured for it: the scene gives the server its key.',
  client: 'Hide the name (ECH)',
  server: 'Key for hidden names (ECH)',
  clients,
  servers,
  outcomes,
  none: 'Choose it where the client is chosen: Chrome, Firefox and Go know it, with TLS 1.3.',
  result: 'What became of it',
  reads: 'The eavesdropper reads',
  noName: 'no name',
  outer: 'On the wire',
  inner: 'What was sealed',
  configs: 'The key in DNS',
  retry: 'What the server sends back',
};
