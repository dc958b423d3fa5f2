/**
 * Both ends really shake hands: what crosses the wire, who proves what, and when who refuses. Expected by hand from the
 * RFCs; the alerts of the server are the ones of tests/truth/servers.
 */
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { KeylessMode, Scenario } from '../../../src/sim/scenario.ts';
import { parseScenario } from '../../../src/sim/scenario.ts';
import { certificatesInPem } from '../../../src/sim/certificates.ts';
import { keysIn, labAuthority } from '../../../src/sim/keyRing.ts';
import { presetScenario } from '../../../src/sim/scenarioLink.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import type { StepId, Trace } from '../../../src/sim/trace.ts';
import { reissue } from '../../../src/x509/issue.ts';
import { readPrivateKey } from '../../../src/x509/privateKey.ts';
import { publicHalf } from '../../../src/x509/subjectKey.ts';

type Pkcs12Row = { password: string; file: string };

const now = '2026-11-22T12:00:00Z';
const text = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const scenario = (preset: string, change: Partial<Scenario> = {}): Scenario => ({
  ...presetScenario(preset, now),
  ...change,
});
const ids = (trace: Trace): StepId[] => trace.steps.map(({ id }) => id);
const after = (trace: Trace, id: StepId): StepId[] => ids(trace).slice(ids(trace).indexOf(id) + 1);
const alertsOf = (trace: Trace) =>
  trace.steps.filter(({ kind }) => kind === 'alert').map((step) => step.params.alert);

/** A certificate of real names whose key is nobody's here: one of the name tests. */
const foreign = (change: Partial<Scenario>): Scenario =>
  scenario('sni', {
    server: {
      software: 'nginx',
      mainFile: 'nginx.conf',
      files: {
        'nginx.conf':
          'events {}\nhttp { server { listen 203.0.113.10:443 ssl; server_name example.com; ssl_certificate /p.pem; ssl_certificate_key /p.key; location / { return 200 "\\n"; } } }\n',
      },
    },
    certificates: { '/p.pem': text('tests/truth/names-certs/exact.pem') },
    url: 'https://example.com/',
    trust: 'assume-issuer',
    ...change,
  });

