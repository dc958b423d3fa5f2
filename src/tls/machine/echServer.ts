/** Which hello counts for a server: the one that it got, or the one sealed in it (RFC 9849 section 7). */
import { openEch, reopenEch } from '../ech/clientHello.ts';
import { findExtension } from '../findExtension.ts';
import type { Message, ParsedMessage } from '../message.ts';
import { parseClientHello, type ClientHelloContent } from '../messages/clientHello.ts';
import type { ReceivedEch, ServerOptions } from '../options.ts';
import { isRefusal } from '../protection.ts';
import type { Refusal } from '../refusal.ts';
import type { Handshake } from './state.ts';

/** The hello that counts. */
export type Counting = {
  hello: ClientHelloContent;
  message: ParsedMessage<ClientHelloContent>;
  ech: ReceivedEch;
};

/** Of a first hello, before anything else of it is looked at. */
export function countingHello(
  { outbox }: Handshake,
  { ech }: ServerOptions,
  hello: ClientHelloContent,
  message: ParsedMessage<ClientHelloContent>,
): Counting | Refusal {
  const reading = openEch(hello, ech?.keys ?? []);
  if (ech === null || reading.outcome === 'absent') return { hello, message, ech: { state: 'none' } };
  if (reading.outcome === 'accepted') {
    const { inner, recipient } = reading;
    outbox.emit({ kind: 'ech', outcome: 'accepted', hello: inner });
    return readInner(inner, { state: 'accepted', recipient });
  }
  if (reading.outcome === 'illegal') return { alert: 'illegal_parameter', reason: 'bad-inner-hello' };
  outbox.emit({ kind: 'ech', outcome: 'rejected', hello: message });
  return { hello, message, ech: { state: 'rejected' } };
}

/** Of the hello after a HelloRetryRequest: it stays with what the first one came to (section 7.1.1). */
export function countingAgain(
  ech: ReceivedEch,
  hello: ClientHelloContent,
  message: ParsedMessage<ClientHelloContent>,
): Counting | Refusal {
  if (ech.state !== 'accepted') return { hello, message, ech };
  const inner = reopenEch(hello, ech.recipient);
  return isRefusal(inner) ? inner : readInner(inner, ech);
}

function readInner({ bytes }: Message, ech: ReceivedEch): Counting | Refusal {
  const message = parseClientHello(bytes);
  const [error] = message.errors;
  if (error !== undefined) return { alert: error.code, reason: error.reason };
  const { content: hello } = message;
  return hello === null ? { alert: 'decode_error', reason: 'truncated' } : { hello, message, ech };
}

/** Whether the server has to say that it took an inner hello: its own client's, or one passed on to it (section 7.2). */
export const confirmsInner = ({ ech }: ServerOptions, { extensions }: ClientHelloContent): boolean =>
  ech !== null && findExtension(extensions, 'encrypted_client_hello')?.outer === null;
