/** Our client in TLS 1.2, and as an older one, with `openssl s_server` and nginx. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createClient } from '../../../src/tls/client.ts';
import type { Credential } from '../../../src/tls/credential.ts';
import type { EndpointEvent } from '../../../src/tls/endpoint.ts';
import type { ClientOptions } from '../../../src/tls/options.ts';
import { seededBytes } from '../../../src/tls/seededBytes.ts';
import type { Session } from '../../../src/tls/session.ts';
import { alertsOf, credentialOf, credentials, eventsOf, pemBlocks } from '../../unit/tls/machine/ends.ts';
import { client12 } from '../../unit/tls/machine/ends12.ts';
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

let connections = 0;
function fetched(port: number, changes: Partial<ClientOptions> = {}, owner = browser): Promise<Told> {
  connections += 1;
  const random = seededBytes(`connection ${connections}`);
  return dial(port, createClient(client12({ now: Date.now(), random, ...changes })), owner);
}

const established = ({ events }: Told) => eventsOf(events, 'established')[0];
const sessionOf = ({ events }: Told): Session | null => eventsOf(events, 'session')[0]?.session ?? null;

async function withServer<T>(options: string[], use: (port: number) => Promise<T>): Promise<T> {
  const port = await freePort();
  const server = await sServer(port, options);
  try {
    return await use(port);
  } finally {
    await server.stop();
  }
}

const folder = mkdtempSync(join(tmpdir(), 'whichcert-client12-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function clientCredential(kind: KeyKind): Promise<Credential> {
  const { certificate, key } = await issueClientCertificate(folder, kind);
  return credentialOf(readFileSync(certificate, 'utf8'), readFileSync(key, 'utf8'));
}

const shop = ['-tls1_2', ...identity('shop.example.pem')];

describe.skipIf(!hasOpenssl)('our client with openssl s_server', () => {
  const keys = ['shop.example.pem', 'ed25519.pem', 'rsa-2048.pem'];
  test.each(keys.flatMap((file) => [file, null].map((serverName) => ({ file, serverName }))))(
    '$file, SNI $serverName',
    async ({ file, serverName }) => {
      const told = await withServer(['-tls1_2', ...identity(file), '-alpn', 'h2,http/1.1'], (port) =>
        fetched(port, { serverName }),
      );
      expect(told.heard).toContain('HTTP/1.0 200 ok');
      expect(told.heard).toContain('TLSv1.2');
      expect(told.heard).toContain('Extended master secret: yes');
      expect(eventsOf(told.events, 'certificate-received')).toEqual([
        { kind: 'certificate-received', chain: pemBlocks(file), possession: 'proven' },
      ]);
      expect(established(told)).toMatchObject({ resumed: false, alpn: 'http/1.1', group: 'x25519' });
      expect(sessionOf(told)).toMatchObject({ identity: { kind: 'ticket' }, extendedMasterSecret: true });
    },
  );

  test.each([
    'ECDHE-ECDSA-CHACHA20-POLY1305',
    'ECDHE-ECDSA-AES256-GCM-SHA384',
    'ECDHE-RSA-CHACHA20-POLY1305',
    'ECDHE-RSA-AES256-GCM-SHA384',
    'ECDHE-RSA-AES128-GCM-SHA256',
  ])('%s', async (cipher) => {
    const file = cipher.startsWith('ECDHE-RSA') ? 'rsa-2048.pem' : 'shop.example.pem';
    const told = await withServer(['-tls1_2', ...identity(file), '-cipher', cipher], fetched);
    expect(told.heard).toContain(`Cipher is ${cipher}`);
  });

  test('P-256, when it wants nothing else', async () => {
    const told = await withServer([...shop, '-groups', 'P-256'], fetched);
    expect(established(told)?.group).toBe('secp256r1');
    expect(told.heard).toContain('HTTP/1.0 200 ok');
  });

  test.each(['ecdsa', 'ed25519', 'rsa'] as const)('client certificate %s', async (kind) => {
    const authority = ['-Verify', '2', '-verify_return_error', '-CAfile', labCa];
    const own = await clientCredential(kind);
    const told = await withServer([...shop, ...authority], (port) => fetched(port, { credential: own }));
    expect(told.heard).toContain('HTTP/1.0 200 ok');
    expect(told.heard).toContain(`client-${kind}`);
  });

  test.each([
    { kind: 'ticket', options: [] },
    { kind: 'session-id', options: ['-no_ticket'] },
  ])('resumption by $kind', async ({ kind, options }) => {
    await withServer([...shop, ...options], async (port) => {
      const first = await fetched(port);
      expect(first.heard).toContain('New, TLSv1.2');
      expect(sessionOf(first)?.identity.kind).toBe(kind);
      const second = await fetched(port, { session: sessionOf(first) });
      expect(second.heard).toContain('Reused, TLSv1.2');
      expect(established(second)?.resumed).toBe(true);
      expect(eventsOf(second.events, 'certificate-received')).toEqual([]);
    });
  });

  test('a session that the server does not know: a full handshake', async () => {
    const first = await withServer(shop, fetched);
    const elsewhere = await withServer(shop, (port) => fetched(port, { session: sessionOf(first) }));
    expect(elsewhere.heard).toContain('New, TLSv1.2');
    expect(established(elsewhere)?.resumed).toBe(false);
  });

  test('its wish to renegotiate is declined', async () => {
    const port = await freePort();
    const server = await silentServer(port, shop, ['r', 'hello']);
    const told = await fetched(port, {}, { ...acceptsAll, answer: (heard) => (heard ? 'bye' : null) });
    await server.stop();
    const received = eventsOf(told.events, 'received').map(({ message }) => message.type);
    expect(received).toContain('hello_request');
    expect(alertsOf(told.events)[0]).toBe('us no_renegotiation renegotiation');
  });

  const refusals: {
    what: string;
    server: string[];
    changes: Partial<ClientOptions>;
    owner?: Owner;
    alerts: string[];
  }[] = [
    {
      what: 'a client certificate is required: we are told before we are done',
      server: [...shop, '-Verify', '1', '-verify_return_error', '-CAfile', labCa],
      changes: {},
      alerts: ['peer handshake_failure'],
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
    },
    {
      what: 'no common cipher suite',
      server: shop,
      changes: { cipherSuites: ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'] },
      alerts: ['peer handshake_failure'],
    },
    {
      what: 'no common version',
      server: ['-tls1_3', ...identity('shop.example.pem')],
      changes: {},
      alerts: ['peer protocol_version'],
    },
    {
      what: 'a fallback without need',
      server: identity('shop.example.pem'),
      changes: { cipherSuites: ['TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256', 'TLS_FALLBACK_SCSV'] },
      alerts: ['peer inappropriate_fallback'],
    },
    {
      what: 'we do not trust it',
      server: shop,
      changes: {},
      owner: { ...browser, judge: () => 'unknown_ca' },
      alerts: ['us unknown_ca refused-by-caller'],
    },
  ];
  test.each(refusals)('refused: $what', async ({ server, changes, owner, alerts }) => {
    const told = await withServer(server, (port) => fetched(port, changes, owner));
    expect(alertsOf(told.events)).toEqual(alerts);
    expect(established(told)).toBeUndefined();
  });

  const old = [
    { option: '-tls1', version: '1.0', name: 'TLSv1' },
    { option: '-tls1_1', version: '1.1', name: 'TLSv1.1' },
  ] as const;
  describe.each(old)('as a client of $name', ({ option, version }) => {
    const client = client12({
      versions: [version],
      cipherSuites: ['TLS_RSA_WITH_AES_128_CBC_SHA'],
      shapeHello: (hello) => ({ ...hello, extensions: null }),
    });
    const { versions, cipherSuites, shapeHello } = client;

    test('a server of today refuses', async () => {
      const told = await withServer(['-tls1_2', ...identity('rsa-2048.pem')], (port) =>
        fetched(port, { versions, cipherSuites, shapeHello }),
      );
      expect(alertsOf(told.events)).toEqual(['peer protocol_version']);
    });

    test('a lax server shows its certificate; what follows is not modelled', async () => {
      const lax = [option, ...identity('rsa-2048.pem'), '-cipher', 'AES128-SHA:@SECLEVEL=0'];
      const told = await withServer(lax, (port) => fetched(port, { versions, cipherSuites, shapeHello }));
      expect(eventsOf(told.events, 'certificate-received')).toEqual([
        {
          kind: 'certificate-received',
          chain: pemBlocks('rsa-2048.pem'),
          possession: 'not-modelled',
        },
      ]);
      expect(told.events.at(-1)).toEqual({ kind: 'not-modelled', what: version });
    });
  });
});

test.skipIf(!hasNginx)('our client with nginx: a page, resumed, and with a certificate', async () => {
  const root = mkdtempSync(join(tmpdir(), 'whichcert-tls12-'));
  const port = await freePort();
  mkdirSync(join(root, 'temp'));
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${root}/temp;`,
  );
  const site = `listen 127.0.0.1:${port} ssl; ssl_certificate ${certificateFile('shop.example.pem')};
    ssl_certificate_key ${keyFile('shop.example.pem')}; ssl_protocols TLSv1.2; ssl_client_certificate ${labCa};
    ssl_verify_client optional; ssl_session_cache shared:a:1m;
    location / { return 200 "$ssl_protocol $ssl_session_reused $ssl_client_verify $ssl_server_name"; }`;
  write(`${root}/nginx.conf`, `events {} http { access_log off; ${paths.join(' ')} server { ${site} } }`);
  const globals = `daemon off; master_process off; pid ${root}/pid; error_log ${root}/error.log;`;
  const nginx = await start({ file: 'nginx', args: ['-c', `${root}/nginx.conf`, '-g', globals] }, [
    { address: '127.0.0.1', port },
  ]);
  try {
    const first = await fetched(port, { credential: await clientCredential('ecdsa') });
    expect(first.heard).toMatch(/TLSv1\.2 \. SUCCESS shop\.example$/u);
    const second = await fetched(port, { session: sessionOf(first) });
    expect(second.heard).toMatch(/TLSv1\.2 r SUCCESS shop\.example$/u);
    expect(established(second)?.resumed).toBe(true);
    const third = await fetched(port);
    expect(third.heard).toMatch(/TLSv1\.2 \. NONE shop\.example$/u);
  } finally {
    await nginx.stop();
    rmSync(root, { recursive: true });
  }
});

test('the programs are here', () => {
  if (!hasOpenssl) skipped('openssl', 'not installed');
  if (!hasNginx) skipped('nginx', 'not installed');
});
