import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { presetScenario } from '../../../src/sim/scenarioLink.ts';
import type { Scenario } from '../../../src/sim/scenario.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import { knowledgeAt, type StepId, type Trace } from '../../../src/sim/trace.ts';
import { parseClientHello } from '../../../src/tls/messages/clientHello.ts';

const now = '2026-11-22T12:00:00Z';
const scenario = (preset: string, change: Partial<Scenario> = {}): Scenario => ({
  ...presetScenario(preset, now),
  ...change,
});
const steps = (trace: Trace): StepId[] => trace.steps.map(({ id }) => id);
const bytesOf = (trace: Trace, id: StepId): Uint8Array => {
  const message = trace.steps.find((step) => step.id === id)?.message;
  return message && 'bytes' in message ? message.bytes : new Uint8Array();
};

/** Worked out by hand from RFC 9846 figure 1, RFC 5246 figure 1 and RFC 5077 figure 1. */
describe('the order of what happens', () => {
  test('TLS 1.3: everything after the ServerHello is sealed', async () => {
    const trace = await simulate(scenario('sni'));
    expect(steps(trace)).toEqual([
      'lookup',
      'connect',
      'client-hello',
      'which-certificate',
      'server-hello',
      'encrypted-extensions',
      'certificate',
      'certificate-verify',
      'server-finished',
      'is-it-trusted',
      'does-the-name-fit',
      'client-finished',
      'new-session-ticket',
      'request',
      'which-site',
      'response',
      'close-notify',
    ]);
    const sealed = trace.steps.filter((step) => step.sealed).map(({ id }) => id);
    expect(sealed).toEqual([
      'encrypted-extensions',
      'certificate',
      'certificate-verify',
      'server-finished',
      'client-finished',
      'new-session-ticket',
      'request',
      'response',
      'close-notify',
    ]);
  });

  test('TLS 1.2: only Finished and what follows is sealed', async () => {
    const trace = await simulate(scenario('sni', { versions: ['1.2'] }));
    expect(steps(trace).slice(4)).toEqual([
      'server-hello',
      'certificate',
      'server-key-exchange',
      'server-hello-done',
      'is-it-trusted',
      'does-the-name-fit',
      'client-key-exchange',
      'client-finished',
      'new-session-ticket', // RFC 5077 figure 1: before the server's ChangeCipherSpec, so in the clear
      'server-finished',
      'request',
      'which-site',
      'response',
      'close-notify',
    ]);
    const sealed = trace.steps.filter((step) => step.sealed).map(({ id }) => id);
    expect(sealed).toEqual(['client-finished', 'server-finished', 'request', 'response', 'close-notify']);
  });
});

/** By hand, from the four hostings' definitions. */
describe('which certificate, which name, which end', () => {
  const error = 'NET::ERR_CERT_COMMON_NAME_INVALID';
  const rows: [string, Partial<Scenario>, string, string, number | string, string][] = [
    ['ip-based', {}, 'shop', 'match', 200, 'the address is its own'],
    ['ip-based', { sendSni: false }, 'shop', 'match', 200, 'the address is its own'],
    ['port-based', { sendSni: false }, 'shop', 'match', 200, 'the port is its own'],
    ['name-based-no-sni', {}, 'blog', 'mismatch', error, 'the server cannot read the name'],
    ['sni', {}, 'shop', 'match', 200, 'the name was said'],
    ['sni', { sendSni: false }, 'blog', 'mismatch', error, 'the name was not said'],
    ['sni', { client: 'xp' }, 'blog', 'mismatch', 'Security Alert', 'the client knows no SNI'],
    ['sni', { url: 'https://a.mail.example/' }, 'mail', 'match', 200, 'a wildcard'],
    [
      'sni',
      { url: 'https://a.b.mail.example/' },
      'mail',
      'mismatch',
      error,
      'nginx: any depth; Chrome: one label',
    ],
    [
      'sni',
      { url: 'https://203.0.113.10/' },
      'blog',
      'mismatch',
      error,
      'RFC 6066: no address in server_name',
    ],
    ['sni', { url: 'https://SHOP.example./' }, 'shop', 'match', 200, 'case and final dot'],
  ];
  test.each(rows)('%s %o: %s, %s, %s (%s)', async (preset, change, served, fits, end) => {
    const trace = await simulate(scenario(preset, change));
    expect(trace.selection).toMatchObject({
      outcome: 'served',
      certificate: `/etc/ssl/${served}.example.pem`,
    });
    expect(trace.identity?.outcome).toBe(fits);
    if (typeof end === 'number') expect(trace.outcome).toMatchObject({ kind: 'response', status: end });
    else
      expect(trace.outcome).toMatchObject({
        kind: 'failure',
        failure: 'name-mismatch',
        error: expect.stringContaining(end) as string,
      });
  });

  test.each([
    ['', 'bad-url', 'ERR_INVALID_URL'],
    ['https://shop.example:0/', 'bad-url', 'ERR_INVALID_URL'],
    ['https://nobody.example/', 'name-not-resolved', 'ERR_NAME_NOT_RESOLVED'],
    ['https://shop.example:444/', 'connection-refused', 'ERR_CONNECTION_REFUSED'],
  ] as const)('%s ends early: %s', async (url, failure, error) => {
    const trace = await simulate(scenario('sni', { url }));
    expect(trace.outcome).toMatchObject({ kind: 'failure', failure, error });
  });

  test('Chrome refuses a wildcard over a public suffix: the list is loaded when the verdict hangs on it', async () => {
    const pem = readFileSync(new URL('../../truth/names-certs/wild-couk.pem', import.meta.url), 'utf8');
    const files = {
      'nginx.conf':
        'events {}\nhttp { server { listen 203.0.113.10:443 ssl; server_name example.co.uk; ssl_certificate /w.pem; ssl_certificate_key /w.key; } }\n',
    };
    const server = { software: 'nginx' as const, files, mainFile: 'nginx.conf' };
    const trace = await simulate(
      scenario('sni', {
        server,
        certificates: { '/w.pem': pem },
        url: 'https://example.co.uk/',
        trust: 'assume-issuer',
      }),
    );
    expect(trace.identity?.outcome).toBe('mismatch'); // names.md: *.co.uk -> example.co.uk, Chrome 156
    expect(trace.identity?.checks.map(({ rule }) => rule).join()).not.toContain('not-loaded');
  });

  test('time decides validity, and Chrome reports a wrong name before a wrong date', async () => {
    const late = '2060-01-01T00:00:00Z';
    const right = await simulate(scenario('sni', { now: late }));
    expect(right.outcome).toMatchObject({ failure: 'expired', error: 'NET::ERR_CERT_DATE_INVALID' });
    const both = await simulate(scenario('sni', { now: late, sendSni: false }));
    expect(both.outcome).toMatchObject({ failure: 'name-mismatch' });
    const curl = await simulate(scenario('sni', { now: late, sendSni: false, client: 'curl' }));
    expect(curl.outcome).toMatchObject({ failure: 'expired' });
  });

  test('a server without sites, an unknown preset, a missing certificate: no exception', async () => {
    const empty = {
      software: 'nginx' as const,
      files: { 'nginx.conf': 'events {}\nhttp {}\n' },
      mainFile: 'nginx.conf',
    };
    expect((await simulate(scenario('sni', { server: empty }))).outcome.kind).toBe('failure');
    const unknown = await simulate(scenario('sni', { server: { preset: 'no-such' } }));
    expect(unknown.problems[0]?.code).toBe('unknown-preset');
    const missing = {
      ...empty,
      files: {
        'nginx.conf':
          'events {}\nhttp { server { listen 203.0.113.10:443 ssl; server_name shop.example; ssl_certificate /none.pem; ssl_certificate_key /none.key; } }\n',
      },
    };
    const trace = await simulate(scenario('sni', { server: missing }));
    expect(trace.outcome).toMatchObject({ kind: 'failure', failure: 'certificate-not-given', error: '' });
  });
});

