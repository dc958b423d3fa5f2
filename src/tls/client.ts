/** The client of both versions: its hello, and whichever handshake the server picks. */
import type { Endpoint } from './endpoint.ts';
import { Inbox } from './machine/inbox.ts';
import { Machine } from './machine/machine.ts';
import { Outbox } from './machine/outbox.ts';
import { refuse } from './machine/state.ts';
import { Transcript } from './machine/transcript.ts';
import type { ClientOptions } from './options.ts';

export const createClient = ({ random, now }: ClientOptions): Endpoint => {
  const handshake = {
    inbox: new Inbox(),
    outbox: new Outbox(),
    transcript: new Transcript(),
    random,
    now,
    version: null,
  };
  return new Machine(handshake, () => refuse('internal_error', 'not-implemented'));
};
