import { describe, expect, it } from 'vitest';
import { toPcapng } from '../../../src/capture/pcapng.ts';
import { presetScenario } from '../../../src/sim/scenarioLink.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import type { Scenario } from '../../../src/sim/scenario.ts';

const now = '2026-11-22T12:00:00Z';
const captureOf = async (preset: string, change: Partial<Scenario> = {}) =>
  toPcapng(await simulate({ ...presetScenario(preset, now), ...change }));

/** Types of the blocks, in order: draft-ietf-opsawg-pcapng section 3.1, read on their own. */
function blocks(file: Uint8Array): { type: number; body: DataView }[] {
  const view = new DataView(file.buffer);
  const found = [];
  for (let start = 0; start < file.length;) {
    const length = view.getUint32(start + 4, true);
    expect(view.getUint32(start + length - 4, true)).toBe(length);
    expect(length % 4).toBe(0);
    found.push({
      type: view.getUint32(start, true),
      body: new DataView(file.buffer, start + 8, length - 12),
    });
    start += length;
  }
  return found;
}
const packet = 6;
const packets = (file: Uint8Array): DataView[] =>
  blocks(file).flatMap(({ type, body }) => (type === packet ? [body] : []));

describe('toPcapng', () => {
  it('the same scenario gives the same file', async () => {
    expect(await captureOf('sni')).toEqual(await captureOf('sni'));
    expect(await captureOf('sni')).not.toEqual(await captureOf('sni', { seed: 'another' }));
  });

  it('begins at the scenario’s now', async () => {
    const [first] = packets(await captureOf('sni'));
    const micros = (first?.getUint32(4, true) ?? 0) * 2 ** 32 + (first?.getUint32(8, true) ?? 0);
    expect(new Date(micros / 1000).toISOString()).toBe('2026-11-22T12:00:00.000Z');
  });

  it('a section, one interface, then packets', async () => {
    const types = blocks(await captureOf('sni')).map(({ type }) => type);
    expect(types.slice(0, 2)).toEqual([0x0a0d0d0a, 1]);
    expect(types.filter((type) => type === packet).length).toBeGreaterThan(7);
  });

  it('a refused port is a SYN and a reset', async () => {
    expect(packets(await captureOf('sni', { url: 'https://shop.example:8443/' }))).toHaveLength(2);
  });

  it('a name that does not resolve leaves nothing on the wire', async () => {
    expect(packets(await captureOf('sni', { url: 'https://nowhere.invalid/' }))).toHaveLength(0);
  });
});
