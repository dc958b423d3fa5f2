/** The CAs that running servers name when they ask for a client certificate, as `openssl s_client` prints them. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/hosting/readConfig.ts';
import { selectCertificate } from '../../../src/hosting/selectCertificate.ts';
import type { Hello, Software } from '../../../src/hosting/model.ts';
import { namedAuthorities } from '../../../src/sim/clientAuthorities.ts';
import { start } from '../childProcess.ts';
import { write } from '../material.ts';
import { installedVersion, realPrograms } from '../programs/realProgram.ts';
import { skipped } from '../report.ts';
import { certificateFile, clientOutput, freePort, keyFile } from './openssl.ts';

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'whichcert-authorities-'));
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

type Files = { certificate: string; key: string; authorities: string };

const asking: Partial<Record<Software, (port: number, files: Files) => string>> = {
  nginx: (port, { certificate, key, authorities }) =>
    `events {}\nhttp { server { listen 127.0.0.1:${port} ssl; ssl_protocols TLSv1.2 TLSv1.3; ssl_certificate ${certificate}; ssl_certificate_key ${key}; ssl_verify_client on; ssl_client_certificate ${authorities}; return 200 ok; } }\n`,
  apache: (port, { certificate, key, authorities }) =>
    `Listen 127.0.0.1:${port}\n<VirtualHost 127.0.0.1:${port}>\nServerName shop.example\nSSLEngine on\nSSLCertificateFile ${certificate}\nSSLCertificateKeyFile ${key}\nSSLVerifyClient require\nSSLCACertificateFile ${authorities}\n</VirtualHost>\n`,
  haproxy: (port, { certificate, authorities }) =>
    `defaults\n    mode http\n    timeout connect 5s\n    timeout client 5s\n    timeout server 5s\nfrontend f\n    bind 127.0.0.1:${port} ssl crt ${certificate} verify required ca-file ${authorities}\n    http-request return status 200\n`,
  caddy: (port, { certificate, key, authorities }) =>
    `{\n\tauto_https off\n}\nhttps://shop.example:${port} {\n\tbind 127.0.0.1\n\ttls ${certificate} ${key} {\n\t\tclient_auth {\n\t\t\tmode require_and_verify\n\t\t\ttrusted_ca_cert_file ${authorities}\n\t\t}\n\t}\n\trespond ok\n}\n`,
};

/** The names as RFC 4514 has them, first part last. */
const printedNames = (output: string): string[] =>
  (
    /Acceptable client certificate CA names\n([\s\S]*?)\n(?:Client Certificate Types|Requested)/u.exec(
      output,
    )?.[1] ?? ''
  )
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(', ').toReversed().join(',').replaceAll(' = ', '='))
    .map((line) =>
      line.replaceAll(/(?:\\[0-9A-F]{2})+/gu, (octets) => decodeURIComponent(octets.replaceAll('\\', '%'))),
    );

describe.each(realPrograms)('$software', (program) => {
  it('names the CAs in this order', async () => {
    const configuration = asking[program.software];
    const version = await installedVersion(program);
    if (version === null || configuration === undefined) {
      skipped(program.software, 'not installed');
      return;
    }
    const port = await freePort();
    const [certificate, key, authorities] = ['s.pem', 's.key', 'ca.pem'].map((name) => join(root, name)) as [
      string,
      string,
      string,
    ];
    const [chain, secret, bundle] = [
      readFileSync(certificateFile('multi-domain.pem'), 'utf8'),
      readFileSync(keyFile('multi-domain.pem'), 'utf8'),
      readFileSync(new URL('../../truth/tls/client-authorities.pem', import.meta.url), 'utf8'),
    ];
    write(certificate, `${chain}\n${secret}`);
    write(key, secret);
    write(authorities, bundle);
    const mainFile = join(root, program.software, 'main.conf');
    const text = configuration(port, { certificate, key, authorities });
    const files = new Map([
      [mainFile, text],
      [certificate, chain],
      [authorities, bundle],
    ]);
    const { server } = readConfig(program.software, files, mainFile, { version });
    const running = await start(
      program.startCommand({ files: new Map([[mainFile, text]]), mainFile }, root),
      [{ address: '127.0.0.1', port }],
    );
    for (const [tls, option] of [
      ['1.2', '-tls1_2'],
      ['1.3', '-tls1_3'],
    ] as const) {
      const hello: Hello = { address: '127.0.0.1', port, serverName: 'shop.example', versions: [tls] };
      const simulated = namedAuthorities({ server, files }, selectCertificate(server, hello));
      const output = await clientOutput(port, [option, '-servername', 'shop.example'], 'GET / HTTP/1.0\n');
      expect(printedNames(output), tls).toEqual(simulated.map(({ text: name }) => name));
      expect(simulated.length).toBeGreaterThan(0);
    }
    await running.stop();
  });
});
