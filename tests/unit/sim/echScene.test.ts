import { describe, expect, it } from 'vitest';
import { decodeBase64 } from '../../../src/bytes/base64.ts';
import { echCases, echScene, publicName } from '../../../src/sim/echScene.ts';
import { presetScenario } from '../../../src/sim/scenarioLink.ts';
import type { Scenario } from '../../../src/sim/scenario.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import { parseEchConfigList } from '../../../src/tls/ech/config.ts';
import { findExtension } from '../../../src/tls/findExtension.ts';
import { parseClientHello } from '../../../src/tls/messages/clientHello.ts';
import { parseEncryptedExtensions } from '../../../src/tls/messages/encryptedExtensions.ts';

const traceOf = (change: Partial<Scenario> = {}) =>
  simulate({ ...presetScenario('sni', '2026-11-22T12:00:00Z'), ...change });

describe('Encrypted Client Hello on the stage', () => {
  it('sealed: the wire reads the public name alone, the server the one that is meant', async () => {
    const scene = echScene(await traceOf(), 'sealed');
    expect(scene).toMatchObject({
      readName: publicName,
      meantName: 'shop.example',
      outcome: 'accepted',
      retry: null,
    });
    expect(Buffer.from(scene?.outer.bytes ?? []).includes('shop.example')).toBe(false);
    const inner = parseClientHello(scene?.inner?.bytes ?? new Uint8Array()).content;
    const names = findExtension(inner?.extensions ?? null, 'server_name')?.server_name_list ?? [];
    expect(names.map(({ HostName }) => new TextDecoder().decode(HostName))).toEqual(['shop.example']);
  });

  it('an older key: rejected, with the present one for the next try; the name stays hidden', async () => {
    const trace = await traceOf();
    const scene = echScene(trace, 'stale');
    expect(scene).toMatchObject({ readName: publicName, outcome: 'rejected', inner: null });
    const retry = parseEncryptedExtensions(scene?.retry?.bytes ?? new Uint8Array()).content;
    const configs = findExtension(retry?.extensions ?? null, 'encrypted_client_hello');
    const published = decodeBase64(echScene(trace, 'sealed')?.published?.base64 ?? '');
    expect(published.ok && parseEchConfigList(published.bytes).configs).toEqual(configs);
  });

  it('filler: the name is readable, and nothing was published', async () => {
    const scene = echScene(await traceOf(), 'filler');
    expect(scene).toMatchObject({ readName: 'shop.example', outcome: 'rejected', published: null });
  });

  it.each(echCases)('%s: read whole, the same on every run, other for another seed', async (echCase) => {
    const scene = echScene(await traceOf(), echCase);
    expect(parseClientHello(scene?.outer.bytes ?? new Uint8Array()).errors).toEqual([]);
    expect(echScene(await traceOf(), echCase)).toEqual(scene);
    expect(echScene(await traceOf({ seed: 'another' }), echCase)?.outer.bytes).not.toEqual(
      scene?.outer.bytes,
    );
  });

  it.each<[string, Partial<Scenario>]>([
    ['TLS 1.2', { versions: ['1.2'] }],
    ['no connection', { url: 'https://nowhere.invalid/' }],
  ])('%s: there is none', async (_what, change) => {
    expect(echScene(await traceOf(change), 'sealed')).toBeNull();
  });
});
