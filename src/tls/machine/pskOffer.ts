/** pre_shared_key in a ClientHello and its binders (RFC 9846 section 4.3.11), on both sides. */
import { hashLength, type HashName } from '../crypto/hash.ts';
import { binderKey, earlySecret, verifyData } from '../keySchedule13.ts';
import type { Message } from '../message.ts';
import { encodeClientHello, type ClientHelloContent } from '../messages/clientHello.ts';
import { isFresh } from '../ticket.ts';
import type { ClientOptions } from '../options.ts';
import type { Session } from '../session.ts';
import { suite13 } from '../suites13.ts';
import type { Transcript } from './transcript.ts';

/** The hash that a session's PSK is tied to. */
export const pskHash = ({ version, cipherSuite }: Session): HashName | null =>
  version === '1.3' ? (suite13(cipherSuite)?.hash ?? null) : null;

/** The session that a client can offer: fresh, with a cipher suite of its hash on offer (section 4.3.11); else null. */
export function offerablePsk({ session, now, versions, cipherSuites }: ClientOptions): Session | null {
  const hash = session === null ? null : pskHash(session);
  const fits = cipherSuites.some((name) => hash !== null && suite13(name)?.hash === hash);
  return session !== null && fits && versions.includes('1.3') && isFresh(session, now) ? session : null;
}

/** The hello with the session's ticket and a binder over all before it. */
export function withPsk(
  hello: ClientHelloContent,
  session: Session,
  transcript: Transcript,
  now: number,
): ClientHelloContent {
  const hash = pskHash(session) ?? 'sha256';
  const age = (now - session.issuedAt + session.ageAdd) % 2 ** 32;
  const offer = (binder: Uint8Array): ClientHelloContent => ({
    ...hello,
    extensions: [
      ...(hello.extensions ?? []),
      {
        type: 'pre_shared_key',
        data: {
          identities: [{ identity: session.identity.bytes, obfuscated_ticket_age: age }],
          binders: [binder],
        },
      },
    ],
  });
  const unbound = encodeClientHello(offer(new Uint8Array(hashLength(hash))));
  return offer(
    binderOf(hash, session, transcript.hashWith(hash, beforeBinders(unbound, [hashLength(hash)]))),
  );
}

/** Whether binder `index` of a received hello is this session's; the transcript does not have the hello yet. */
export function binderFor(
  message: Message,
  binders: readonly Uint8Array[],
  session: Session,
  transcript: Transcript,
): Uint8Array {
  const hash = pskHash(session) ?? 'sha256';
  const partial = beforeBinders(
    message,
    binders.map(({ length }) => length),
  );
  return binderOf(hash, session, transcript.hashWith(hash, partial));
}

const binderOf = (hash: HashName, { secret }: Session, partialHash: Uint8Array): Uint8Array =>
  verifyData(hash, binderKey(hash, earlySecret(hash, secret)), partialHash);

/** The hello up to the list of binders, which ends it: a length of 2 bytes, and one of 1 before each. */
function beforeBinders({ bytes }: Message, lengths: readonly number[]): Uint8Array {
  const list = lengths.reduce((sum, length) => sum + 1 + length, 2);
  return bytes.subarray(0, bytes.length - list);
}
