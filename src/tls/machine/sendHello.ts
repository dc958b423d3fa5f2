/** Sends a ClientHello, with its PSK if there is one. */
import { encodeClientHello, type ClientHelloContent } from '../messages/clientHello.ts';
import type { ClientStart } from './clientStart.ts';
import { withPsk } from './pskOffer.ts';
import { sendHandshake, type Handshake } from './state.ts';

/** `hello`: without pre_shared_key. What is sent is in the result's `hello`. */
export function sendHello(
  handshake: Handshake,
  start: Omit<ClientStart, 'hello'>,
  hello: ClientHelloContent,
): ClientStart {
  const { psk } = start;
  const whole = psk === null ? hello : withPsk(hello, psk, handshake.transcript, handshake.now);
  sendHandshake(handshake, encodeClientHello(whole));
  return { ...start, hello: whole };
}
