/**
 * Handshakes as text, a line a message, in tests/golden/tls12. After a change that is meant, write them again with
 * `npx vitest run golden12 -u` and read the difference.
 */
import { describe, expect, test } from 'vitest';
import type { EndpointEvent } from '../../../../src/tls/endpoint.ts';
import type { ClientOptions, ServerChoice, ServerOptions } from '../../../../src/tls/options.ts';
import { seededBytes } from '../../../../src/tls/seededBytes.ts';
import type { Session } from '../../../../src/tls/session.ts';
import { alertsOf, converse, credentials, eventsOf, type Conversation } from './ends.ts';
import { client12, server12 } from './ends12.ts';

/** What the client and the server said, in the order in which it arrived at the other end. */
function transcript(conversation: Conversation): string {
  const lines = said(conversation).map(({ who, type, length, sealed }) =>
    [who.padEnd(6), type.padEnd(20), String(length).padStart(5), sealed ? 'sealed' : 'plain'].join('  '),
  );
  const ends = (['client', 'server'] as const).map((side) =>
    [side.padEnd(6), conversation[side].state, ...outcome(conversation.events[side])].join('  '),
  );
  return [...lines, '', ...ends, ''].join('\n');
}

type Line = { who: string; type: string; length: number; sealed: boolean };

/** One side's flight, then the other's, as they were sent. */
function said({ events, flights }: Conversation): Line[] {
  const sent = { client: messages('client', events.client), server: messages('server', events.server) };
  return flights.flatMap(({ from, bytes }) => {
    let left = bytes.length;
    const lines: Line[] = [];
    while (left > 0) {
      const next = sent[from].shift();
      if (next === undefined) throw new Error('a flight without messages');
      left -= next.onTheWire;
      lines.push(next);
    }
    return lines;
  });
}

const messages = (who: string, events: readonly EndpointEvent[]): (Line & { onTheWire: number })[] =>
  eventsOf(events, 'sent').map(({ message, records }) => ({
    who,
    type: message.type,
    length: message.bytes.length,
    sealed: records.some(({ sealedBy }) => sealedBy !== null),
    onTheWire: records.reduce((sum, { bytes }) => sum + bytes.length, 0),
  }));

const outcome = (events: readonly EndpointEvent[]): string[] => [
  ...eventsOf(events, 'established').map(
    ({ cipherSuite, group, resumed }) => `${cipherSuite} ${group ?? 'no group'}${resumed ? ' resumed' : ''}`,
  ),
  ...eventsOf(events, 'not-modelled').map(({ what }) => `not modelled: ${what}`),
  ...alertsOf(events),
];

type Case = {
  name: string;
  client?: Partial<ClientOptions>;
  choice?: Partial<ServerChoice>;
  server?: Partial<ServerOptions>;
};

const ticketKey = new Uint8Array(32).fill(7);
const rsa = credentials.rsa;
const cases: Case[] = [
  { name: 'ecdsa' },
  { name: 'ed25519', choice: { credential: credentials.ed25519 } },
  { name: 'rsa', choice: { credential: rsa } },
  { name: 'ticket', server: { ticketKey } },
  { name: 'session-id', server: { cache: new Map() } },
  { name: 'mutual', client: { credential: rsa }, choice: { clientAuth: 'required' } },
  { name: 'no-client-certificate', choice: { clientAuth: 'optional' } },
  { name: 'client-certificate-required', choice: { clientAuth: 'required' } },
  { name: 'no-extensions', client: { alpn: [], shapeHello: (hello) => ({ ...hello, extensions: null }) } },
  { name: 'no-common-suite', client: { cipherSuites: ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'] } },
  {
    name: 'tls10',
    client: {
      versions: ['1.0'],
      cipherSuites: ['TLS_RSA_WITH_3DES_EDE_CBC_SHA'],
      shapeHello: (hello) => ({ ...hello, extensions: null }),
    },
    choice: { versions: ['1.0', '1.2'], cipherSuites: ['TLS_RSA_WITH_3DES_EDE_CBC_SHA'], credential: rsa },
  },
];

const golden = (name: string): string => `../../../golden/tls12/${name}.txt`;

describe('handshakes of TLS 1.2', () => {
  test.each(cases)('$name', async ({ name, client, choice, server }) => {
    const conversation = converse(client12(client), server12(choice, server));
    await expect(transcript(conversation)).toMatchFileSnapshot(golden(name));
  });

  test.each([
    { name: 'ticket-resumed', memory: { ticketKey } },
    { name: 'session-id-resumed', memory: { cache: new Map<string, Session>() } },
  ])('$name', async ({ name, memory }) => {
    const [first] = eventsOf(converse(client12(), server12({}, memory)).events.client, 'session');
    if (first === undefined) throw new Error('no session');
    const again = client12({ session: first.session, random: seededBytes('client, again') });
    const conversation = converse(again, server12({}, { ...memory, random: seededBytes('server, again') }));
    await expect(transcript(conversation)).toMatchFileSnapshot(golden(name));
  });
});
