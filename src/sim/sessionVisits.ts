/**
 * A client comes back to a name that two servers stand behind, and shows what it was given to come back with. Whether
 * the server of this visit can do anything with it depends on what the two share.
 */
import { otherSide } from '../tls/side.ts';
import { concat } from '../bytes/concat.ts';
import { createClient } from '../tls/client.ts';
import type { Endpoint, EndpointEvent, Output } from '../tls/endpoint.ts';
import type { ServerChoice } from '../tls/options.ts';
import { seededBytes } from '../tls/seededBytes.ts';
import { createServer } from '../tls/server.ts';
import type { Session, SessionCache } from '../tls/session.ts';
import { certificatesInPem } from './certificates.ts';
import { proofFor } from './credentials.ts';
import { clientOffer, serverOffer } from './offers.ts';
import { presetCertificates } from './presetCertificates.generated.ts';
import type { Party } from './trace.ts';

/** How a server remembers: by a number in its memory (TLS 1.2), or sealed into a ticket that the client keeps. */
export const sessionMethods = ['session-id', 'ticket-1.2', 'ticket-1.3'] as const;
export type SessionMethod = (typeof sessionMethods)[number];

/** `own`: each server has its own memory, or key for tickets; `shared`: one for both. */
export const sessionSharings = ['own', 'shared'] as const;
export type SessionSharing = (typeof sessionSharings)[number];

export type SaidMessage = { from: Party; type: string; sealed: boolean };

/** `shown`: the visit that gave what the client shows; null: it has nothing. `bytes`: both ways, records whole. */
export type Visit = {
  server: 0 | 1;
  shown: number | null;
  resumed: boolean;
  messages: readonly SaidMessage[];
  bytes: number;
};

/** Which server the balancer picks, visit by visit. */
const visited = [0, 1, 1, 0] as const;
const firstVisit = Date.UTC(2026, 10, 22, 12);
const minute = 60_000;

type Memory = { ticketKey: Uint8Array | null; cache: SessionCache | null };

/** The visits in their order; the client shows what it got last. The same on every run. */
export function sessionVisits(method: SessionMethod, sharing: SessionSharing): Visit[] {
  const random = seededBytes(`sessions ${method} ${sharing}`);
  const memories = [0, 1].map((server): Memory => ({
    ticketKey: method === 'session-id' ? null : random(32, `ticket key of server ${server}`),
    cache: method === 'session-id' ? new Map() : null,
  }));
  const version = method === 'ticket-1.3' ? '1.3' : '1.2';
  const chain = certificatesInPem(presetCertificates['/etc/ssl/shop.example.pem'] ?? '');
  const { signer } = proofFor(chain, 'names-only', new Map(), random);
  if (!signer) return [];
  const choice = serverOffer(version, { chain: chain.map(({ der }) => der), signer });
  let kept: { session: Session; visit: number } | null = null;
  return visited.map((server, visit): Visit => {
    const shown = kept;
    const labelled = (end: Party) => (length: number, label: string) =>
      random(length, `visit ${visit}, ${end}: ${label}`);
    const now = firstVisit + visit * minute;
    const memory = memories[sharing === 'shared' ? 0 : server] ?? { ticketKey: null, cache: null };
    const ends = {
      client: createClient({
        ...clientOffer([version]),
        random: labelled('client'),
        now,
        serverName: 'shop.example',
        session: shown?.session ?? null,
      }),
      server: createServer({
        ...memory,
        ech: null,
        random: labelled('server'),
        now,
        choose: ({ session }): ServerChoice => ({ ...choice, resume: session !== null }),
        placeholders: 'refused',
      }),
    };
    const { events, bytes } = shakeHands(ends);
    const session = events.client.findLast((event) => event.kind === 'session')?.session;
    if (session) kept = { session, visit };
    return {
      server,
      shown: shown?.visit ?? null,
      resumed: events.client.some((event) => event.kind === 'established' && event.resumed),
      messages: saidBy(events.order),
      bytes,
    };
  });
}

type Heard = {
  events: Record<Party, EndpointEvent[]> & { order: { from: Party; event: EndpointEvent }[] };
  bytes: number;
};

/** Both ends until neither has anything more to say; every certificate is accepted. */
function shakeHands(ends: Record<Party, Endpoint>): Heard {
  const events: Heard['events'] = { client: [], server: [], order: [] };
  let bytes = 0;
  const take = (from: Party, output: Output): Uint8Array => {
    events[from].push(...output.events);
    events.order.push(...output.events.map((event) => ({ from, event })));
    bytes += output.bytes.length;
    if (ends[from].state !== 'judging') return output.bytes;
    return concat(output.bytes, take(from, ends[from].judge(null)));
  };
  take('server', ends.server.start());
  let from: Party = 'client';
  let flight = take('client', ends.client.start());
  while (flight.length > 0) {
    from = otherSide(from);
    flight = take(from, ends[from].receive(flight));
  }
  return { events, bytes };
}

const saidBy = (order: Heard['events']['order']): SaidMessage[] =>
  order.flatMap(({ from, event }) =>
    event.kind === 'sent' && event.message.type !== 'change_cipher_spec'
      ? [
          {
            from,
            type: event.message.type,
            sealed: event.records.some(({ sealedBy }) => sealedBy !== null),
          },
        ]
      : [],
  );
