/**
 * A scenario as the query part of a link; `readLink.ts` is the way back. Only what differs from the preset's own scenario is written, so
 * that the usual link can be read and typed by people; an edited server is carried whole, as base64url of its JSON.
 */
import { bytesToBase64Url } from '../bytes/base64Url.ts';
import { clientOffer } from './clientOffer.ts';
import { findPreset, presets } from './presets.ts';
import type { Scenario } from './scenario.ts';

const usualClient = 'chrome';
const usualSeed = 'whichcert';
export const usualPreset = 'sni';

/** The scenario a preset opens with, at the instant `now` (ISO 8601). An unknown preset gives the usual one. */
export function presetScenario(presetId: string, now: string): Scenario {
  const preset = findPreset(presetId) ?? findPreset(usualPreset) ?? presets[0];
  const profile = clientOffer(usualClient);
  return {
    version: 1,
    server: { preset: preset?.id ?? usualPreset },
    certificates: {},
    client: usualClient,
    sendSni: true,
    url: preset?.url ?? '',
    dns: {},
    versions: [...profile.versions],
    trust: 'lab',
    now,
    seed: usualSeed,
  };
}

/** The query of a link to step `step` of the scenario. */
export function linkOf(scenario: Scenario, step: number): string {
  const query = new URLSearchParams();
  const preset = 'preset' in scenario.server ? scenario.server.preset : null;
  const usual = presetScenario(preset ?? usualPreset, scenario.now);
  if (preset !== null) query.set('server', preset);
  else query.set('own', pack({ server: scenario.server }));
  if (scenario.client !== usual.client) query.set('client', scenario.client);
  if (!scenario.sendSni) query.set('sni', 'off');
  if (scenario.url !== usual.url || preset === null) query.set('url', scenario.url);
  if (scenario.versions.join() !== usual.versions.join()) query.set('tls', scenario.versions.join());
  if (scenario.trust !== usual.trust) query.set('trust', scenario.trust);
  if (Object.keys(scenario.dns).length > 0) query.set('dns', pack(scenario.dns));
  if (Object.keys(scenario.certificates).length > 0) query.set('certificates', pack(scenario.certificates));
  if (scenario.seed !== usual.seed) query.set('seed', scenario.seed);
  if (scenario.clientCertificate) query.set('client-certificate', scenario.clientCertificate);
  if (scenario.withoutKey) query.set('without-key', scenario.withoutKey);
  if (scenario.offer) query.set('offer', pack(scenario.offer));
  if (scenario.ech) query.set('ech', `${scenario.ech.client},${scenario.ech.server}`);
  query.set('now', scenario.now);
  if (step > 0) query.set('step', String(step));
  return query.toString();
}

const pack = (value: unknown): string => bytesToBase64Url(new TextEncoder().encode(JSON.stringify(value)));
