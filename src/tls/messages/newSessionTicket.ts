/** NewSessionTicket, in its two forms: RFC 5077 section 3.3 and RFC 9846 section 4.7.1. */
import { opaqueVector, struct, uint } from '../codec.ts';
import type { ContentOf } from '../codec.ts';
import { extensionList } from '../extension.ts';
import * as body from '../extensionBodies.ts';
import { encodeHandshake, parseHandshake } from '../message.ts';
import type { Message, ParsedMessage } from '../message.ts';

const newSessionTicket12 = struct({ ticket_lifetime_hint: uint(4), ticket: opaqueVector(2, 0, 0xffff) });

const newSessionTicket13 = struct({
  ticket_lifetime: uint(4),
  ticket_age_add: uint(4),
  ticket_nonce: opaqueVector(1, 0, 0xff),
  ticket: opaqueVector(2, 1, 0xffff),
  extensions: extensionList({ early_data: body.maxEarlyDataSize }, { min: 0, max: 0xffff }),
});

/** Lifetime in seconds; 0: the server does not say. */
export type NewSessionTicket12Content = ContentOf<typeof newSessionTicket12>;
/** Lifetime in seconds, at most a week. */
export type NewSessionTicket13Content = ContentOf<typeof newSessionTicket13>;

/** TLS 1.2 and before. @throws RangeError when the ticket is longer than its length can say. */
export const encodeNewSessionTicket12 = (content: NewSessionTicket12Content): Message =>
  encodeHandshake('new_session_ticket', 'NewSessionTicket', newSessionTicket12, content);

/** TLS 1.3. @throws RangeError when a part is longer than its length can say. */
export const encodeNewSessionTicket13 = (content: NewSessionTicket13Content): Message =>
  encodeHandshake('new_session_ticket', 'NewSessionTicket', newSessionTicket13, content);

/** Reads the form of TLS 1.2; never throws. */
export const parseNewSessionTicket12 = (bytes: Uint8Array): ParsedMessage<NewSessionTicket12Content> =>
  parseHandshake('new_session_ticket', 'NewSessionTicket', newSessionTicket12, bytes);

/** Reads the form of TLS 1.3; never throws. */
export const parseNewSessionTicket13 = (bytes: Uint8Array): ParsedMessage<NewSessionTicket13Content> =>
  parseHandshake('new_session_ticket', 'NewSessionTicket', newSessionTicket13, bytes);
