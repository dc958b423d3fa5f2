/**
 * Expected: the rows `resume-other-sni` of tests/truth/servers, a.test -> b.test, and a.test -> c.test where c asks its
 * clients for certificates. Caddy with client certificates for the other name has no such row: by Go's crypto/tls, which
 * does not resume a session without a verified chain where one is required.
 */
import { expect, test } from 'vitest';
import { otherNames } from '../../../src/sim/otherNames.ts';

const expected: [software: string, tls: string, asks: boolean, result: string, end: string | number][] = [
  ['nginx', '1.2', false, 'resumed', 200],
  ['nginx', '1.3', false, 'resumed', 200],
  ['nginx', '1.2', true, 'resumed', 421],
  ['nginx', '1.3', true, 'refused', 'access_denied'],
  ['apache', '1.2', false, 'full', 200],
  ['apache', '1.3', false, 'full', 200],
  ['apache', '1.2', true, 'full', 'handshake_failure'],
  ['apache', '1.3', true, 'full', 'certificate_required'],
  ['haproxy', '1.2', false, 'resumed', 200],
  ['haproxy', '1.3', false, 'resumed', 200],
  ['caddy', '1.2', false, 'resumed', 200],
  ['caddy', '1.3', false, 'resumed', 200],
  ['caddy', '1.2', true, 'full', 'bad_certificate'],
  ['caddy', '1.3', true, 'full', 'bad_certificate'],
];

test('a session of one name at the door of another, program by program', async () => {
  const rows = (await otherNames()).map(({ software, tls, asksClients, result, alert, status }) => [
    software,
    tls,
    asksClients,
    result,
    alert?.name ?? status,
  ]);
  expect(rows).toEqual(expected);
});
