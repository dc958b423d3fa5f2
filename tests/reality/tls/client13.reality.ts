/** Our client in TLS 1.3 with `openssl s_server` and nginx. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createClient } from '../../../src/tls/client.ts';
import type { Credential } from '../../../src/tls/credential.ts';
import type { EndpointEvent } from '../../../src/tls/endpoint.ts';
import { findExtension } from '../../../src/tls/findExtension.ts';
import { parseClientHello } from '../../../src/tls/messages/clientHello.ts';
import type { ClientOptions } from '../../../src/tls/options.ts';
import { seededBytes } from '../../../src/tls/seededBytes.ts';
import {
  alertsOf,
  clientOptions,
  credentialOf,
  credentials,
  eventsOf,
  pemBlocks,
} from '../../unit/tls/machine/ends.ts';
import { run, start } from '../childProcess.ts';
import { write } from '../material.ts';
import { skipped } from '../report.ts';
import {
  certificateFile,
  freePort,
  identity,
  issueClientCertificate,
  keyFile,
  labCa,
  sServer,
  silentServer,
  type KeyKind,
} from './openssl.ts';
import { acceptsAll, dial, type Owner } from './sockets.ts';

const isInstalled = async (file: string, version: string): Promise<boolean> =>
  (await run({ file, args: [version] })).code === 0;
const [hasOpenssl, hasNginx] = [await isInstalled('openssl', 'version'), await isInstalled('nginx', '-v')];

const request = 'GET / HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n\r\n';
const browser: Owner = { ...acceptsAll, greet: () => request };

type Told = { heard: string; events: EndpointEvent[] };

const fetched = (port: number, changes: Partial<ClientOptions> = {}, owner = browser): Promise<Told> =>
  dial(
    port,
    createClient(clientOptions({ now: Date.now(), random: seededBytes(String(port)), ...changes })),
    owner,
  );

const established = ({ events }: Told) => eventsOf(events, 'established')[0];

/** Our client, once, with an `s_server` of these options. */
async function withServer<T>(options: string[], use: (port: number) => Promise<T>): Promise<T> {
  const port = await freePort();
  const server = await sServer(port, ['-tls1_3', ...options]);
  try {
    return await use(port);
  } finally {
    await server.stop();
  }
}

