/** The CAs that servers name. Expected: what `openssl s_client` printed of the running programs with the same file. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ClientCertificate, Software } from '../../../src/hosting/model.ts';
import type { ClientName } from '../../../src/identity/types.ts';
import { parseCertificate } from '../../../src/x509/certificate.ts';
import { distinguishedNameText } from '../../../src/x509/name.ts';
import { readPem } from '../../../src/x509/pem.ts';
import { presetScenario } from '../../../src/sim/scenarioLink.ts';
import type { Scenario } from '../../../src/sim/scenario.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import type { Step, Trace } from '../../../src/sim/trace.ts';
import {
  parseCertificateRequest12,
  parseCertificateRequest13,
} from '../../../src/tls/messages/certificateRequest.ts';

const authorities = readFileSync(new URL('../../truth/tls/client-authorities.pem', import.meta.url), 'utf8');
const bundle = '/etc/lab/authorities.pem';
const site = '/etc/ssl/blog.example';

/** Each asks for a client certificate from the CAs of `bundle`. */
const asking: Record<Software, { mainFile: string; text: string }> = {
  nginx: {
    mainFile: 'nginx.conf',
    text: `events {}\nhttp { server { listen 203.0.113.10:443 ssl; ssl_protocols TLSv1.2 TLSv1.3; server_name blog.example; ssl_certificate ${site}.pem; ssl_certificate_key ${site}.key; ssl_verify_client on; ssl_client_certificate ${bundle}; return 200 ok; } }\n`,
  },
  apache: {
    mainFile: '/a.conf',
    text: `Listen 203.0.113.10:443\n<VirtualHost 203.0.113.10:443>\nServerName blog.example\nSSLEngine on\nSSLCertificateFile ${site}.pem\nSSLCertificateKeyFile ${site}.key\nSSLVerifyClient require\nSSLCACertificateFile ${bundle}\n</VirtualHost>\n`,
  },
  haproxy: {
    mainFile: '/h.cfg',
    text: `frontend f\n    mode http\n    bind 203.0.113.10:443 ssl crt ${site}.pem verify required ca-file ${bundle}\n    http-request return status 200\n`,
  },
  caddy: {
    mainFile: '/Caddyfile',
    text: `{\n\tauto_https off\n}\nhttps://blog.example {\n\tbind 203.0.113.10\n\ttls ${site}.pem ${site}.key {\n\t\tclient_auth {\n\t\t\tmode require_and_verify\n\t\t\ttrusted_ca_cert_file ${bundle}\n\t\t}\n\t}\n\trespond ok\n}\n`,
  },
  gnutls: {
    mainFile: 'gnutls-serv.sh',
    text: `gnutls-serv --http --port 443 --x509certfile ${site}.pem --x509keyfile ${site}.key --x509cafile ${bundle} --require-client-cert --verify-client-cert\n`,
  },
};

const play = (
  software: Software,
  change: Partial<Scenario>,
  text = asking[software].text,
): Promise<Trace> => {
  const { mainFile } = asking[software];
  return simulate({
    ...presetScenario('sni', '2026-11-22T12:00:00Z'),
    server: { software, mainFile, files: { [mainFile]: text } },
    certificates: { [bundle]: authorities },
    url: 'https://blog.example/',
    client: 'openssl',
    ...change,
  });
};

const step = (trace: Trace, id: Step['id']): Step | undefined => trace.steps.find((one) => one.id === id);

/** commonNames in the message, in its order, with what openssl s_client prints of a name in front. */
function named(trace: Trace, version: '1.2' | '1.3'): string[] {
  const message = step(trace, 'certificate-request')?.message;
  if (!message || !('bytes' in message)) return ['no message'];
  if (version === '1.2')
    return texts(parseCertificateRequest12(message.bytes).content?.certificate_authorities);
  const { content } = parseCertificateRequest13(message.bytes);
  const extension = content?.extensions.find(({ type }) => type === 'certificate_authorities');
  return extension?.type === 'certificate_authorities' ? texts(extension.data.authorities) : [];
}

