/** Whether a server took the sealed hello, and what a client goes on with (RFC 9849 sections 6.1.4 to 6.1.6). */
import { equalBytes } from '../../bytes/equalBytes.ts';
import { cipherSuiteName, protocolVersion } from '../codePoints.ts';
import {
  acceptConfirmation,
  blankConfirmation,
  isConfirmed,
  retryConfirmation,
} from '../ech/confirmation.ts';
import type { EchConfig } from '../ech/config.ts';
import { findExtension } from '../findExtension.ts';
import { encodeClientHello } from '../messages/clientHello.ts';
import {
  encodeHelloRetryRequest,
  type HelloRetryRequestContent,
  type ServerHelloContent,
} from '../messages/serverHello.ts';
import type { Refusal } from '../refusal.ts';
import { suite13 } from '../suites13.ts';
import type { ClientStart, SealedHello } from './clientStart.ts';
import { refuse, type Handshake, type Step } from './state.ts';

/** `bytes`: the ServerHello with its header. A server that took the hello in its request says so again. */
export function settledByServerHello(
  handshake: Handshake,
  start: ClientStart,
  hello: ServerHelloContent,
  bytes: Uint8Array,
): ClientStart | Refusal {
  const { ech } = start;
  if (ech.state === 'none' || ech.state === 'rejected') return start;
  const suite = suite13(cipherSuiteName(hello.cipher_suite));
  const isTls13 = findExtension(hello.extensions, 'supported_versions') === protocolVersion('TLS 1.3');
  const { inner, transcript } = ech;
  const takes =
    isTls13 &&
    suite !== undefined &&
    isConfirmed(bytes, acceptConfirmation(suite.hash, inner.random, transcript.bytes(), bytes));
  if (ech.state === 'sealed')
    return takes ? accepted(handshake, start, ech) : rejected(handshake, start, ech);
  return takes ? start : { alert: 'illegal_parameter', reason: 'ech-not-confirmed' };
}

export function settledByRetry(
  handshake: Handshake,
  start: ClientStart,
  request: HelloRetryRequestContent,
): ClientStart {
  const { ech } = start;
  if (ech.state !== 'sealed') return start;
  const suite = suite13(cipherSuiteName(request.cipher_suite));
  const confirmation = findExtension(request.extensions, 'encrypted_client_hello');
  const { inner, transcript } = ech;
  const takes =
    confirmation !== undefined &&
    suite !== undefined &&
    equalBytes(confirmation, retryConfirmation(suite.hash, inner.random, transcript.bytes(), blank(request)));
  return takes ? accepted(handshake, start, ech) : rejected(handshake, start, ech);
}

/** The request as it was before its confirmation was computed. */
const blank = (request: HelloRetryRequestContent): Uint8Array =>
  encodeHelloRetryRequest({
    ...request,
    extensions: request.extensions.map((each) =>
      each.type === 'encrypted_client_hello' ? { type: each.type, data: blankConfirmation } : each,
    ),
  }).bytes;

function accepted(handshake: Handshake, start: ClientStart, ech: SealedHello): ClientStart {
  const { inner, psk, transcript } = ech;
  handshake.outbox.emit({ kind: 'ech', outcome: 'accepted', hello: encodeClientHello(inner) });
  handshake.transcript = transcript;
  return { ...start, hello: inner, psk, ech: { ...ech, state: 'accepted' } };
}

/** The outer hello counts: a connection with the public name, which is shown no certificate (section 6.1.7). */
function rejected(handshake: Handshake, start: ClientStart, { sender }: SealedHello): ClientStart {
  handshake.outbox.emit({ kind: 'ech', outcome: 'rejected', hello: encodeClientHello(start.hello) });
  const serverName = new TextDecoder().decode(sender.config.contents.public_name);
  const options = { ...start.options, serverName, credential: null, session: null };
  return { ...start, options, ech: { state: 'rejected' } };
}

/** The end of a handshake with the public name: it was only to hear, from the right server, what to do instead. */
export function afterRejection({ outbox }: Handshake, configs: readonly EchConfig[]): Step {
  outbox.emit({ kind: 'ech-retry', configs });
  return refuse('ech_required', 'ech-rejected');
}
