/** The server of both versions: reads the hello, asks its owner to choose, and shakes hands accordingly. */
import type { Endpoint } from './endpoint.ts';
import { Inbox } from './machine/inbox.ts';
import { Machine } from './machine/machine.ts';
import { Outbox } from './machine/outbox.ts';
import { refuse } from './machine/state.ts';
import { Transcript } from './machine/transcript.ts';
import type { ServerOptions } from './options.ts';

export const createServer = ({ random, now }: ServerOptions): Endpoint => {
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
