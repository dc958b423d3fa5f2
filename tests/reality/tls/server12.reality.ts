/** Our server in TLS 1.2, and for older clients, with `openssl s_client`, `gnutls-cli` and curl. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { EndpointEvent } from '../../../src/tls/endpoint.ts';
import type { ServerChoice, ServerOptions } from '../../../src/tls/options.ts';
import { createServer } from '../../../src/tls/server.ts';
import { alertsOf, credential, credentials, eventsOf, pemBlocks } from '../../unit/tls/machine/ends.ts';
import { server12, suites12 } from '../../unit/tls/machine/ends12.ts';
import { run } from '../childProcess.ts';
import { skipped } from '../report.ts';
import { clientOutput, identity, labCa, typedOutput } from './openssl.ts';
import { acceptsAll, serve, type Owner } from './sockets.ts';

const isInstalled = async (program: string): Promise<boolean> =>
  (await run({ file: program, args: [program === 'openssl' ? 'version' : '--version'] })).code === 0;
const [hasOpenssl, hasGnutls, hasCurl] = [
  await isInstalled('openssl'),
  await isInstalled('gnutls-cli'),
  await isInstalled('curl'),
];

/** Answers a line with a word. */
const polite: Owner = { ...acceptsAll, answer: (heard) => (heard.includes('\n') ? 'good day\n' : null) };

type Told = { output: string; events: EndpointEvent[] };

/** What a client printed, and the events of our server, for one connection. */
async function told(
  settings: ServerOptions,
  client: (port: number) => Promise<string>,
  owner = polite,
): Promise<Told> {
  const server = await serve(() => createServer({ ...settings, now: Date.now() }), owner);
  try {
    const output = await client(server.port);
    const [session] = await Promise.all(server.sessions);
    return { output, events: session?.events ?? [] };
  } finally {
    await server.stop();
  }
}

const sClient = (
  choice: Partial<ServerChoice>,
  options: string[],
  changes: Partial<ServerOptions> = {},
  owner = polite,
): Promise<Told> =>
  told(server12(choice, changes), (port) => clientOutput(port, ['-tls1_2', ...options]), owner);

const established = ({ events }: Told) => eventsOf(events, 'established')[0];

