/** The client in TLS 1.2, from the ServerHello on. */
import type { ServerHelloContent } from '../messages/serverHello.ts';
import type { ClientStart } from './clientStart.ts';
import { refuse, type Handshake, type Step } from './state.ts';

/**
 * The server picked TLS 1.2. Its hello is parsed, told and in the transcript; that legacy_version is 1.2, the cipher
 * suite and extensions were offered and there is no downgrade sentinel against the client's will is checked.
 */
export type ContinueClient12 = (handshake: Handshake, start: ClientStart, hello: ServerHelloContent) => Step;

export const continueClient12: ContinueClient12 = () => refuse('internal_error', 'not-implemented');