const subjects = readPem(authorities)
  .blocks.map(({ body }) => parseCertificate(body.bytes))
  .map(({ der, subject }) => ({
    octets: Buffer.from(der.slice(subject.range.start, subject.range.end)).toString('hex'),
    text: distinguishedNameText(subject, der),
  }));

const texts = (names: readonly Uint8Array[] = []): string[] =>
  names.map(
    (name) => subjects.find(({ octets }) => octets === Buffer.from(name).toString('hex'))?.text ?? '?',
  );

/** In the file's order. Two of the names have two commonNames of one length: raw or canonical order then differ. */
const [long, lower, z, upper, a, utf, country] = [
  'CN=a,O=A very long name of an organisation',
  'CN=b short',
  'CN=Z lab root,O=Z lab',
  'CN=A  short',
  'CN=A lab root,O=A lab',
  'CN=zürich root',
  'CN=x,C=DE',
];

describe('the request names the CAs of the file, as the running program did', () => {
  test.each([
    ['nginx', [long, lower, z, upper, a, utf, country]],
    ['gnutls', [long, lower, z, upper, a, utf, country]],
    ['apache', [lower, upper, utf, a, z, long, country]],
    ['haproxy', [upper, lower, utf, a, z, long, country]],
    ['caddy', [long]],
  ] as const)('%s', async (software, expected) => {
    for (const version of ['1.2', '1.3'] as const) {
      const trace = await play(software, { versions: [version], clientCertificate: 'good' });
      expect(named(trace, version), version).toEqual(expected);
      expect(trace.outcome).toMatchObject({ kind: 'response', status: 200 });
    }
  });

  test('nginx: ssl_trusted_certificate verifies, but is not named', async () => {
    const text = asking.nginx.text
      .replace('ssl_client_certificate', 'ssl_trusted_certificate')
      .replace('ssl_verify_client on', 'ssl_verify_client optional_no_ca');
    const trace = await play(
      'nginx',
      { versions: ['1.3'], clientCertificate: 'wrong-ca', client: 'chrome' },
      text,
    );
    expect(named(trace, '1.3')).toEqual([]);
    expect(step(trace, 'client-certificate')?.params).toMatchObject({ shown: 'wrong-ca' });
  });

  test('apache: SSLCADNRequestFile stands in for the CAs that verify', async () => {
    const text = asking.apache.text.replace('</V', 'SSLCADNRequestFile /other.pem\n</V');
    const trace = await play('apache', { versions: ['1.2'] }, text);
    // The file was not given: the lab's CA stands in.
    expect(step(trace, 'certificate-request')?.params.authorities).toContain('whichcert lab');
  });
});

describe('whether the client shows a certificate from elsewhere', () => {
  // Observed with TLS 1.2 and 1.3 against openssl s_server -Verify; browsers by their sources.
  test.each([
    ['openssl', 'wrong-ca', 'wrong-ca', 'unknown_ca'],
    ['curl', 'self-signed', 'self-signed', 'unknown_ca'],
    ['python', 'wrong-ca', 'wrong-ca', 'unknown_ca'],
    ['node', 'wrong-ca', 'wrong-ca', 'unknown_ca'],
    ['gnutls', 'wrong-ca', 'wrong-ca', 'unknown_ca'],
    ['go', 'wrong-ca', 'none', 'certificate_required'],
    ['java', 'self-signed', 'none', 'certificate_required'],
    ['chrome', 'wrong-ca', 'none', 'certificate_required'],
    ['firefox', 'self-signed', 'none', 'certificate_required'],
    ['chrome', 'expired', 'expired', 'certificate_expired'],
  ] as [ClientName, ClientCertificate, string, string][])(
    '%s with %s: %s',
    async (client, clientCertificate, shown, alert) => {
      const trace = await play('apache', { versions: ['1.3'], client, clientCertificate });
      expect(step(trace, 'client-certificate')?.params).toMatchObject({ shown });
      expect(step(trace, 'client-certificate')?.decision?.chosen).toBe(shown === 'none' ? null : 0);
      expect(trace.outcome).toMatchObject({ kind: 'failure', alert: { name: alert } });
    },
  );
});
