/** Captures in tshark: no packet malformed, no checksum bad, decrypted by the secrets that the file itself carries. */
import { beforeAll, describe, expect, it } from 'vitest';
import { encodeCapture } from '../../src/capture/encodeCapture.ts';
import { recordHandshake } from './recordedHandshake.ts';
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