describe('a certificate without its key', () => {
  const versions = [['1.3'], ['1.2']] as const;

  test.each(versions)(
    'names only, TLS %s: its own DER, a marked placeholder, and a response',
    async (version) => {
      const trace = await simulate(foreign({ versions: [version] }));
      expect(trace.standIn).toMatchObject({ mode: 'names-only' });
      expect(trace.standIn?.shown).toBe(trace.standIn?.given);
      expect(trace.outcome).toMatchObject({ kind: 'response', status: 200 });
      const id = version === '1.3' ? 'certificate-verify' : 'server-key-exchange';
      const signed = trace.steps.find((step) => step.id === id)?.message;
      const bytes = signed && 'bytes' in signed ? signed.bytes : new Uint8Array();
      expect(new TextDecoder().decode(bytes)).toContain('PLACEHOLDER');
    },
  );

  test.each(versions)(
    'twin, TLS %s: the lab’s CA issued the same names, and all of it verifies',
    async (version) => {
      const trace = await simulate(foreign({ versions: [version], withoutKey: 'twin', trust: 'lab' }));
      expect(trace.chain?.outcome).toBe('trusted');
      expect(trace.chain?.checks.filter(({ result }) => result !== 'passed')).toEqual([]);
      expect(trace.leafNames).toEqual(['example.com']);
      expect(trace.standIn?.shown).not.toBe(trace.standIn?.given);
      expect(trace.outcome).toMatchObject({ kind: 'response', status: 200 });
    },
  );

  test('the twin of an RSA certificate has an RSA key of its own, and the same one for the same seed', async () => {
    const play = (version: '1.2' | '1.3') =>
      simulate(
        foreign({
          certificates: { '/p.pem': text('tests/truth/servers/certs/rsa-a.crt') },
          versions: [version],
          withoutKey: 'twin',
          trust: 'lab',
          client: 'openssl',
          url: 'https://a.test/',
          dns: { 'a.test': ['203.0.113.10'] },
        }),
      );
    const [newer, older] = [await play('1.3'), await play('1.2')];
    expect(newer.presented[0]?.subjectPublicKeyInfo).toMatchObject({ kind: 'rsa', bits: 2048 });
    for (const trace of [newer, older])
      expect(trace.outcome).toMatchObject({ kind: 'response', status: 200 });
    expect(older.standIn?.shown).toBe(newer.standIn?.shown);
    expect(older.standIn?.shown).not.toBe(older.standIn?.given);
  });

  test.each(versions)('thief, TLS %s: right certificate, wrong key, decrypt_error', async (version) => {
    const trace = await simulate(foreign({ versions: [version], withoutKey: 'thief' }));
    expect(trace.identity?.outcome).toBe('match');
    expect(trace.outcome).toMatchObject({
      kind: 'failure',
      failure: 'wrong-key',
      decidedBy: 'client',
      alert: { code: 51, name: 'decrypt_error' },
    });
    expect(ids(trace).at(-1)).toBe('alert-client');
  });

  test('OpenJDK sees the same and says handshake_failure (observed with 17)', async () => {
    const trace = await simulate(foreign({ withoutKey: 'thief', client: 'java' }));
    expect(trace.outcome).toMatchObject({ failure: 'wrong-key', alert: { name: 'handshake_failure' } });
  });

  test('a thief with the wrong name is refused for the name: the chain comes before the signature', async () => {
    const dns = { 'other.example': ['203.0.113.10'] };
    const trace = await simulate(foreign({ withoutKey: 'thief', url: 'https://other.example/', dns }));
    expect(trace.outcome).toMatchObject({ failure: 'name-mismatch' });
  });

  test.each<[string, KeylessMode]>([
    ['samples/rsa-2048.pem', 'twin'],
    ['samples/ed25519.pem', 'thief'],
  ])('the lab’s own certificates have their keys, whatever the mode: %s', async (path, withoutKey) => {
    const certificates = { '/p.pem': text(path) };
    const trace = await simulate(
      foreign({ certificates, withoutKey, url: 'https://203.0.113.10/', client: 'node' }),
    );
    expect(trace.standIn).toBeNull();
  });

  test('the key that was given signs: PEM, DER or PKCS#12; and no scenario can hold it', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const der = new Uint8Array(privateKey.export({ type: 'sec1', format: 'der' }));
    const [kept] = keysIn(der, '').values();
    expect(kept).toEqual(der);
    expect([...keysIn(new TextEncoder().encode(pem), '').keys()]).toEqual([...keysIn(der, '').keys()]);
    expect(keysIn(new TextEncoder().encode('no key'), '').size).toBe(0);

    const half = publicHalf(readPrivateKey(der) ?? { kind: 'ed25519', secret: new Uint8Array(32) });
    const original = certificatesInPem(text('tests/truth/names-certs/exact.pem'))[0];
    if (!half || !original) throw new Error('nothing to issue');
    const own = reissue(original, Uint8Array.of(1), half, labAuthority());
    const certificate = `-----BEGIN CERTIFICATE-----\n${Buffer.from(own).toString('base64')}\n-----END CERTIFICATE-----\n`;
    const given = foreign({ certificates: { '/p.pem': certificate }, withoutKey: 'thief' });
    expect((await simulate(given)).outcome).toMatchObject({ failure: 'wrong-key' });
    const trace = await simulate(given, keysIn(der, ''));
    expect(trace.standIn).toBeNull();
    expect(trace.outcome).toMatchObject({ kind: 'response', status: 200 });

    const leaky = foreign({ certificates: { '/p.pem': `${certificate}${pem}` } });
    const read = parseScenario(leaky);
    expect(read.keysIn).toEqual(['/p.pem']);
    const left = 'scenario' in read ? read.scenario.certificates['/p.pem'] : null;
    expect(left?.startsWith(certificate)).toBe(true);
    expect(left).not.toContain(pem.split('\n')[1]);
  });

  test('a PKCS#12 of OpenSSL gives its key to its password only', () => {
    const { rows } = JSON.parse(text('tests/truth/x509/pkcs12.json')) as { rows: Pkcs12Row[] };
    const [row] = rows; // OpenSSL 3.0's default; the other encryptions are in tests/unit/x509/pkcs12.test.ts
    const file = new Uint8Array(Buffer.from(row?.file ?? '', 'base64'));
    expect(keysIn(file, row?.password ?? '').size).toBe(1);
    expect(keysIn(file, 'guess').size).toBe(0);
  });
});

/** Apache asks for a certificate as said. */
const mutual = (change: Partial<Scenario>): Scenario =>
  scenario('sni', {
    server: {
      software: 'apache',
      mainFile: '/a.conf',
      files: {
        '/a.conf':
          'Listen 203.0.113.10:443\n<VirtualHost 203.0.113.10:443>\nServerName blog.example\nSSLEngine on\nSSLCertificateFile /etc/ssl/blog.example.pem\nSSLCertificateKeyFile /etc/ssl/blog.example.key\nSSLVerifyClient require\nSSLCACertificateFile /etc/ssl/lab-ca.pem\n</VirtualHost>\n',
      },
    },
    url: 'https://blog.example/',
    ...change,
  });

