/** The parts of a connection that has not begun. */
import type { RandomBytes } from '../credential.ts';
import { Inbox } from './inbox.ts';
import { Outbox } from './outbox.ts';
import type { Handshake } from './state.ts';
import { Transcript } from './transcript.ts';

export const newHandshake = ({ random, now }: { random: RandomBytes; now: number }): Handshake => ({
  inbox: new Inbox(),
  outbox: new Outbox(),
  transcript: new Transcript(),
  random,
  now,
  version: null,
});
