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
});
