import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Server, Site } from '../../../../src/hosting/model.ts';
import { printConfig } from '../../../../src/hosting/printConfig.ts';
import { readConfig } from '../../../../src/hosting/readConfig.ts';

/** Site blocks as people write them: hosts, ports, bound addresses, tls lines. */
const name = fc.stringMatching(/^[a-z0-9]{1,6}$/u);
const host = fc.oneof(
  name.map((label) => `${label}.test`),
  name.map((label) => `*.${label}.test`),
  fc.constant(''),
);
const tls = fc.record({
  certificate: name,
  protocols: fc.constantFrom('', 'tls1.2 tls1.2', 'tls1.3', 'tls1.2 tls1.3'),
  mode: fc.constantFrom('', 'request', 'require', 'verify_if_given', 'require_and_verify'),
});
const block = fc.record({
  hosts: fc.uniqueArray(host, { minLength: 1, maxLength: 3 }),
  bind: fc.constantFrom('', '192.0.2.1', '192.0.2.1 2001:db8::1'),
  tls: fc.option(tls),
  second: fc.boolean(),
  status: fc.integer({ min: 200, max: 599 }),
});

type Block = typeof block extends fc.Arbitrary<infer T> ? T : never;

function blockText({ hosts, bind, tls: settings, second, status }: Block, port: number): string {
  const lines = [`${hosts.map((one) => `https://${one}:${String(port)}`).join(', ')} {`];
  if (bind !== '') lines.push(`bind ${bind}`);
  if (settings !== null) {
    const file = `/c/${settings.certificate}`;
    lines.push(`tls ${file}.crt ${file}.key {`);
    if (settings.protocols !== '') lines.push(`protocols ${settings.protocols}`);
    if (settings.mode !== '') lines.push(`client_auth {\nmode ${settings.mode}`);
    if (settings.mode.includes('verify')) lines.push('trusted_ca_cert_file "/c/the ca.crt"');
    if (settings.mode !== '') lines.push('}');
    lines.push('}');
    if (second) lines.push(`tls ${file}2.crt ${file}2.key`);
  }
  return [...lines, `respond ${String(status)}`, '}', ''].join('\n');
}

const essence = ({ listeners, sites, defaultSni }: Server): unknown => [
  defaultSni,
  listeners.map(({ address, port, tls: speaks, strictSniHost, sites: places }) => [
    `${address}:${String(port)}`,
    speaks,
    strictSniHost,
    places.map(({ site, hosts }) => [site, hosts]),
  ]),
  sites.map(siteEssence),
];

const siteEssence = ({
  names,
  certificates,
  versions,
  clientAuth,
  anyClientCertificate,
  answer,
}: Site): unknown => [
  names.map(({ text }) => text),
  certificates.map(({ file, keyFile }) => [file, keyFile]),
  versions,
  clientAuth,
  anyClientCertificate,
  answer?.status,
];

test('a printed Caddyfile is read back the same', () => {
  const blocks = fc.array(block, { minLength: 1, maxLength: 4 });
  const strict = fc.constantFrom(
    '',
    'servers {\nstrict_sni_host\n}\n',
    'servers {\nstrict_sni_host insecure_off\n}\n',
  );
  fc.assert(
    fc.property(blocks, strict, fc.constantFrom('', 'default_sni a.test\n'), (list, servers, sni) => {
      const own = list.map((one, index) => blockText(one, 8000 + index)).join('');
      const files = new Map([['/Caddyfile', `{\nauto_https off\n${sni}${servers}}\n${own}`]]);
      const first = readConfig('caddy', files, '/Caddyfile');
      expect(first.problems.filter(({ severity }) => severity === 'fatal')).toEqual([]);
      const print = printConfig(first.server, 'caddy');
      expect(print.problems).toEqual([]);
      const again = readConfig('caddy', print.files, print.mainFile);
      expect(essence(again.server)).toEqual(essence(first.server));
    }),
  );
});
