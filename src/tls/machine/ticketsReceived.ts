/** A client's tickets of TLS 1.3 (RFC 9846 section 4.7.1). */
import { resumptionPsk } from '../keySchedule13.ts';
import { parseNewSessionTicket13, type NewSessionTicket13Content } from '../messages/newSessionTicket.ts';
import type { Session } from '../session.ts';
import type { Connection13 } from './keys13.ts';
import { reading, type Handler, type Step } from './state.ts';

/** Seconds in a week: no ticket lives longer. */
const longestLifetime = 604800;

type About = { serverName: string | null; alpn: string | null; chain: Uint8Array[] };

/** Takes tickets in a state to stay in. */
export type TakingTickets = (stay: () => Step) => Handler;

/** Tells each as a session to resume; one with no lifetime is dropped. */
export const takingTickets =
  (connection: Connection13, resumption: Uint8Array, about: About): TakingTickets =>
  (stay) =>
    reading(connection.handshake, parseNewSessionTicket13, (content) => {
      if (content.ticket_lifetime > 0)
        connection.handshake.outbox.emit({
          kind: 'session',
          session: sessionOf(connection, resumption, about, content),
        });
      return stay();
    });

const sessionOf = (
  { handshake, suite }: Connection13,
  resumption: Uint8Array,
  { serverName, alpn, chain }: About,
  { ticket, ticket_nonce, ticket_lifetime, ticket_age_add }: NewSessionTicket13Content,
): Session => ({
  version: '1.3',
  cipherSuite: suite.name,
  secret: resumptionPsk(suite.hash, resumption, ticket_nonce),
  identity: { kind: 'ticket', bytes: ticket },
  serverName,
  alpn,
  issuedAt: handshake.now,
  lifetime: Math.min(ticket_lifetime, longestLifetime),
  ageAdd: ticket_age_add,
  extendedMasterSecret: true,
  peerChain: chain,
  context: '',
});
