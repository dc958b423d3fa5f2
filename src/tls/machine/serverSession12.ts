/** What a server of TLS 1.2 keeps of a connection, itself or in a ticket that the client keeps. */
import { equalBytes } from '../../bytes/equalBytes.ts';
import { encodeHex } from '../../bytes/hex.ts';
import { encodeNewSessionTicket12 } from '../messages/newSessionTicket.ts';
import type { Session } from '../session.ts';
import { sealTicket12, ticketLifetime12 } from '../ticket12.ts';
import type { Keyed12 } from './connection12.ts';
import type { Server12 } from './server12.ts';
import type { ServerStart } from './serverStart.ts';
import { sendHandshake } from './state.ts';
import type { Handshake } from './state.ts';

/**
 * An id that no session has: neither one that is remembered, nor the one that the client asked for in vain, which
 * would tell it that its session goes on. That matters where chance is repeatable.
 */
export function newSessionId({ random }: Handshake, { received, options }: ServerStart): Uint8Array {
  const isTaken = (id: Uint8Array): boolean =>
    equalBytes(id, received.hello.legacy_session_id) || options.cache?.has(encodeHex(id)) === true;
  let id = random(32, 'session id');
  const most = (options.cache?.size ?? 0) + 2;
  for (let attempt = 2; isTaken(id) && attempt <= most; attempt += 1)
    id = random(32, `session id ${attempt}`);
  return id;
}

/** The session that a full handshake made. */
export const newSession = (
  { start, alpn, sessionId }: Server12,
  { handshake, suite, master, extendedMasterSecret }: Keyed12,
  peerChain: Uint8Array[],
): Session => ({
  version: '1.2',
  cipherSuite: suite.name,
  secret: master,
  identity: { kind: 'session-id', bytes: sessionId },
  serverName: start.received.serverName,
  alpn,
  issuedAt: handshake.now,
  lifetime: ticketLifetime12,
  ageAdd: 0,
  extendedMasterSecret,
  peerChain,
  context: start.choice.context,
});

/** Where the session has an id. */
export function rememberSession({ start, sessionId }: Server12, session: Session): void {
  if (sessionId.length > 0) start.options.cache?.set(encodeHex(sessionId), session);
}

/** RFC 5077 section 3.3: an announced ticket has to come; one that cannot be made is empty. */
export function sendTicket({ connection, start }: Server12, session: Session): void {
  const { handshake } = connection;
  const { ticketKey } = start.options;
  const ticket =
    ticketKey === null ? null : sealTicket12(session, ticketKey, handshake.random(16, 'ticket iv'));
  const content = { ticket_lifetime_hint: session.lifetime, ticket: ticket ?? new Uint8Array() };
  sendHandshake(handshake, encodeNewSessionTicket12(content));
}