const folder = mkdtempSync(join(tmpdir(), 'whichcert-client13-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function clientCredential(kind: KeyKind): Promise<Credential> {
  const { certificate, key } = await issueClientCertificate(folder, kind);
  return credentialOf(readFileSync(certificate, 'utf8'), readFileSync(key, 'utf8'));
}

const shop = identity('shop.example.pem');

describe.skipIf(!hasOpenssl)('our client with openssl s_server', () => {
  const keys = ['shop.example.pem', 'ed25519.pem', 'rsa-2048.pem'];
  test.each(keys.flatMap((file) => [file, null].map((serverName) => ({ file, serverName }))))(
    '$file, SNI $serverName',
    async ({ file, serverName }) => {
      const told = await withServer([...identity(file), '-alpn', 'h2,http/1.1'], (port) =>
        fetched(port, { serverName }),
      );
      expect(told.heard).toContain('HTTP/1.0 200 ok');
      expect(told.heard).toContain('TLSv1.3');
      expect(eventsOf(told.events, 'certificate-received')).toEqual([
        { kind: 'certificate-received', chain: pemBlocks(file), possession: 'proven' },
      ]);
      expect(established(told)).toMatchObject({ resumed: false, alpn: 'http/1.1', group: 'x25519' });
      expect(eventsOf(told.events, 'session')).toHaveLength(2);
    },
  );

  test.each(['TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'] as const)('%s', async (suite) => {
    const told = await withServer([...shop, '-ciphersuites', suite], (port) => fetched(port));
    expect(told.heard).toContain(`Cipher is ${suite}`);
    expect(established(told)?.cipherSuite).toBe(suite);
  });

  test('HelloRetryRequest for a group', async () => {
    const told = await withServer([...shop, '-groups', 'P-256'], (port) => fetched(port));
    expect(told.heard).toContain('HTTP/1.0 200 ok');
    expect(established(told)?.group).toBe('secp256r1');
  });

  // OpenSSL 3.0's own stateless server does not get over a change_cipher_spec: none without legacy_session_id.
  test('HelloRetryRequest for a cookie: a server that remembers nothing (-stateless)', async () => {
    const port = await freePort();
    const server = await silentServer(port, ['-tls1_3', ...shop, '-stateless'], ['hello', 'hello']);
    const told = await fetched(
      port,
      { shapeHello: (hello) => ({ ...hello, legacy_session_id: new Uint8Array() }) },
      { ...acceptsAll, answer: (heard) => (heard.includes('hello') ? 'bye' : null) },
    );
    await server.stop();
    const hellos = eventsOf(told.events, 'sent').filter(({ message }) => message.type === 'client_hello');
    const cookies = hellos.map(({ message }) =>
      findExtension(parseClientHello(message.bytes).content?.extensions ?? [], 'cookie'),
    );
    expect(cookies).toEqual([undefined, { cookie: expect.any(Uint8Array) as unknown }]);
    expect(told.heard).toContain('hello');
  });

  test.each(['ecdsa', 'ed25519', 'rsa'] as const)('client certificate %s', async (kind) => {
    const authority = ['-Verify', '2', '-verify_return_error', '-CAfile', labCa];
    const own = await clientCredential(kind);
    const told = await withServer([...shop, ...authority], (port) => fetched(port, { credential: own }));
    expect(told.heard).toContain('HTTP/1.0 200 ok');
    expect(told.heard).toContain(`client-${kind}`);
  });

  test('KeyUpdate, asking for ours', async () => {
    const port = await freePort();
    const server = await silentServer(port, ['-tls1_3', ...shop], ['K', 'hello']);
    const told = await fetched(
      port,
      {},
      { ...acceptsAll, answer: (heard) => (heard.includes('hello') ? 'bye' : null) },
    );
    await server.stop();
    const updates = eventsOf(told.events, 'sent').filter(({ message }) => message.type === 'key_update');
    expect(updates).toHaveLength(1);
    expect(told.heard).toContain('hello');
    expect(alertsOf(told.events)).toContain('us close_notify');
    expect(alertsOf(told.events).filter((alert) => !alert.includes('close_notify'))).toEqual([]);
  });

  test('resumption, also after a HelloRetryRequest', async () => {
    await withServer([...shop, '-groups', 'P-256'], async (port) => {
      const [session] = eventsOf((await fetched(port)).events, 'session');
      const told = await fetched(port, { session: session?.session ?? null });
      expect(told.heard).toContain('Reused, TLSv1.3');
      expect(established(told)?.resumed).toBe(true);
      expect(eventsOf(told.events, 'certificate-received')).toEqual([]);
    });
    await withServer(shop, async (port) => {
      const [session] = eventsOf((await fetched(port)).events, 'session');
      const told = await fetched(port, { session: session?.session ?? null });
      expect(told.heard).toContain('Reused, TLSv1.3');
      expect(established(told)).toMatchObject({ resumed: true, group: 'x25519' });
    });
  });

  const refusals: {
    what: string;
    server: string[];
    changes: Partial<ClientOptions>;
    owner?: Owner;
    alerts: string[];
    isEstablished: boolean;
  }[] = [
    {
      what: 'a client certificate is required: we believe that we are done before we hear of it',
      server: [...shop, '-Verify', '1', '-verify_return_error', '-CAfile', labCa],
      changes: {},
      alerts: ['peer certificate_required'],
      isEstablished: true,
    },
    {
      what: 'the client certificate is not of its CA',
      server: [
        ...shop,
        '-Verify',
        '1',
        '-verify_return_error',
        '-CAfile',
        certificateFile('self-signed.pem'),
      ],
      changes: { credential: credentials.ecdsa },
      alerts: ['peer unknown_ca'],
      isEstablished: true,
    },
    {
      what: 'no common cipher suite',
      server: [...shop, '-ciphersuites', 'TLS_AES_128_GCM_SHA256'],
      changes: { cipherSuites: ['TLS_CHACHA20_POLY1305_SHA256'] },
      alerts: ['peer handshake_failure'],
      isEstablished: false,
    },
    {
      what: 'no common version',
      server: shop.concat('-no_tls1_3').filter((option) => option !== '-tls1_3'),
      changes: {},
      alerts: ['peer protocol_version'],
      isEstablished: false,
    },
    {
      what: 'we do not trust it',
      server: shop,
      changes: {},
      owner: { ...browser, judge: () => 'unknown_ca' },
      alerts: ['us unknown_ca refused-by-caller'],
      isEstablished: false,
    },
  ];
  test.each(refusals)('refused: $what', async ({ server, changes, owner, alerts, isEstablished }) => {
    const port = await freePort();
    const options = server.includes('-no_tls1_3') ? server : ['-tls1_3', ...server];
    const program = await sServer(port, options);
    const told = await fetched(port, changes, owner);
    await program.stop();
    expect(alertsOf(told.events)).toEqual(alerts);
    expect(established(told) !== undefined).toBe(isEstablished);
  });
});

test.skipIf(!hasNginx)(
  'our client with nginx: a page, resumed, and without the certificate it asks for',
  async () => {
    const root = mkdtempSync(join(tmpdir(), 'whichcert-tls13-'));
    const port = await freePort();
    mkdirSync(join(root, 'temp'));
    const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (name) => `${name}_temp_path ${root}/temp;`,
    );
    const site = `listen 127.0.0.1:${port} ssl; ssl_certificate ${certificateFile('shop.example.pem')};
    ssl_certificate_key ${keyFile('shop.example.pem')}; ssl_protocols TLSv1.3; ssl_client_certificate ${labCa};
    ssl_verify_client optional; ssl_session_cache shared:a:1m;
    location / { return 200 "$ssl_protocol $ssl_session_reused $ssl_client_verify $ssl_server_name"; }`;
    write(`${root}/nginx.conf`, `events {} http { access_log off; ${paths.join(' ')} server { ${site} } }`);
    const globals = `daemon off; master_process off; pid ${root}/pid; error_log ${root}/error.log;`;
    const nginx = await start({ file: 'nginx', args: ['-c', `${root}/nginx.conf`, '-g', globals] }, [
      { address: '127.0.0.1', port },
    ]);
    try {
      const first = await fetched(port, { credential: await clientCredential('ed25519') });
      expect(first.heard).toMatch(/TLSv1\.3 \. SUCCESS shop\.example$/u);
      const [session] = eventsOf(first.events, 'session');
      const second = await fetched(port, { session: session?.session ?? null });
      expect(second.heard).toMatch(/TLSv1\.3 r SUCCESS shop\.example$/u);
      expect(established(second)?.resumed).toBe(true);
      const third = await fetched(port, {});
      expect(third.heard).toMatch(/TLSv1\.3 \. NONE shop\.example$/u);
    } finally {
      await nginx.stop();
      rmSync(root, { recursive: true });
    }
  },
);

test('the programs are here', () => {
  if (!hasOpenssl) skipped('openssl', 'not installed');
  if (!hasNginx) skipped('nginx', 'not installed');
});
