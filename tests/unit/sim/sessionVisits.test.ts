/** Worked out by hand: visits go to A, B, B, A, and the client always shows what it got last. */
import { expect, test } from 'vitest';
import { sessionMethods, sessionVisits, type SessionMethod } from '../../../src/sim/sessionVisits.ts';

const saysCertificate = (messages: readonly { type: string }[]): boolean =>
  messages.some(({ type }) => type === 'certificate');

test.each(sessionMethods)(
  '%s: each server knows its own only; what is shared serves everywhere',
  (method) => {
    const own = sessionVisits(method, 'own');
    expect(own.map(({ resumed }) => resumed)).toEqual([false, false, true, false]);
    const shared = sessionVisits(method, 'shared');
    expect(shared.map(({ resumed }) => resumed)).toEqual([false, true, true, true]);
    for (const visit of [...own, ...shared]) expect(saysCertificate(visit.messages)).toBe(!visit.resumed);
  },
);

test.each<[SessionMethod, string[]]>([
  // RFC 5246 figure 2: the server is the first to say Finished. RFC 9846 figure 3.
  ['session-id', ['client_hello', 'server_hello', 'finished', 'finished']],
  [
    'ticket-1.3',
    ['client_hello', 'server_hello', 'encrypted_extensions', 'finished', 'finished', 'new_session_ticket'],
  ],
])('%s: the messages of a resumed connection', (method, expected) => {
  const visit = sessionVisits(method, 'shared')[1];
  expect(visit?.messages.map(({ type }) => type)).toEqual(expected);
});

test('the same on every run', () => {
  expect(sessionVisits('ticket-1.3', 'own')).toEqual(sessionVisits('ticket-1.3', 'own'));
});