const folder = mkdtempSync(join(tmpdir(), 'whichcert-tls12-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe.skipIf(!hasOpenssl)('openssl s_client with our server', () => {
  const keys = [
    { key: 'ecdsa', signature: 'ECDSA', cipher: 'ECDHE-ECDSA-AES128-GCM-SHA256' },
    { key: 'ed25519', signature: 'ed25519', cipher: 'ECDHE-ECDSA-AES128-GCM-SHA256' },
    { key: 'rsa', signature: 'RSA-PSS', cipher: 'ECDHE-RSA-AES128-GCM-SHA256' },
  ] as const;
  const names = [
    { sni: 'with SNI', options: ['-servername', 'shop.example'], serverName: 'shop.example' },
    { sni: 'without SNI', options: ['-noservername'], serverName: null },
  ];
  test.each(keys.flatMap((key) => names.map((name) => ({ ...key, ...name }))))(
    '$key $sni',
    async ({ key, signature, cipher, options, serverName }) => {
      const connection = await sClient({ credential: credentials[key] }, [
        ...['-verify_return_error', '-alpn', 'h2,http/1.1'],
        ...options,
      ]);
      expect(connection.output).toContain(`New, TLSv1.2, Cipher is ${cipher}`);
      expect(connection.output).toContain(`Peer signature type: ${signature}`);
      expect(connection.output).toContain('Verification: OK');
      expect(connection.output).toContain('ALPN protocol: http/1.1');
      expect(connection.output).toContain('Secure Renegotiation IS supported');
      expect(connection.output).toContain('Extended master secret: yes');
      expect(connection.output).toContain('good day');
      expect(established(connection)).toMatchObject({ alpn: 'http/1.1', serverName, resumed: false });
      expect(alertsOf(connection.events)).toEqual(['us close_notify']);
    },
  );

  test.each([
    'ECDHE-ECDSA-CHACHA20-POLY1305',
    'ECDHE-ECDSA-AES256-GCM-SHA384',
    'ECDHE-RSA-CHACHA20-POLY1305',
    'ECDHE-RSA-AES256-GCM-SHA384',
  ])('%s', async (cipher) => {
    const own = cipher.includes('RSA-') && !cipher.includes('ECDSA') ? credentials.rsa : credentials.ecdsa;
    const connection = await sClient({ credential: own }, ['-cipher', cipher]);
    expect(connection.output).toContain(`Cipher is ${cipher}`);
    expect(connection.output).toContain('good day');
  });

  test.each([
    { scheme: 'RSA+SHA256', type: 'RSA' },
    { scheme: 'RSA-PSS+SHA256', type: 'RSA-PSS' },
  ])('an RSA key signs $scheme', async ({ scheme, type }) => {
    const connection = await sClient({ credential: credentials.rsa }, ['-sigalgs', scheme]);
    expect(connection.output).toContain('Peer signing digest: SHA256');
    expect(connection.output).toMatch(new RegExp(`Peer signature type: ${type}$`, 'mu'));
    expect(connection.output).toContain('good day');
  });

  test('P-256, when it offers nothing else', async () => {
    const connection = await sClient({}, ['-groups', 'P-256']);
    expect(connection.output).toContain('Server Temp Key: ECDH, prime256v1');
    expect(established(connection)?.group).toBe('secp256r1');
  });

  test.each(['shop.example.pem', 'ed25519.pem', 'rsa-2048.pem'])('client certificate %s', async (file) => {
    const connection = await sClient({ clientAuth: 'required' }, identity(file));
    expect(connection.output).toContain('good day');
    const [received] = eventsOf(connection.events, 'certificate-received');
    expect(received?.possession).toBe('proven');
    expect(received?.chain[0]).toEqual(pemBlocks(file)[0]);
  });

  test('no client certificate where one is optional', async () => {
    const connection = await sClient({ clientAuth: 'optional' }, []);
    expect(connection.output).toContain('good day');
    expect(eventsOf(connection.events, 'certificate-received')).toEqual([]);
  });

  const ticketKey = new Uint8Array(32).fill(9);
  test.each([
    { by: 'ticket', options: [], memory: { ticketKey, cache: null }, ticket: true },
    { by: 'id', options: [], memory: { ticketKey: null, cache: new Map() }, ticket: false },
    { by: 'id-no-ticket', options: ['-no_ticket'], memory: { ticketKey, cache: new Map() }, ticket: false },
  ])('resumption by $by', async ({ by, options, memory, ticket }) => {
    const file = join(folder, by);
    const first = await sClient({}, [...options, '-sess_out', file], memory);
    expect(first.output).toContain('New, TLSv1.2');
    expect(first.output.includes('TLS session ticket:')).toBe(ticket);
    const second = await sClient({}, [...options, '-sess_in', file], memory);
    expect(second.output).toContain('Reused, TLSv1.2');
    expect(second.output).toContain('good day');
    expect(established(second)).toMatchObject({ resumed: true, group: null });
    const elsewhere = await sClient({}, [...options, '-sess_in', file], {
      ticketKey: new Uint8Array(32),
      cache: new Map(),
    });
    expect(elsewhere.output).toContain('New, TLSv1.2');
    expect(established(elsewhere)?.resumed).toBe(false);
  });

  test('its wish to renegotiate is declined', async () => {
    const connection = await told(server12(), (port) => typedOutput(port, ['-tls1_2'], ['R']), acceptsAll);
    // A warning; s_client takes it for the end
    expect(connection.output).toContain('no renegotiation');
    expect(alertsOf(connection.events)[0]).toBe('us no_renegotiation renegotiation');
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
      theirs: 'alert number 40',
      ours: ['us handshake_failure no-certificate'],
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
      choice: {},
      options: ['-cipher', 'ECDHE-RSA-AES128-GCM-SHA256'],
      theirs: 'alert number 40',
      ours: ['us handshake_failure no-common-cipher-suite'],
    },
    {
      what: 'no common group',
      choice: { groups: ['x25519'], credential: credentials.rsa },
      options: ['-groups', 'P-256'],
      theirs: 'alert number 40',
      ours: ['us handshake_failure no-common-group'],
    },
    {
      what: 'no common signature scheme',
      choice: {},
      options: ['-sigalgs', 'ECDSA+SHA224'],
      theirs: 'alert number 40',
      ours: ['us handshake_failure no-common-signature-scheme'],
    },
    {
      what: 'no common protocol',
      choice: { alpnMismatch: 'refuse' },
      options: ['-alpn', 'h2'],
      theirs: 'alert number 120',
      ours: ['us no_application_protocol no-common-application-protocol'],
    },
    {
      what: 'a fallback without need',
      choice: { versions: ['1.2', '1.3'] },
      options: ['-fallback_scsv'],
      theirs: 'alert number 86',
      ours: ['us inappropriate_fallback downgrade'],
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
    const connection = await sClient(choice, options, {}, owner ?? judging(() => null));
    expect(connection.output).toContain(theirs);
    expect(alertsOf(connection.events)).toEqual(ours);
  });

  const old = [
    { option: '-tls1', version: '1.0' },
    { option: '-tls1_1', version: '1.1' },
  ] as const;
  describe.each(old)('$option', ({ option, version }) => {
    const lax = [option, '-cipher', 'AES128-SHA:@SECLEVEL=0', '-msg'];
    const ask = (choice: Partial<ServerChoice>): Promise<Told> =>
      told(server12({ credential: credentials.rsa, ...choice }), (port) => clientOutput(port, lax));

    test('is refused by a server that does not speak it', async () => {
      const connection = await ask({});
      expect(connection.output).toContain('alert number 70');
      expect(alertsOf(connection.events)).toEqual(['us protocol_version no-common-version']);
    });

    test('reads hello and certificate of a server that does, and answers', async () => {
      const cipherSuites = [...suites12, 'TLS_RSA_WITH_AES_128_CBC_SHA'] as const;
      const connection = await ask({ versions: [version, '1.2'], cipherSuites });
      expect(connection.events.at(-1)).toEqual({ kind: 'not-modelled', what: version });
      for (const message of ['ServerHello', 'Certificate', 'ServerHelloDone'])
        expect(connection.output).toMatch(new RegExp(`<<< .*Handshake .*${message}$`, 'mu'));
      expect(connection.output).toMatch(/>>> .*Handshake .*ClientKeyExchange$/mu);
    });
  });
});

