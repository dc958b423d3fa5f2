/** What both ends of TLS 1.2 do alike: secrets, ChangeCipherSpec with Finished, and refusing to renegotiate. */
import { otherSide, type Side } from '../side.ts';
import { equalBytes } from '../../bytes/equalBytes.ts';
import type { CipherSuite12 } from '../cipherSuites12.ts';
import { alertCode } from '../codePoints.ts';
import type { ParsedMessage } from '../message.ts';
import { alertContent, encodeAlert } from '../messages/alert.ts';
import { encodeChangeCipherSpec } from '../messages/changeCipherSpec.ts';
import { parseClientHello } from '../messages/clientHello.ts';
import { encodeFinished, parseFinished } from '../messages/finished.ts';
import { parseHelloRequest } from '../messages/helloRequest.ts';
import { extendedMasterSecret, masterSecret, verifyData12, verifyDataLength } from '../prf12.ts';
import type { Randoms, WriteKeys } from '../prf12.ts';
import { connectionKeys, opener12, sealer12 } from '../protection12.ts';
import { reading, refuse, sendHandshake, wait } from './state.ts';
import type { Handler, Handshake, State, Step } from './state.ts';

export type { Side } from '../side.ts';

/** What the hellos settle. `side`: which end this is. */
export type Connection12 = {
  handshake: Handshake;
  side: Side;
  suite: CipherSuite12;
  randoms: Randoms;
  extendedMasterSecret: boolean;
};

/** A connection with its keys. */
export type Keyed12 = Connection12 & { master: Uint8Array; keys: WriteKeys };

/** The keys of a full handshake, once ClientKeyExchange is in the transcript. */
export function keyed(connection: Connection12, preMasterSecret: Uint8Array): Keyed12 {
  const { handshake, suite, randoms } = connection;
  const master = connection.extendedMasterSecret
    ? extendedMasterSecret(suite.hash, preMasterSecret, handshake.transcript.hash(suite.hash))
    : masterSecret(suite.hash, preMasterSecret, randoms);
  return keyedBy(connection, master);
}

/** The keys that come of a master secret: in a resumed session an earlier one. */
export function keyedBy(connection: Connection12, master: Uint8Array): Keyed12 {
  const { handshake, suite, randoms } = connection;
  handshake.outbox.emit({
    kind: 'secret',
    label: 'CLIENT_RANDOM',
    clientRandom: randoms.client,
    secret: master,
  });
  return { ...connection, master, keys: connectionKeys(suite, master, randoms) };
}

/** ChangeCipherSpec, and Finished as the first message under the keys. */
export function sendFinished({ handshake, side, suite, master, keys }: Keyed12): void {
  handshake.outbox.send(encodeChangeCipherSpec());
  handshake.outbox.sealWith(sealer12(suite, keys[side]));
  const verify_data = verifyData12(suite.hash, master, side, handshake.transcript.hash(suite.hash));
  sendHandshake(handshake, encodeFinished({ verify_data }));
}

/** The peer's ChangeCipherSpec and Finished, then what `then` does. */
export function expectFinished(connection: Keyed12, then: () => Step): State {
  const { handshake, suite, keys } = connection;
  const begin = (): Step => {
    const problem = handshake.inbox.openWith(opener12(suite, keys[peerOf(connection)]));
    return problem === null ? wait(expectSealedFinished(connection, then)) : { kind: 'refuse', ...problem };
  };
  return { name: 'WAIT_CHANGE_CIPHER_SPEC', on: {}, changeCipherSpec: begin };
}

function expectSealedFinished(connection: Keyed12, then: () => Step): State {
  const { handshake, suite, master } = connection;
  const finished = reading(handshake, parseFinished, ({ verify_data }, message) => {
    const hash = handshake.transcript.hash(suite.hash);
    if (verify_data.length !== verifyDataLength) return refuse('decode_error', 'length-out-of-range');
    if (!equalBytes(verify_data, verifyData12(suite.hash, master, peerOf(connection), hash)))
      return refuse('decrypt_error', 'bad-finished');
    handshake.transcript.add(message.bytes);
    return then();
  });
  return { name: 'WAIT_FINISHED', on: { finished }, changeCipherSpec: 'unexpected' };
}

const peerOf = ({ side }: Connection12): Side => otherSide(side);

/**
 * Application data goes both ways. The peer's wish to renegotiate is declined, as RFC 5246 section 7.2.2 allows, and
 * the connection goes on.
 */
export function connected({ handshake, side }: Connection12): State {
  const decline = (): Step => {
    sendNoRenegotiation(handshake);
    return wait(state);
  };
  const on: State['on'] =
    side === 'client'
      ? { hello_request: readingNothing(handshake, parseHelloRequest, decline) }
      : { client_hello: reading(handshake, parseClientHello, decline) };
  const state: State = { name: 'CONNECTED', on, changeCipherSpec: 'unexpected' };
  return state;
}

function sendNoRenegotiation({ outbox }: Handshake): void {
  const name = 'no_renegotiation';
  const level = 'warning';
  outbox.send(encodeAlert(alertContent(level, name)));
  outbox.emit({ kind: 'alert', from: 'us', level, name, code: alertCode(name), reason: 'renegotiation' });
}

/**
 * Waits as a client in the midst of a handshake: it ignores HelloRequest, which no transcript has (RFC 5246 section
 * 7.4.1.1).
 */
export function negotiate(handshake: Handshake, state: State): Step {
  const hello_request = readingNothing(handshake, parseHelloRequest, () => wait(ignoring));
  const ignoring: State = { ...state, on: { ...state.on, hello_request } };
  return wait(ignoring);
}

/** `reading` for a message without content. */
export const readingNothing =
  (
    { outbox }: Handshake,
    parse: (bytes: Uint8Array) => ParsedMessage<null>,
    act: (message: ParsedMessage<null>) => Step,
  ): Handler =>
  ({ bytes, records }) => {
    const message = parse(bytes);
    outbox.emit({ kind: 'received', message, records });
    const [error] = message.errors;
    return error === undefined ? act(message) : refuse(error.code, error.reason);
  };
