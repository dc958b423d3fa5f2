/** The words in which the handshakes are written: a state says what it takes, a step what comes of it. */
import type { HandshakeTypeName } from '../codePoints.ts';
import type { RandomBytes } from '../credential.ts';
import type { MachineVersion, NotModelled, Possession } from '../endpoint.ts';
import type { Message, ParsedMessage } from '../message.ts';
import type { Refusal } from '../refusal.ts';
import type { Inbox, Incoming } from './inbox.ts';
import type { Outbox } from './outbox.ts';
import type { Transcript } from './transcript.ts';

/** What both sides and both versions work with. */
export type Handshake = {
  inbox: Inbox;
  outbox: Outbox;
  transcript: Transcript;
  random: RandomBytes;
  /** Milliseconds since the epoch. */
  now: number;
  /** Agreed on; null: not yet. */
  version: MachineVersion | null;
};

/** What a machine does next. */
export type Step =
  | { kind: 'wait'; state: State }
  /** Asks the caller about the peer's chain; `accepted` is what happens if it is not refused. */
  | { kind: 'judge'; chain: Uint8Array[]; possession: Possession; accepted: () => Step }
  | ({ kind: 'refuse' } & Refusal)
  /** What would follow is not modelled. */
  | { kind: 'stop'; what: NotModelled };

/**
 * `name`: as in RFC 9846 appendix A where it has one (WAIT_SH, WAIT_CV, CONNECTED). A message without a handler is
 * unexpected. Application data is for CONNECTED only, alerts are taken in any state.
 */
export type State = {
  name: string;
  on: Partial<Record<HandshakeTypeName, Handler>>;
  /** TLS 1.3 ignores change_cipher_spec for a while; in TLS 1.2 it is a message of its own. */
  changeCipherSpec: 'ignored' | 'unexpected' | (() => Step);
};

export type Handler = (incoming: Incoming) => Step;

export const wait = (state: State): Step => ({ kind: 'wait', state });
export const refuse = (alert: Refusal['alert'], reason: Refusal['reason']): Step => ({
  kind: 'refuse',
  alert,
  reason,
});

/** Where the handshake is over. */
export const isConnected = ({ name }: State): boolean => name === 'CONNECTED';

/**
 * Reads a message, tells it, and acts on what it says, unless something is wrong with it. The transcript does not
 * have it yet: `act` adds it where it belongs.
 */
export const reading =
  <T>(
    { outbox }: Handshake,
    parse: (bytes: Uint8Array) => ParsedMessage<T>,
    act: (content: T, message: ParsedMessage<T>) => Step,
  ): Handler =>
  ({ bytes, records }) => {
    const message = parse(bytes);
    outbox.emit({ kind: 'received', message, records });
    const [error] = message.errors;
    if (error !== undefined) return refuse(error.code, error.reason);
    if (message.content === null) return refuse('decode_error', 'truncated');
    return act(message.content, message);
  };

/** Sends a handshake message and enters it in the transcript. */
export function sendHandshake({ outbox, transcript }: Handshake, message: Message): void {
  outbox.send(message);
  transcript.add(message.bytes);
}
