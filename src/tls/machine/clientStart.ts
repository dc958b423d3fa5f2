/** What a client has when its hello is answered. */
import type { KeyPair } from '../crypto/agreement.ts';
import type { ClientHelloContent } from '../messages/clientHello.ts';
import type { ClientOptions } from '../options.ts';
import type { Session } from '../session.ts';

/**
 * `hello`: as sent last; `keyPairs`: of its key shares; `psk`: the session of its pre_shared_key, null: none.
 * `retry`: the cipher suite of the HelloRetryRequest that was answered, null: none came.
 */
export type ClientStart = {
  options: ClientOptions;
  hello: ClientHelloContent;
  keyPairs: KeyPair[];
  psk: Session | null;
  retry: number | null;
};