describe('what everybody knows', () => {
  test('at the choice the server knows address, port and the name, or that none was said', async () => {
    for (const [sendSni, name] of [
      [true, { state: 'known', value: 'shop.example' }],
      [false, { state: 'none' }],
    ] as const) {
      const trace = await simulate(scenario('sni', { sendSni }));
      const knows = knowledgeAt(trace, steps(trace).indexOf('which-certificate'), 'server');
      expect(knows.address).toEqual({ state: 'known', value: '203.0.113.10' });
      expect(knows.port).toEqual({ state: 'known', value: '443' });
      expect(knows.server_name).toEqual(name);
      expect(knows.host).toEqual({ state: 'unsaid' });
    }
  });

  test('on the wire: the certificate is read in 1.2 and sealed in 1.3; Host never', async () => {
    for (const [versions, certificate] of [
      [['1.3'], { state: 'sealed' }],
      [['1.2'], { state: 'known', value: 'shop.example' }],
    ] as const) {
      const trace = await simulate(scenario('sni', { versions: [...versions] }));
      const seen = knowledgeAt(trace, trace.steps.length - 1, 'eavesdropper');
      expect(seen.certificate).toEqual(certificate);
      expect(seen.server_name).toEqual({ state: 'known', value: 'shop.example' });
      expect(seen.host).toEqual({ state: 'sealed' });
    }
  });
});

describe('bytes', () => {
  test('the hello on the wire says the name, or does not', async () => {
    const names = async (change: Partial<Scenario>) => {
      const hello = parseClientHello(bytesOf(await simulate(scenario('sni', change)), 'client-hello'));
      expect(hello.errors).toEqual([]);
      return hello.content?.extensions?.filter(({ type }) => type === 'server_name') ?? null;
    };
    expect(await names({})).toHaveLength(1);
    expect(await names({ sendSni: false })).toEqual([]);
    expect(await names({ client: 'xp' })).toBeNull();
  });

  test('a message in the clear is carried by the records of its step; both ends have an address', async () => {
    const trace = await simulate(scenario('sni', { versions: ['1.2'] }));
    for (const id of ['client-hello', 'server-hello', 'certificate'] as const) {
      const sent = trace.steps.find((step) => step.id === id)?.records ?? [];
      // RFC 5246 section 6.2.1: type, version and length stand before the fragment.
      expect(sent.flatMap((record) => [...record.subarray(5)])).toEqual([...bytesOf(trace, id)]);
      expect(sent.map(([type]) => type)).toEqual([22]);
    }
    expect(trace.connection?.server).toEqual({ address: '203.0.113.10', port: 443 });
    expect(trace.connection?.client.port).toBeGreaterThanOrEqual(49152); // RFC 6335 section 6
  });

  test('the same scenario gives the same bytes, another seed others', async () => {
    const one = await simulate(scenario('sni'));
    const two = await simulate(scenario('sni'));
    const other = await simulate(scenario('sni', { seed: 'another' }));
    for (const id of ['client-hello', 'server-hello', 'certificate'] as const) {
      expect(bytesOf(two, id)).toEqual(bytesOf(one, id));
      expect(bytesOf(one, id).length).toBeGreaterThan(70);
    }
    expect(bytesOf(other, 'client-hello')).not.toEqual(bytesOf(one, 'client-hello'));
  });
});
