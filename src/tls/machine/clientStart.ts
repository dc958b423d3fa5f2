/** What a client has when its hello is answered. */
import type { KeyPair } from '../crypto/agreement.ts';
import type { EchSender } from '../ech/clientHello.ts';
import type { ClientHelloContent } from '../messages/clientHello.ts';
import type { ClientOptions } from '../options.ts';
import type { Session } from '../session.ts';
import type { Transcript } from './transcript.ts';

/**
 * `hello`: as sent last; `keyPairs`: of its key shares; `psk`: the session of its pre_shared_key, null: none.
 * `retry`: the cipher suite of the HelloRetryRequest that was answered, null: none came. Until Encrypted Client Hello is
 * settled, hello and session are those of the outer hello.
 */
export type ClientStart = {
  options: ClientOptions;
  hello: ClientHelloContent;
  keyPairs: KeyPair[];
  psk: Session | null;
  retry: number | null;
  ech: ClientEch;
};

/**
 * A hello that was sealed into another one. `inner`: with its PSK, which is `psk`'s; `transcript`: the handshake's if
 * the server accepts; `outer`: what the hello on the wire is made of, without what is sealed and without filler.
 */
export type SealedHello = {
  sender: EchSender;
  inner: ClientHelloContent;
  psk: Session | null;
  transcript: Transcript;
  outer: ClientHelloContent;
};

/** `none`: nothing was sealed; `sealed`: the server has not answered yet. */
export type ClientEch =
  ({ state: 'sealed' | 'accepted' } & SealedHello) | { state: 'rejected' } | { state: 'none' };
