import { describe, expect, it, test } from 'vitest';
import { keyLogText } from '../../../src/capture/keyLog.ts';
import { loadPublicSuffixes } from '../../../src/identity/publicSuffixes.ts';
import { decide, deciding } from '../../../src/sim/decide.ts';
import { openServer } from '../../../src/sim/openServer.ts';
import { furtherPresets } from '../../../src/sim/furtherPresets.ts';
import { findPreset, presets } from '../../../src/sim/presets.ts';
import { readLink } from '../../../src/sim/readLink.ts';
import { echClients, echServers, type Scenario } from '../../../src/sim/scenario.ts';
import { linkOf, presetScenario } from '../../../src/sim/scenarioLink.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import { knowledgeAt, type Step, type StepId, type Trace } from '../../../src/sim/trace.ts';
import { parseEchConfigList } from '../../../src/tls/ech/config.ts';
import { findExtension } from '../../../src/tls/findExtension.ts';
import { parseClientHello } from '../../../src/tls/messages/clientHello.ts';
import { parseEncryptedExtensions } from '../../../src/tls/messages/encryptedExtensions.ts';

await loadPublicSuffixes();
const now = '2026-11-22T12:00:00Z';
/** The first site of the preset is blog.example, the host asked for is shop.example. */
const scene = (ech: Scenario['ech'], change: Partial<Scenario> = {}): Scenario => ({
  ...presetScenario('sni', now),
  ech,
  ...change,
});
const on = (server: 'key' | 'other-key' | 'none') => ({ client: 'on', server }) as const;

const stepOf = ({ steps }: Trace, id: StepId): Step => {
  const step = steps.find((each) => each.id === id);
  if (!step) throw new Error(`no ${id}`);
  return step;
};
const bytesOf = ({ message }: Step): Uint8Array =>
  message && 'bytes' in message ? message.bytes : new Uint8Array();
const knows = (trace: Trace, reader: 'server' | 'eavesdropper') =>
  knowledgeAt(trace, trace.steps.length - 1, reader).server_name;

describe('the server has the key', () => {
  it('the wire reads the public name alone; the server knows the other one and serves its certificate', async () => {
    const trace = await simulate(scene(on('key')));
    expect(trace.outcome).toEqual({ kind: 'response', status: 200, site: 1 });
    expect(knows(trace, 'server')).toEqual({ state: 'known', value: 'shop.example' });
    expect(knows(trace, 'eavesdropper')).toEqual({ state: 'known', value: 'blog.example' });
    expect(trace.wire.at(-1)?.hello).toMatchObject({ serverName: 'blog.example', sealed: true });
    expect(trace.leafNames).toEqual(['shop.example']);
    for (const record of trace.steps.flatMap(({ records }) => records))
      expect(Buffer.from(record).includes('shop.example')).toBe(false);
  });

  it('before it opens the hello it knows no more than the wire', async () => {
    const trace = await simulate(scene(on('key')));
    const hello = trace.steps.findIndex(({ id }) => id === 'client-hello');
    expect(knowledgeAt(trace, hello, 'server').server_name).toEqual({
      state: 'known',
      value: 'blog.example',
    });
    expect(trace.steps[hello + 1]?.id).toBe('which-hello');
    const inner = parseClientHello(bytesOf(stepOf(trace, 'which-hello'))).content;
    const [name] = findExtension(inner?.extensions ?? null, 'server_name')?.server_name_list ?? [];
    expect(new TextDecoder().decode(name?.HostName)).toBe('shop.example');
  });

  it('the HTTPS record has the configuration that the hello is sealed for', async () => {
    const trace = await simulate(scene(on('key')));
    const record = stepOf(trace, 'https-record');
    expect(record.params).toMatchObject({ name: 'shop.example', publicName: 'blog.example' });
    expect(Buffer.from(bytesOf(record)).toString('base64')).toBe(record.params.base64);
    const [config] = parseEchConfigList(bytesOf(record)).configs ?? [];
    const contents = config?.contents instanceof Uint8Array ? null : config?.contents;
    const hello = parseClientHello(bytesOf(stepOf(trace, 'client-hello'))).content;
    const outer = findExtension(hello?.extensions ?? null, 'encrypted_client_hello')?.outer;
    expect(outer?.config_id).toBe(contents?.key_config.config_id);
  });

  it('another port asks for its own record (RFC 9460 section 2.3)', async () => {
    const trace = await simulate(scene(on('key'), { url: 'https://shop.example:8443/' }));
    expect(stepOf(trace, 'https-record').params.name).toBe('_8443._https.shop.example');
  });

  it('the key log has the secrets by both randoms, and what opens the hello by the one on the wire', async () => {
    const trace = await simulate(scene(on('key')));
    const random = (id: StepId): string =>
      Buffer.from(bytesOf(stepOf(trace, id)).slice(6, 38)).toString('hex');
    const lines = keyLogText(trace.secrets).trim().split('\n');
    const labels = (of: string) =>
      lines.filter((line) => line.includes(of)).map((line) => line.split(' ')[0]);
    const secrets = [
      'CLIENT_HANDSHAKE_TRAFFIC_SECRET',
      'SERVER_HANDSHAKE_TRAFFIC_SECRET',
      'CLIENT_TRAFFIC_SECRET_0',
      'SERVER_TRAFFIC_SECRET_0',
      'EXPORTER_SECRET',
    ];
    expect(new Set(labels(random('which-hello')))).toEqual(new Set(secrets));
    expect(new Set(labels(random('client-hello')))).toEqual(
      new Set([...secrets, 'ECH_SECRET', 'ECH_CONFIG']),
    );
  });
});

