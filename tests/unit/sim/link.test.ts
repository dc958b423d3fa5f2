import { describe, expect, test } from 'vitest';
import { presets } from '../../../src/sim/presets.ts';
import { readLink } from '../../../src/sim/readLink.ts';
import { linkOf, presetScenario } from '../../../src/sim/scenarioLink.ts';
import { simulate } from '../../../src/sim/simulate.ts';
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
      expect(readLink(linkOf(scenario, 7), later)).toEqual({ scenario, step: 7, keysIn: [] });
    },
  );

  test('the usual link can be read and typed by people', () => {
    expect(linkOf({ ...presetScenario('sni', now), sendSni: false }, 3)).toBe(
      'server=sni&sni=off&now=2026-11-22T12%3A00%3A00Z&step=3',
    );
    expect(readLink('', later)).toEqual({ scenario: presetScenario('sni', later), step: 0, keysIn: [] });
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

describe('lists in a link', () => {
  const read = (query: string) => {
    const link = readLink(query, now);
    return 'scenario' in link ? link.scenario : null;
  };
  const packed = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

  test('a version said 128 times is offered once, and played', async () => {
    const scenario = read(`tls=${Array(128).fill('1.3').join()}`);
    expect(scenario?.versions).toEqual(['1.3']);
    expect((await simulate(scenario ?? presetScenario('sni', now))).outcome.kind).toBe('response');
  });

  test('their order is kept', () => {
    expect(read('tls=1.2,1.3,1.2,1.1')?.versions).toEqual(['1.2', '1.3', '1.1']);
    const offer = { groups: ['x25519', 'secp256r1', 'x25519'] };
    expect(read(`offer=${packed(offer)}`)?.offer).toEqual({ groups: ['x25519', 'secp256r1'] });
    expect(read(`dns=${packed({ 'a.example': ['192.0.2.1', '192.0.2.1'] })}`)?.dns).toEqual({
      'a.example': ['192.0.2.1'],
    });
  });

  const many = (count: number) => Array.from({ length: count }, (_, index) => String(index));
  test.each([
    ['no version', 'tls', 'tls='],
    ['an offer of 513 groups', 'offer', `offer=${packed({ groups: many(513) })}`],
    ['65 addresses of a host', 'dns', `dns=${packed({ 'a.example': many(65) })}`],
    ['10,001 hosts', 'dns', `dns=${packed(Object.fromEntries(many(10_001).map((host) => [host, []])))}`],
    ['a URL of 9,000 characters', 'url', `url=https://a.example/${'a'.repeat(9000)}`],
    ['a seed of 257 characters', 'seed', `seed=${'a'.repeat(257)}`],
    ['the year 10000', 'now', 'now=%2B010000-01-01T00:00:00Z'],
    ['no base64', 'own', 'own=%%%'],
    ['no JSON', 'certificates', 'certificates=AAAA'],
    ['a server without files', 'own', `own=${packed({ server: { software: 'nginx' } })}`],
    ['no server', 'own', `own=${packed({})}`],
    ['an answer that is none', 'client-certificate', 'client-certificate=gold'],
  ])('%s: the problem names the part %s', (_, part, query) => {
    expect(readLink(query, now)).toHaveProperty('problems.0.params.part', part);
  });

  test('a step that no trace has is the first', () => {
    expect(readLink('step=10001', now)).toMatchObject({ step: 0 });
    expect(readLink('step=10000', now)).toMatchObject({ step: 10_000 });
  });
});

test('a scenario never holds a private key', () => {
  const scenario = {
    ...presetScenario('sni', now),
    certificates: { '/k.pem': '-----BEGIN EC PRIVATE KEY-----\nAA==\n' },
  };
  expect(parseScenario(scenario)).toMatchObject({
    scenario: { certificates: { '/k.pem': '# (a private key stood here)\n\n' } },
    keysIn: ['/k.pem'],
  });
});