describe('client certificates', () => {
  test('a good one: the client signs too, and is answered', async () => {
    for (const [version, order] of [
      ['1.3', ['client-certificate', 'client-certificate-verify', 'client-finished']],
      ['1.2', ['client-certificate', 'client-key-exchange', 'client-certificate-verify', 'client-finished']],
    ] as const) {
      const trace = await simulate(mutual({ versions: [version], clientCertificate: 'good' }));
      expect(after(trace, 'does-the-name-fit').slice(0, order.length)).toEqual(order);
      expect(trace.outcome).toMatchObject({ kind: 'response', status: 200 });
    }
  });

  test.each([
    ['none', 'certificate_required', 'handshake_failure'],
    ['wrong-ca', 'unknown_ca', 'unknown_ca'],
    ['self-signed', 'unknown_ca', 'unknown_ca'],
    ['expired', 'certificate_expired', 'certificate_expired'],
    ['wrong-eku', 'unsupported_certificate', 'unsupported_certificate'],
  ] as const)(
    '%s: in TLS 1.3 %s after the request, in TLS 1.2 %s instead of Finished',
    async (clientCertificate, newer, older) => {
      const late = await simulate(mutual({ versions: ['1.3'], client: 'openssl', clientCertificate }));
      // RFC 9846 section 4.5.2 and figure 1: the client has sent its Finished, and may have sent data.
      expect(after(late, 'client-finished')).toEqual(['request', 'which-site', 'alert-server']);
      expect(alertsOf(late)).toEqual([newer]);
      expect(late.steps.find(({ id }) => id === 'request')?.readers).toEqual(['client']);
      const early = await simulate(mutual({ versions: ['1.2'], client: 'openssl', clientCertificate }));
      expect(after(early, 'client-finished')).toEqual(['which-site', 'alert-server']);
      expect(alertsOf(early)).toEqual([older]);
      for (const trace of [late, early])
        expect(trace.steps.at(-1)?.records.length, 'the alert is real').toBe(1);
    },
  );

  test('in TLS 1.2 the client’s certificate can be read on the wire, in 1.3 it cannot', async () => {
    const names = async (version: '1.2' | '1.3') => {
      const trace = await simulate(mutual({ versions: [version], clientCertificate: 'good' }));
      return trace.wire.at(-1)?.certificates;
    };
    expect(await names('1.2')).toEqual([
      { from: 'server', names: ['blog.example'] },
      { from: 'client', names: ['client of the lab'] },
    ]);
    expect(await names('1.3')).toEqual([]);
  });
});

describe('how a client turns away', () => {
  test('with an alert in place of Finished, or when the handshake is over and without a reason', async () => {
    const alert = await simulate(scenario('sni', { sendSni: false, client: 'openssl', versions: ['1.3'] }));
    expect(after(alert, 'does-the-name-fit')).toEqual(['alert-client']);
    const close = await simulate(scenario('sni', { sendSni: false, client: 'curl', versions: ['1.3'] }));
    expect(after(close, 'does-the-name-fit')).toEqual(['client-finished', 'new-session-ticket', 'close']);
    expect(close.steps.at(-1)?.params).toMatchObject({ alert: 'close_notify', code: 0 });
  });
});

describe('what is not modelled', () => {
  const old = (change: Partial<Scenario>): Scenario =>
    scenario('sni', {
      server: {
        software: 'nginx',
        mainFile: 'nginx.conf',
        files: {
          'nginx.conf':
            'events {}\nhttp { server { listen 203.0.113.10:443 ssl; server_name blog.example; ssl_protocols TLSv1.1 TLSv1.2; ssl_ciphers ALL:@SECLEVEL=0; ssl_certificate /etc/ssl/blog.example.pem; ssl_certificate_key /etc/ssl/blog.example.key; location / { return 200; } } }\n',
        },
      },
      url: 'https://blog.example/',
      ...change,
    });

  test('TLS 1.1: hellos and certificate are real, what follows is drawn', async () => {
    const trace = await simulate(old({ versions: ['1.1'] }));
    expect(trace.version).toBe('1.1');
    for (const id of ['client-hello', 'server-hello', 'certificate'] as const)
      expect(trace.steps.find((step) => step.id === id)?.records).toHaveLength(1);
    for (const id of ['client-key-exchange', 'client-finished', 'server-finished'] as const)
      expect(trace.steps.find((step) => step.id === id)).toMatchObject({
        message: { placeholder: true },
        records: [],
      });
    expect(trace.wire.at(-1)?.certificates).toEqual([{ from: 'server', names: ['blog.example'] }]);
    expect(trace.outcome).toMatchObject({ kind: 'response', status: 200 });
  });
});

describe('everywhere alike', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  const recordsOf = ({ steps }: Trace) => steps.map(({ records }) => records);

  test('without crypto.subtle (a page over plain http) the same records cross the wire', async () => {
    const usual = await simulate(scenario('sni'));
    vi.stubGlobal('crypto', { getRandomValues: <T extends ArrayBufferView>(array: T): T => array });
    const bare = await simulate(scenario('sni'));
    expect(recordsOf(bare)).toEqual(recordsOf(usual));
    expect(bare.outcome).toEqual(usual.outcome);
  });

  test('a trace is plain data: it can be cloned', async () => {
    const trace = await simulate(scenario('sni'));
    expect(() => structuredClone({ ...trace, presented: [], chain: null })).not.toThrow();
  });
});
