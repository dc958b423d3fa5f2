/** What a client has when its hello is answered. */
import type { KeyPair } from '../crypto/agreement.ts';
import type { ClientHelloContent } from '../messages/clientHello.ts';
import type { ClientOptions } from '../options.ts';

/** `hello`: as sent; `keyPairs`: of its key shares. */
export type ClientStart = { options: ClientOptions; hello: ClientHelloContent; keyPairs: KeyPair[] };
