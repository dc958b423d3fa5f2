import { describe, expect, test } from 'vitest';
import { outlineAtHand } from '../../../src/sim/atHand.ts';
import { firstScene, outlineOf } from '../../../src/sim/outline.ts';
import { presetScenario } from '../../../src/sim/scenarioLink.ts';
import { simulate } from '../../../src/sim/simulate.ts';

const { outline, from, until } = await firstScene(new Date('2026-12-01T00:00:00Z'));
const scene = { outline, from, until };

describe('the first scene', () => {
  test('is plain JSON, a few KB of it', () => {
    const json = JSON.stringify(outline);
    expect(JSON.parse(json)).toEqual(outline);
    expect(json.length).toBeLessThan(32_000);
  });

  test.each([from, '2027-02-03T04:05:06Z', until])('is what the simulator plays at %s', async (now) => {
    const scenario = presetScenario('sni', now);
    const played = JSON.parse(JSON.stringify(outlineOf(await simulate(scenario)))) as unknown;
    expect(outlineAtHand(scenario, scene)).toEqual(played);
    expect(outline.outcome).toMatchObject({ kind: 'response', status: 200 });
  });

  test('is not taken for another scenario, nor for an instant at which a certificate is not valid', () => {
    const usual = presetScenario('sni', '2026-12-01T00:00:00Z');
    expect(outlineAtHand(usual, scene)).not.toBeNull();
    expect(outlineAtHand({ ...usual, sendSni: false }, scene)).toBeNull();
    expect(outlineAtHand(presetScenario('ip-based', usual.now), scene)).toBeNull();
    const second = 1000;
    for (const now of [Date.parse(from) - second, Date.parse(until) + second]) {
      expect(outlineAtHand({ ...usual, now: new Date(now).toISOString() }, scene)).toBeNull();
    }
  });

  test('cannot be made when its certificates have expired', async () => {
    await expect(firstScene(new Date('2090-01-01T00:00:00Z'))).rejects.toThrow(RangeError);
  });
});
