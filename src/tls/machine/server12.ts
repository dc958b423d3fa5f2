/** The server in TLS 1.2, from the received ClientHello on. */
import type { ServerStart } from './serverStart.ts';
import { refuse, type Handshake, type Step } from './state.ts';

/** The client's hello is parsed, told and in the transcript; the choice is made and allows TLS 1.2. */
export type ContinueServer12 = (handshake: Handshake, start: ServerStart) => Step;

export const continueServer12: ContinueServer12 = () => refuse('internal_error', 'not-implemented');