describe('the server does not open the hello', () => {
  it('another key: the certificate is checked for the public name, then alert 121 with the new key at hand', async () => {
    const trace = await simulate(scene(on('other-key')));
    expect(stepOf(trace, 'does-the-name-fit').params).toEqual({ outcome: 'match', host: 'blog.example' });
    expect(trace.steps.at(-1)).toMatchObject({
      id: 'alert-client',
      params: { code: 121, alert: 'ech_required' },
    });
    expect(trace.outcome).toMatchObject({ failure: 'ech-other-key', error: 'ERR_ECH_NOT_NEGOTIATED' });
    const content = parseEncryptedExtensions(bytesOf(stepOf(trace, 'encrypted-extensions'))).content;
    const retry = findExtension(content?.extensions ?? null, 'encrypted_client_hello');
    const published = parseEchConfigList(bytesOf(stepOf(trace, 'https-record'))).configs;
    expect(retry).toHaveLength(1);
    expect(retry).not.toEqual(published);
    expect(trace.steps.some(({ id }) => id === 'request')).toBe(false);
  });

  it.each([
    ['chrome', 'other-key', 'ERR_ECH_NOT_NEGOTIATED'],
    ['chrome', 'none', 'ERR_ECH_NOT_NEGOTIATED'],
    ['firefox', 'other-key', 'SSL_ERROR_ECH_RETRY_WITH_ECH'],
    ['firefox', 'none', 'SSL_ERROR_ECH_RETRY_WITHOUT_ECH'],
    ['go', 'none', 'tls: server rejected ECH'],
  ] as const)('%s, %s: %s', async (client, server, error) => {
    const trace = await simulate(scene(on(server), { client }));
    expect(trace.outcome).toMatchObject({ error, decidedBy: 'client', alert: { code: 121 } });
  });

  it.each([
    ['chrome', 'ERR_ECH_FALLBACK_CERTIFICATE_INVALID', 'certificate_unknown'],
    ['firefox', 'SSL_ERROR_ECH_FAILED', 'certificate_expired'],
  ] as const)('%s, and its certificate has expired: %s', async (client, error, name) => {
    const trace = await simulate(scene(on('other-key'), { client, now: '2099-01-01T00:00:00Z' }));
    expect(trace.outcome).toMatchObject({ failure: 'ech-fallback-certificate', error, alert: { name } });
  });

  it('a server of TLS 1.2: it cannot say what to do instead', async () => {
    const preset = findPreset('sni')?.server;
    if (!preset) throw new Error('no such preset');
    const files = Object.fromEntries(
      Object.entries(preset.files).map(([path, text]) => [
        path,
        text.replaceAll('server_name ', 'ssl_protocols TLSv1.2; server_name '),
      ]),
    );
    const server = { ...preset, files };
    const trace = await simulate(scene(on('none'), { server }));
    expect([trace.version, trace.outcome]).toEqual([
      '1.2',
      expect.objectContaining({ failure: 'ech-not-spoken', alert: { code: 121, name: 'ech_required' } }),
    ]);
  });
});

it('filler: the name is readable, all goes as without', async () => {
  const trace = await simulate(scene({ client: 'filler', server: 'key' }));
  expect(trace.outcome).toMatchObject({ status: 200 });
  expect(knows(trace, 'eavesdropper')).toEqual({ state: 'known', value: 'shop.example' });
  expect(trace.wire.at(-1)?.hello?.sealed).toBe(true);
  expect(stepOf(trace, 'which-hello').decision?.candidates.map(({ rule }) => rule)).toEqual([
    'ech.does-not-open',
    'ech.outer-counts',
  ]);
});

it.each<[string, Partial<Scenario>]>([
  ['a client that does not know it', { client: 'curl' }],
  ['TLS 1.2 alone', { versions: ['1.2'] }],
])('%s: as without', async (_what, change) => {
  const [withEch, without] = [
    await simulate(scene(on('key'), change)),
    await simulate(scene(undefined, change)),
  ];
  expect(withEch.steps).toEqual(without.steps);
});

it('an address has no HTTPS record: filler', async () => {
  const trace = await simulate(scene(on('key'), { url: 'https://203.0.113.10/' }));
  expect(trace.ech?.outcome).toBe('filler');
  expect(trace.steps.some(({ id }) => id === 'https-record')).toBe(false);
});

test('the link says it, and links without it are as they were', () => {
  const scenario = scene(on('other-key'));
  expect(new URLSearchParams(linkOf(scenario, 0)).get('ech')).toBe('on,other-key');
  expect(readLink(linkOf(scenario, 3), now)).toEqual({ scenario, step: 3, keysIn: [] });
  expect(new URLSearchParams(linkOf(scene(undefined), 0)).has('ech')).toBe(false);
  expect('problems' in readLink('server=sni&ech=maybe', now)).toBe(true);
});

test('decided without cryptography as it is played, for every preset, client and server', async () => {
  for (const { id } of [...presets, ...furtherPresets])
    for (const client of echClients)
      for (const server of echServers) {
        const scenario = { ...presetScenario(id, now), ech: { client, server } };
        const trace = await simulate(scenario);
        const { outcome, certificate } = decide(deciding(await openServer(scenario)), scenario);
        const served = trace.selection?.outcome === 'served' ? trace.selection.certificate : null;
        const end = (one: Trace['outcome'] | typeof outcome) =>
          one.kind === 'response' ? one.status : [one.failure, one.alert?.name];
        expect([id, client, server, certificate, end(outcome)]).toEqual([
          id,
          client,
          server,
          served,
          end(trace.outcome),
        ]);
      }
}, 60_000);
