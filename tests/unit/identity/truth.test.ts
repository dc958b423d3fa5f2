import { beforeAll, describe, expect, it } from 'vitest';
import { loadPublicSuffixes } from '../../../src/identity/publicSuffixes.ts';
import type { ClientName } from '../../../src/identity/types.ts';
import { verifyIdentity } from '../../../src/identity/verifyIdentity.ts';
import { exceptions, truthCertificate, truthRows } from './truthRows.ts';

const observed: ClientName[] = [
  'chrome',
  'firefox',
  'openssl',
  'python',
  'python36',
  'curl',
  'gnutls',
  'go',
  'java',
  'node',
];

describe.each(observed)('%s decides as it was observed to', (client) => {
  beforeAll(loadPublicSuffixes);
  const excepted = new Set(exceptions.filter((row) => row.client === client).map((row) => row.case));
  const rows = truthRows.filter(({ observed }) => !['error', undefined].includes(observed[client]));

  it('has enough rows, and at most two listed exceptions', () => {
    expect(rows.length).toBeGreaterThan(150);
    expect(excepted.size).toBeLessThanOrEqual(2);
  });

  it.each(rows.filter((row) => !excepted.has(row.case)))('$case $host', (row) => {
    const { outcome } = verifyIdentity(truthCertificate(row.certificate), row.host, client);
    expect(outcome === 'match').toBe(row.observed[client] === 'accept');
  });

  it('refuses a host or a certificate where it was seen to', () => {
    const expected = { 'bad-url': 'bad-reference', 'bad-certificate': 'bad-certificate' } as const;
    for (const row of rows) {
      const seen = row.observed[client];
      if (seen !== 'bad-url' && seen !== 'bad-certificate') continue;
      const { outcome } = verifyIdentity(truthCertificate(row.certificate), row.host, client);
      // curl could not send a server_name that long: seen as a failed handshake, but no certificate was looked at
      const tooLong = row.host.length > 255;
      expect(outcome, row.case).toBe(tooLong ? 'bad-reference' : expected[seen]);
    }
  });
});
