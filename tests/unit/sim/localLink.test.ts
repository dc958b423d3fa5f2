import { describe, expect, test } from 'vitest';
import { localLinkOf, materialOf } from '../../../src/sim/localLink.ts';
import { localIdOf, readLocalLink, readWithoutMaterial } from '../../../src/sim/readLocalLink.ts';
import type { Scenario } from '../../../src/sim/scenario.ts';
import { presetScenario } from '../../../src/sim/scenarioLink.ts';

const now = '2026-11-22T12:00:00Z';
const later = '2030-01-01T00:00:00Z';
const own: Scenario = {
  ...presetScenario('sni', now),
  server: { software: 'caddy', mainFile: '/Caddyfile', files: { '/Caddyfile': 'a.example {\n}\n' } },
  certificates: { '/a.pem': '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n' },
  dns: { 'a.example': ['192.0.2.1'] },
  url: 'https://a.example/',
};
const { server, certificates, dns } = own;

describe('an address that stands for a configuration', () => {
  test('says the settings, and nothing of the configuration', () => {
    expect(localLinkOf({ ...own, client: 'curl' }, 4, '0a1b')).toBe(
      'local=0a1b&client=curl&url=https%3A%2F%2Fa.example%2F&now=2026-11-22T12%3A00%3A00Z&step=4',
    );
  });

  test.each<[string, Partial<Scenario>]>([
    ['as it is', {}],
    ['with the address that a preset opens with', { url: presetScenario('sni', now).url }],
    ['with other settings', { client: 'xp', sendSni: false, versions: ['1.2'], trust: 'assume-issuer' }],
  ])('with what it stands for it is the scenario, %s', (_, change) => {
    const scenario = { ...own, ...change };
    const query = localLinkOf(scenario, 7, 'id');
    expect(localIdOf(query)).toBe('id');
    expect(readLocalLink(query, later, { server, certificates, dns })).toEqual({
      scenario,
      step: 7,
      keysIn: [],
    });
  });

  test('a preset is said by its name, with the lookup; only certificates are left out', () => {
    const scenario = { ...own, server: { preset: 'sni' } };
    expect(materialOf(scenario)).toEqual({ certificates });
    const query = localLinkOf(scenario, 0, 'id');
    expect(new URLSearchParams(query).get('server')).toBe('sni');
    expect(readLocalLink(query, later, { certificates })).toEqual({ scenario, step: 0, keysIn: [] });
    expect(readWithoutMaterial(query, later)).toEqual({
      scenario: { ...scenario, certificates: {} },
      step: 0,
      keysIn: [],
    });
  });

  test('a preset without anything of the user needs no name', () => {
    expect(materialOf(presetScenario('ip-based', now))).toBeNull();
  });

  test('without what it stands for there is no scene', () => {
    expect(readWithoutMaterial(localLinkOf(own, 7, 'id'), later)).toBeNull();
  });

  test.each([
    ['no server', { server: { software: 'iis' } }],
    ['no texts', { certificates: { '/a.pem': 7 } }],
  ])('what was changed in the storage is a problem (%s)', (_, material) => {
    const query = localLinkOf(own, 7, 'id');
    expect(readLocalLink(query, later, material)).toHaveProperty('problems.0.code', 'scenario-invalid');
  });
});
