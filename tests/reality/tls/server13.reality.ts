/** Our server in TLS 1.3 with `openssl s_client` and curl. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { EndpointEvent } from '../../../src/tls/endpoint.ts';
import type { ServerChoice, ServerOptions } from '../../../src/tls/options.ts';
import { createServer } from '../../../src/tls/server.ts';
import {
  alertsOf,
  credential,
  credentials,
  eventsOf,
  pemBlocks,
  serverOptions,
} from '../../unit/tls/machine/ends.ts';
import { run } from '../childProcess.ts';
import { skipped } from '../report.ts';
import { clientOutput, identity, labCa, typedOutput } from './openssl.ts';
import { acceptsAll, serve, type Owner } from './sockets.ts';

const isInstalled = async (program: string): Promise<boolean> =>
  (await run({ file: program, args: [program === 'openssl' ? 'version' : '--version'] })).code === 0;
const [hasOpenssl, hasCurl] = [await isInstalled('openssl'), await isInstalled('curl')];

/** Answers a line with a word. */
const polite: Owner = { ...acceptsAll, answer: (heard) => (heard.includes('\n') ? 'good day\n' : null) };

type Told = { output: string; events: EndpointEvent[] };

/** What `s_client` printed, and the events of our server, for one connection. */
async function connected(
  choice: Partial<ServerChoice>,
  options: string[],
  owner = polite,
  changes: Partial<ServerOptions> = {},
): Promise<Told> {
  const settings = serverOptions(choice, { now: Date.now(), ...changes });
  const server = await serve(() => createServer(settings), owner);
  try {
    const output = await clientOutput(server.port, ['-tls1_3', ...options]);
    const [session] = await Promise.all(server.sessions);
    return { output, events: session?.events ?? [] };
  } finally {
    await server.stop();
  }
}

const established = ({ events }: Told) => eventsOf(events, 'established')[0];

