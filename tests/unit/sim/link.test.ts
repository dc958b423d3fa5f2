import { describe, expect, test } from 'vitest';
import { presets } from '../../../src/sim/presets.ts';
import { readLink } from '../../../src/sim/readLink.ts';
import { linkOf, presetScenario } from '../../../src/sim/scenarioLink.ts';
import { parseScenario, type Scenario } from '../../../src/sim/scenario.ts';

const now = '2026-11-22T12:00:00Z';
const later = '2030-01-01T00:00:00Z';

const changes: Partial<Scenario>[] = [
  {},
  { client: 'xp', versions: ['1.2'] },
  { sendSni: false },
  { url: 'https://[2001:db8::1]:8443/?a=b&c=d#e' },
  { url: '' },
  { versions: ['1.2'] },
  { trust: 'assume-issuer', seed: 'x y&z' },
  { dns: { 'bücher.example': ['203.0.113.10'] } },
  {
    certificates: {
      '/etc/ssl/pasted-1.pem': '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n',
    },
  },
  {
    server: {
      software: 'apache',
      files: { 'a.conf': '# “quotes”\n' },
      mainFile: 'a.conf',
      supportsSni: false,
    },
  },
  { clientCertificate: 'expired' },
];

describe('a link says the whole scenario', () => {
  test.each(presets.flatMap(({ id }) => changes.map((change) => [id, change] as const)))(
    '%s %o',
    (id, change) => {
      const scenario = { ...presetScenario(id, now), ...change };
      expect(readLink(linkOf(scenario, 7), later)).toEqual({ scenario, step: 7 });
    },
  );

  test('the usual link can be read and typed by people', () => {
    expect(linkOf({ ...presetScenario('sni', now), sendSni: false }, 3)).toBe(
      'server=sni&sni=off&now=2026-11-22T12%3A00%3A00Z&step=3',
    );
    expect(readLink('', later)).toEqual({ scenario: presetScenario('sni', later), step: 0 });
  });

  test.each([
    ['client=nobody', 'an unknown client'],
    ['tls=9.9', 'an unknown version'],
    ['now=tomorrow', 'no instant'],
    ['trust=everybody', 'no such trust'],
  ])('%s is refused (%s)', (query) => {
    expect(readLink(query, now)).toHaveProperty('problems.0.code', 'scenario-invalid');
  });

  test.each(['own=%%%', 'dns=@', 'step=-1', 'step=1e99', 'own=AAAA', '&&&=', 'step=x'])(
    'damaged: %s never throws',
    (query) => {
      expect(() => readLink(query, now)).not.toThrow();
    },
  );
});

test('a scenario never holds a private key', () => {
  const scenario = {
    ...presetScenario('sni', now),
    certificates: { '/k.pem': '-----BEGIN EC PRIVATE KEY-----\nAA==\n' },
  };
  expect(parseScenario(scenario)).toMatchObject({ problems: [{ code: 'scenario-private-key' }] });
});
