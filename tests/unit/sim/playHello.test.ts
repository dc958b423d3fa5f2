import { expect, it } from 'vitest';
import { readHello } from '../../../src/capture/read/givenHello.ts';
import { playHello, saidInHello, type SaidInHello } from '../../../src/sim/playHello.ts';
import { linkOf, presetScenario } from '../../../src/sim/scenarioLink.ts';
import type { Scenario } from '../../../src/sim/scenario.ts';
import type { TlsVersion } from '../../../src/hosting/model.ts';
import { readLink } from '../../../src/sim/readLink.ts';
import type { Trace } from '../../../src/sim/trace.ts';
import { parseClientHello } from '../../../src/tls/messages/clientHello.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import { capturedHellos } from '../tls/truth.ts';

/** What was asked of the clients is at the head of tests/truth/tls/clientHellos.hex. */
it.each([
  ['node', { serverName: 'shop.example', versions: ['1.3', '1.2'] }],
  ['chromium', { serverName: 'shop.example', versions: ['1.3', '1.2'] }],
  ['openssl-tls10', { serverName: null, versions: ['1.0'] }],
])('what %s said', (client, said) => {
  const content = readHello(capturedHellos().get(client) ?? new Uint8Array())?.message.content;
  expect(content && saidInHello(content)).toMatchObject(said);
});

it('what a hello says several times is said once', () => {
  const content = readHello(capturedHellos().get('node') ?? new Uint8Array())?.message.content;
  if (!content) throw new Error('the captured hello is gone');
  const repeated = saidInHello({
    ...content,
    cipher_suites: [...content.cipher_suites, ...content.cipher_suites],
    extensions: [...(content.extensions ?? []), ...(content.extensions ?? [])].map((extension) =>
      extension.type === 'supported_versions'
        ? { ...extension, data: { versions: Array<number>(127).fill(0x0304) } }
        : extension,
    ),
  });
  expect(repeated.versions).toEqual(['1.3']);
  expect(repeated.offer).toEqual(saidInHello(content).offer);
});

const traceOf = (change: Partial<Scenario> = {}) =>
  simulate({ ...presetScenario('port-based', '2026-11-22T12:00:00Z'), ...change });
const said = { serverName: 'blog.example', versions: ['1.2' as const], offer: {} };

it('goes to the port it went to, where the server listens there', async () => {
  const trace = await traceOf();
  expect(playHello(said, 443, trace)).toMatchObject({ url: 'https://blog.example/', versions: ['1.2'] });
  expect(playHello(said, 8443, trace)).toMatchObject({ url: 'https://blog.example:1000/' });
  expect(playHello(said, null, trace)).toMatchObject({ url: 'https://blog.example:1000/', sendSni: true });
});

it('a name that does not resolve is entered', async () => {
  const played = playHello({ ...said, serverName: 'Other.test' }, 443, await traceOf());
  expect(played).toMatchObject({ dns: { 'other.test': ['203.0.113.10'] } });
});

it('a client that knows no SNI gives way to one that does', async () => {
  expect(playHello(said, 443, await traceOf({ client: 'xp' }))).toMatchObject({ client: 'openssl' });
});

it('a hello without a name keeps the address and says none', async () => {
  const played = playHello({ serverName: null, versions: ['1.0'], offer: {} }, 443, await traceOf());
  expect(played).toMatchObject({ url: 'https://shop.example:1000/', sendSni: false, versions: ['1.0'] });
});

it.each(['', 'a b', 'a/../b', '203.0.113.10', 'x:1', '<b>'])(
  'server_name %j is not played',
  async (serverName) => {
    expect(playHello({ ...said, serverName }, 443, await traceOf())).toEqual({ fault: 'unplayable-name' });
  },
);

/** Played at the preset with an ECDSA and an RSA certificate for one name. */
async function playedAtDual(said: SaidInHello): Promise<Trace> {
  const dual = presetScenario('dual', '2026-11-22T12:00:00Z');
  const played = playHello(said, 443, await simulate(dual));
  if ('fault' in played) throw new Error(played.fault);
  const link = readLink(linkOf({ ...dual, ...played }, 0), dual.now);
  if ('problems' in link) throw new Error('a link that cannot be read');
  expect(link.scenario).toEqual({ ...dual, ...played });
  return simulate(link.scenario);
}

const recorded = (): SaidInHello => {
  const content = readHello(capturedHellos().get('node') ?? new Uint8Array())?.message.content;
  if (!content) throw new Error('a hello');
  return { ...saidInHello(content), serverName: 'shop.example' };
};

it.each([
  ['1.3', ['rsa_pss_rsae_sha256'], '/etc/ssl/shop.example.rsa.pem'],
  ['1.3', ['ecdsa_secp256r1_sha256', 'rsa_pss_rsae_sha256'], '/etc/ssl/shop.example.pem'],
  // nginx of OpenSSL: the client's order of signature algorithms decides (tests/truth/servers, dual key).
  ['1.3', ['rsa_pss_rsae_sha256', 'ecdsa_secp256r1_sha256'], '/etc/ssl/shop.example.rsa.pem'],
  ['1.2', ['rsa_pkcs1_sha256'], '/etc/ssl/shop.example.rsa.pem'],
] as [TlsVersion, string[], string][])(
  'TLS %s with %j: the list of the hello decides between two certificates, and is what is sent',
  async (version, signatureSchemes, certificate) => {
    const hello = recorded();
    const trace = await playedAtDual({
      ...hello,
      versions: [version],
      offer: { ...hello.offer, signatureSchemes },
    });
    expect(trace.selection).toMatchObject({ outcome: 'served', certificate });
    expect(trace.outcome).toMatchObject({ kind: 'response', status: 200 });
    const sent = trace.steps.find(({ id }) => id === 'client-hello')?.message;
    const content = sent && 'bytes' in sent ? parseClientHello(sent.bytes).content : null;
    expect(content && saidInHello(content)).toMatchObject({
      offer: { ...hello.offer, signatureSchemes },
    });
  },
);

it.each([...capturedHellos().keys()])(
  '%s: where the rules choose a certificate, the machines agree',
  async (name) => {
    const content = readHello(capturedHellos().get(name) ?? new Uint8Array())?.message.content;
    if (!content) throw new Error('a hello');
    const trace = await playedAtDual({ ...saidInHello(content), serverName: 'shop.example' });
    const isChosen = trace.selection?.outcome === 'served';
    const isRefused = trace.outcome.kind === 'failure' && trace.outcome.decidedBy === 'server';
    expect(isRefused).toBe(!isChosen);
  },
);
