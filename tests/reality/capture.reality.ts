/** Captures in tshark: no packet malformed, no checksum bad, decrypted by the secrets that the file itself carries. */
import { beforeAll, describe, expect, it } from 'vitest';
import { encodeHex } from '../../src/bytes/hex.ts';
import { toPcapng } from '../../src/capture/pcapng.ts';
import { encodeCapture } from '../../src/capture/encodeCapture.ts';
import { presetScenario } from '../../src/sim/scenarioLink.ts';
import { simulate } from '../../src/sim/simulate.ts';
import type { FactKey, Trace } from '../../src/sim/trace.ts';
import { recordHandshake } from './recordedHandshake.ts';
import { allPresets } from './presetServer.ts';
import { skipped } from './report.ts';
import { dissect, tsharkVersion, wrongPackets } from './tshark.ts';

let version: string | null = null;
beforeAll(async () => {
  version = await tsharkVersion();
});

/** Whether tshark is there; says so where it is not. */
function canDissect(): boolean {
  if (version === null) skipped('captures', 'tshark not installed');
  else console.log(version);
  return version !== null;
}

describe('a handshake of OpenSSL, as a capture of ours', () => {
  const ends = [
    ['IPv4', '198.51.100.7', '203.0.113.10'],
    ['IPv6', '2001:db8:c::7', '2001:db8::10'],
  ] as const;

  it.each(['-tls1_2', '-tls1_3'])('%s: tshark reads all of it', async (option) => {
    if (!canDissect()) return;
    const { turns, keyLog } = await recordHandshake('shop.example', option);
    for (const [, client, server] of ends) {
      const capture = encodeCapture(
        {
          client: { address: client, port: 50_000 },
          server: { address: server, port: 443 },
          initialSequence: { client: 0xfffffff0, server: 7 },
          start: 1_800_000_000_000_000,
          turns,
          end: { closedBy: 'server' },
        },
        keyLog,
      );
      const dissection = await dissect(capture);
      expect(wrongPackets(dissection)).toEqual([]);
      expect(dissection.packets.length).toBeGreaterThan(9);
      expect(dissection.all('serverNames')).toEqual(['shop.example']);
      expect(dissection.all('dnsNames')).toContain('shop.example');
      expect(dissection.all('hosts')).toEqual(['shop.example']);
    }
  });
});

describe('the presets’ captures', () => {
  const now = '2026-11-22T12:00:00Z';
  const scenes = [
    ['1.2', true],
    ['1.3', true],
    ['1.3', false],
  ] as const;

  it.each(allPresets.map(({ id }) => id))('%s: tshark prints what the trace says', async (id) => {
    if (!canDissect()) return;
    for (const [version, sendSni] of scenes) {
      const trace = await simulate({ ...presetScenario(id, now), versions: [version], sendSni });
      const dissection = await dissect(toPcapng(trace));
      expect(wrongPackets(dissection)).toEqual([]);
      expect(dissection.all('serverNames')).toEqual(factsOf(trace, 'server_name'));
      expect(dissection.all('alerts').filter((code) => code !== closeNotify)).toEqual(alertsOf(trace));
      const serialNumbers = trace.presented.map(({ serialNumber }) => encodeHex(serialNumber.bytes));
      expect(dissection.all('serialNumbers').slice(0, serialNumbers.length)).toEqual(serialNumbers);
      expect(dissection.all('hosts')).toEqual(factsOf(trace, 'host'));
      expect(dissection.all('statuses')).toEqual(statusesOf(trace));
    }
  });
});

describe('a sealed hello (RFC 9849), to a tshark that does not open it', () => {
  const now = '2026-11-22T12:00:00Z';
  it.each([
    { server: 'key', hosts: ['shop.example'], alerts: [] },
    { server: 'other-key', hosts: [], alerts: ['121'] },
    { server: 'none', hosts: [], alerts: ['121'] },
  ] as const)(
    '$server: the public name in the open, the rest decrypted',
    async ({ server, hosts, alerts }) => {
      if (!canDissect()) return;
      const ech = { client: 'on', server } as const;
      const dissection = await dissect(toPcapng(await simulate({ ...presetScenario('sni', now), ech })));
      expect(wrongPackets(dissection)).toEqual([]);
      expect(dissection.all('serverNames')).toEqual(['blog.example']);
      expect(dissection.all('hosts')).toEqual(hosts);
      expect(dissection.all('alerts').filter((code) => code !== closeNotify)).toEqual(alerts);
    },
  );
});

const factsOf = ({ steps }: Trace, key: FactKey): string[] =>
  steps.flatMap(({ facts }) =>
    facts.flatMap((fact) => (fact.key === key && fact.value !== null ? [fact.value] : [])),
  );

const closeNotify = '0';

const alertsOf = ({ outcome }: Trace): string[] =>
  outcome.kind === 'failure' && outcome.alert ? [String(outcome.alert.code)] : [];

/** Of a page that a server without TLS sends in the open, too: the client makes nothing of that. */
const statusesOf = (trace: Trace): string[] =>
  factsOf(trace, 'status').map((value) => value.replace(/ .*/, ''));