/** GnuTLS can leave out all extensions. It is told to take the SHA-1 that RFC 5246 then asks for. */
test.skipIf(!hasGnutls).each(['ecdsa', 'rsa'] as const)('gnutls-cli without extensions: %s', async (key) => {
  const priority = [
    'NORMAL:-VERS-ALL:+VERS-TLS1.2:%NO_EXTENSIONS:+SIGN-RSA-SHA1:+SIGN-ECDSA-SHA1',
    '%VERIFY_ALLOW_SIGN_WITH_SHA1',
  ].join(':');
  const connection = await told(server12({ credential: credentials[key] }), async (port) => {
    const options = `--insecure -p ${port} 127.0.0.1 --priority ${priority}`;
    const args = ['-c', `(echo hello; sleep 1) | timeout 15 gnutls-cli ${options} 2>&1; true`];
    return (await run({ file: 'sh', args })).output;
  });
  expect(connection.output).toContain('good day');
  expect(established(connection)).toMatchObject({ group: 'secp256r1', serverName: null, alpn: null });
});

test.skipIf(!hasCurl)('curl fetches a page from our server', async () => {
  const page: Owner = {
    ...acceptsAll,
    answer: (heard) =>
      heard.endsWith('\r\n\r\n')
        ? 'HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\nhello\n'
        : null,
  };
  const connection = await told(
    server12({ versions: ['1.2', '1.3'] }),
    async (port) => {
      const options = ['--silent', '--show-error', '--max-time', '15', '--tls-max', '1.2', '--cacert', labCa];
      const resolve = ['--resolve', `shop.example:${port}:127.0.0.1`];
      const url = `https://shop.example:${port}/`;
      const report = ['--write-out', '%{http_code} %{ssl_verify_result}'];
      return (await run({ file: 'curl', args: [...options, ...resolve, ...report, url] })).output;
    },
    page,
  );
  expect(connection.output).toBe('hello\n200 0');
  expect(established(connection)).toMatchObject({ version: '1.2', serverName: 'shop.example' });
});

test('the programs are here', () => {
  if (!hasOpenssl) skipped('openssl', 'not installed');
  if (!hasGnutls) skipped('gnutls-cli', 'not installed');
  if (!hasCurl) skipped('curl', 'not installed');
});