describe.skipIf(!hasOpenssl)('openssl s_client with our server', () => {
  const keys = [
    { key: 'ecdsa', signature: 'ECDSA' },
    { key: 'ed25519', signature: 'ed25519' },
    { key: 'rsa', signature: 'RSA-PSS' },
  ] as const;
  const names = [
    { sni: 'with SNI', options: ['-servername', 'shop.example'], serverName: 'shop.example' },
    { sni: 'without SNI', options: ['-noservername'], serverName: null },
  ];
  test.each(keys.flatMap((key) => names.map((name) => ({ ...key, ...name }))))(
    '$key $sni',
    async ({ key, signature, options, serverName }) => {
      const told = await connected({ credential: credentials[key] }, [
        ...['-verify_return_error', '-alpn', 'h2,http/1.1'],
        ...options,
      ]);
      expect(told.output).toContain('New, TLSv1.3, Cipher is TLS_AES_128_GCM_SHA256');
      expect(told.output).toContain(`Peer signature type: ${signature}`);
      expect(told.output).toContain('Verification: OK');
      expect(told.output).toContain('ALPN protocol: http/1.1');
      expect(told.output).toContain('good day');
      expect(established(told)).toMatchObject({ alpn: 'http/1.1', serverName, resumed: false });
      expect(alertsOf(told.events)).toEqual(['us close_notify']);
    },
  );

  test.each(['TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'] as const)('%s', async (suite) => {
    const told = await connected({}, ['-ciphersuites', suite]);
    expect(told.output).toContain(`Cipher is ${suite}`);
    expect(told.output).toContain('good day');
    expect(established(told)?.cipherSuite).toBe(suite);
  });

  test('HelloRetryRequest: it sends a share of X25519, we want P-256', async () => {
    const told = await connected({ groups: ['secp256r1'] }, ['-groups', 'X25519:P-256']);
    expect(told.output).toContain('Server Temp Key: ECDH, prime256v1');
    expect(told.output).toContain('good day');
    expect(established(told)?.group).toBe('secp256r1');
    expect(
      eventsOf(told.events, 'received').filter(({ message }) => message.type === 'client_hello'),
    ).toHaveLength(2);
  });

  test.each(['shop.example.pem', 'ed25519.pem', 'rsa-2048.pem'])('client certificate %s', async (file) => {
    const told = await connected({ clientAuth: 'required' }, identity(file));
    expect(told.output).toContain('good day');
    const [received] = eventsOf(told.events, 'certificate-received');
    expect(received?.possession).toBe('proven');
    expect(received?.chain[0]).toEqual(pemBlocks(file)[0]);
  });

  test('no client certificate where one is optional', async () => {
    const told = await connected({ clientAuth: 'optional' }, []);
    expect(told.output).toContain('good day');
    expect(eventsOf(told.events, 'certificate-received')).toEqual([]);
  });

  test('KeyUpdate, asking for ours', async () => {
    const server = await serve(() => createServer(serverOptions({}, { now: Date.now() })), {
      ...acceptsAll,
      answer: (heard) => (heard.includes('hello') ? 'good day\n' : null),
    });
    const output = await typedOutput(server.port, ['-tls1_3'], ['K', 'hello']);
    const [session] = await Promise.all(server.sessions);
    await server.stop();
    const updates = eventsOf(session?.events ?? [], 'sent').filter(
      ({ message }) => message.type === 'key_update',
    );
    expect(updates).toHaveLength(1);
    expect(output).toContain('good day');
  });

  const folder = mkdtempSync(join(tmpdir(), 'whichcert-tls13-'));
  test.each([
    { by: 'ticket', changes: {} },
    { by: 'cache', changes: { ticketKey: null, cache: new Map() } },
  ])('resumption by $by', async ({ by, changes }) => {
    const file = join(folder, by);
    const first = await connected({ tickets: 2 }, ['-sess_out', file], polite, changes);
    expect(first.output).toContain('New, TLSv1.3');
    const second = await connected({ tickets: 1 }, ['-sess_in', file], polite, changes);
    expect(second.output).toContain('Reused, TLSv1.3');
    expect(second.output).toContain('good day');
    expect(established(second)?.resumed).toBe(true);
    const elsewhere = await connected({}, ['-sess_in', file], polite, {
      ticketKey: new Uint8Array(32),
      cache: null,
    });
    expect(elsewhere.output).toContain('New, TLSv1.3');
    expect(established(elsewhere)?.resumed).toBe(false);
  });

  const judging = (judge: Owner['judge']): Owner => ({ ...polite, judge });
  const refusals: {
    what: string;
    choice: Partial<ServerChoice>;
    options: string[];
    owner?: Owner;
    theirs: string;
    ours: string[];
  }[] = [
    {
      what: 'a client certificate is required',
      choice: { clientAuth: 'required' },
      options: [],
      theirs: 'alert number 116',
      ours: ['us certificate_required no-certificate'],
    },
    {
      what: 'the owner refuses the client certificate',
      choice: { clientAuth: 'required' },
      options: identity('shop.example.pem'),
      owner: judging(() => 'unknown_ca'),
      theirs: 'alert number 48',
      ours: ['us unknown_ca refused-by-caller'],
    },
    {
      what: 'no common cipher suite',
      choice: { cipherSuites: ['TLS_CHACHA20_POLY1305_SHA256'] },
      options: ['-ciphersuites', 'TLS_AES_128_GCM_SHA256'],
      theirs: 'alert number 40',
      ours: ['us handshake_failure no-common-cipher-suite'],
    },
    {
      what: 'no common group',
      choice: { groups: ['x25519'] },
      options: ['-groups', 'P-256'],
      theirs: 'alert number 40',
      ours: ['us handshake_failure no-common-group'],
    },
    {
      what: 'no common signature scheme',
      choice: {},
      options: ['-sigalgs', 'RSA-PSS+SHA256'],
      theirs: 'alert number 40',
      ours: ['us handshake_failure no-common-signature-scheme'],
    },
    {
      what: 'no common protocol',
      choice: { alpn: ['http/1.1'], alpnMismatch: 'refuse' },
      options: ['-alpn', 'h2'],
      theirs: 'alert number 120',
      ours: ['us no_application_protocol no-common-application-protocol'],
    },
    {
      what: 'it does not trust our CA',
      choice: {},
      options: ['-CAfile', labCa.replace('lab-ca.pem', 'ed25519.pem'), '-verify_return_error'],
      theirs: 'verify error',
      ours: ['peer unknown_ca'],
    },
    {
      what: "the key is not the certificate's",
      choice: {
        credential: { chain: credentials.ecdsa.chain, signer: credential('blog.example.pem').signer },
      },
      options: [],
      theirs: 'bad signature',
      ours: ['peer decrypt_error'],
    },
  ];
  test.each(refusals)('refused: $what', async ({ choice, options, owner, theirs, ours }) => {
    const told = await connected(choice, options, owner ?? judging(() => null));
    expect(told.output).toContain(theirs);
    expect(alertsOf(told.events)).toEqual(ours);
  });

  test('cleaning up', () => {
    rmSync(folder, { recursive: true });
  });
});

test.skipIf(!hasCurl)('curl fetches a page from our server', async () => {
  const page: Owner = {
    ...acceptsAll,
    answer: (heard) =>
      heard.endsWith('\r\n\r\n')
        ? 'HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\nhello\n'
        : null,
  };
  const server = await serve(() => createServer(serverOptions({}, { now: Date.now() })), page);
  const { port } = server;
  const options = ['--silent', '--show-error', '--max-time', '15', '--tlsv1.3', '--cacert', labCa];
  const resolve = ['--resolve', `shop.example:${port}:127.0.0.1`];
  const { code, output } = await run({
    file: 'curl',
    args: [
      ...options,
      ...resolve,
      '--write-out',
      '%{http_code} %{ssl_verify_result}',
      `https://shop.example:${port}/`,
    ],
  });
  expect({ code, output }).toEqual({ code: 0, output: 'hello\n200 0' });
  const [session] = await Promise.all(server.sessions);
  expect(eventsOf(session?.events ?? [], 'established')[0]).toMatchObject({
    version: '1.3',
    serverName: 'shop.example',
  });
  await server.stop();
});

test('the programs are here', () => {
  if (!hasOpenssl) skipped('openssl', 'not installed');
  if (!hasCurl) skipped('curl', 'not installed');
});
