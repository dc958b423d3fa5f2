/** What a client of TLS 1.2 keeps to resume with: a ticket (RFC 5077), or the session's id (RFC 5246 section 7.3). */
import { parseNewSessionTicket12 } from '../messages/newSessionTicket.ts';
import type { NewSessionTicket12Content } from '../messages/newSessionTicket.ts';
import type { Session } from '../session.ts';
import type { Client12 } from './answered12.ts';
import { expectFinished } from './connection12.ts';
import type { Keyed12 } from './connection12.ts';
import { reading, wait } from './state.ts';
import type { State, Step } from './state.ts';

/** Seconds: what RFC 5246 appendix F.1.4 advises at most for an id, and what is taken where a ticket does not say. */
const longestLifetime = 86_400;

/**
 * The server's last words: the ticket it announced, ChangeCipherSpec, Finished. `then` gets the session they make;
 * null: nothing new.
 */
export function expectServerFinished(
  client: Client12,
  keys: Keyed12,
  peerChain: Uint8Array[],
  then: (session: Session | null) => Step,
): State {
  const { handshake } = client.connection;
  if (!client.ticketComes) return expectFinished(keys, () => then(sessionById(client, keys, peerChain)));
  const new_session_ticket = reading(handshake, parseNewSessionTicket12, (content, { bytes }) => {
    handshake.transcript.add(bytes);
    const session =
      content.ticket.length === 0
        ? sessionById(client, keys, peerChain)
        : sessionByTicket(client, keys, peerChain, content);
    return wait(expectFinished(keys, () => then(session)));
  });
  return { name: 'WAIT_TICKET', on: { new_session_ticket }, changeCipherSpec: 'unexpected' };
}

/** A session that was resumed has its id already. */
function sessionById(client: Client12, keys: Keyed12, peerChain: Uint8Array[]): Session | null {
  if (client.session !== null || client.sessionId.length === 0) return null;
  const identity = { kind: 'session-id' as const, bytes: client.sessionId };
  return { ...remembered(client, keys, peerChain), identity, lifetime: longestLifetime };
}

function sessionByTicket(
  client: Client12,
  keys: Keyed12,
  peerChain: Uint8Array[],
  { ticket, ticket_lifetime_hint: hint }: NewSessionTicket12Content,
): Session {
  const identity = { kind: 'ticket' as const, bytes: ticket };
  return { ...remembered(client, keys, peerChain), identity, lifetime: hint === 0 ? longestLifetime : hint };
}

const remembered = (
  { start, alpn }: Client12,
  { handshake, suite, master, extendedMasterSecret }: Keyed12,
  peerChain: Uint8Array[],
): Omit<Session, 'identity' | 'lifetime'> => ({
  version: '1.2',
  cipherSuite: suite.name,
  secret: master,
  serverName: start.options.serverName,
  alpn,
  issuedAt: handshake.now,
  ageAdd: 0,
  extendedMasterSecret,
  peerChain,
  context: '',
});
