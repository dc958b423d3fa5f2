import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Hello, Server } from '../../../../src/hosting/model.ts';
import { printConfig } from '../../../../src/hosting/printConfig.ts';
import { readConfig } from '../../../../src/hosting/readConfig.ts';
import { selectCertificate } from '../../../../src/hosting/selectCertificate.ts';
import { selectSite } from '../../../../src/hosting/selectSite.ts';
import { certificateFiles, configText, readRows } from '../../../truth/replay.ts';

const certificates = certificateFiles();
const observed = [...new Set(readRows('nginx.jsonl').map(({ config }) => config))];

const names = ['a.test', 'b.test', '*.a.test', '.b.test', 'www.*', '_', '""', '~^w+\\.test$', '"~^a{1,2}$"'];
const files = ['a', 'b', 'ec-a', 'rsa-a', 'rsa-s'].map((name) => `/etc/lab/certs/${name}.crt`);
const places = ['127.0.0.11:443', '443', '[::]:443', '127.0.0.12:443'];

const site = fc.record({
  places: fc.uniqueArray(fc.constantFrom(...places), { minLength: 1, maxLength: 2 }),
  names: fc.uniqueArray(fc.constantFrom(...names), { maxLength: 3 }),
  file: fc.constantFrom(...files),
  more: fc.subarray([
    'ssl_reject_handshake on;',
    'ssl_protocols TLSv1.2;',
    'ssl_verify_client on; ssl_client_certificate /etc/lab/certs/ca.crt;',
    'ssl_ciphers ECDHE-RSA-AES128-GCM-SHA256;',
    'ssl_prefer_server_ciphers on;',
    'error_page 495 496 =403 /no;',
    'return 301;',
  ]),
});

const hosts = [null, 'a.test', 'x.a.test', 'b.test', 'x.b.test', 'www.test', 'aa', '_', 'other.test'];
const hellos = hosts.flatMap((serverName) =>
  ['127.0.0.11', '127.0.0.13', '::1'].flatMap((address) =>
    [443].flatMap((port): Hello[] => [
      { address, port, serverName, versions: ['1.2', '1.3'] },
      { address, port, serverName, versions: ['1.2'], signatureSchemes: ['rsa_pss_rsae_sha256'] },
    ]),
  ),
);

/** What is decided, without the lines of the file that it was read from. */
function choices(server: Server) {
  return hellos.map((hello) => {
    const selection = selectCertificate(server, hello);
    const rules = selection.decision.candidates.map(({ id, verdict, rule }) => [id, verdict, rule]);
    const connection = { hello, selection, clientCertificate: 'none' } as const;
    const answers = hosts.map((host) => {
      const answer = selectSite(server, connection, host);
      return answer.outcome === 'answered' ? [answer.status, answer.site] : answer.alert.code;
    });
    const refused = selection.outcome === 'refused' ? selection.alert.code : null;
    const served =
      selection.outcome === 'served' ? [selection.certificate, selection.site, selection.version] : null;
    return { hello, outcome: selection.outcome, refused, served, rules: rules.map(String), answers };
  });
}

function again(server: Server): Server {
  const printed = printConfig(server, 'nginx');
  const options = { version: server.version };
  return readConfig('nginx', new Map([...certificates, ...printed.files]), printed.mainFile, options).server;
}

/** A mark that says only what is so without it changes the words of the rule, not the choice. */
const withoutMarks = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value).replaceAll('nginx-default-marked', 'nginx-default-first'));

test.each(observed)('%s reads back to the same choices', (name) => {
  const { server } = readConfig('nginx', new Map([...certificates, ['n', configText(name)]]), 'n');
  expect(withoutMarks(choices(again(server)))).toEqual(withoutMarks(choices(server)));
});

test('any configuration reads back to the same choices', () => {
  fc.assert(
    fc.property(fc.array(site, { minLength: 1, maxLength: 5 }), (sites) => {
      const blocks = sites.map(
        ({ places, names, file, more }) =>
          `server { ${places.map((place) => `listen ${place}${place.includes(' ') ? '' : ' ssl'};`).join(' ')}
            ${names.length > 0 ? `server_name ${names.join(' ')};` : ''}
            ssl_certificate ${file}; ssl_certificate_key /k; ${more.join(' ')} location / { return 204; } }`,
      );
      const text = `events {} http { ${blocks.join('\n')} }`;
      const { server } = readConfig('nginx', new Map([...certificates, ['n', text]]), 'n');
      expect(withoutMarks(choices(again(server)))).toEqual(withoutMarks(choices(server)));
    }),
    { numRuns: 15 },
  );
});

test('what nginx cannot say is named', () => {
  const { server } = readConfig('nginx', new Map([['n', configText('nginx-N3a.conf')]]), 'n');
  const [first] = server.sites;
  if (first === undefined) throw new Error('no site');
  const odd: Server = {
    ...server,
    software: 'apache',
    supportsSni: false,
    sites: [
      { ...first, names: [{ text: 'a*.test', source: null }], clientAuth: 'required', certificates: [] },
    ],
    listeners: [
      {
        address: 'host.test',
        port: 443,
        tls: true,
        source: null,
        sites: [{ site: 0, isDefault: false, source: null }],
      },
    ],
  };
  expect(
    printConfig(odd, 'nginx')
      .problems.map(({ code }) => code)
      .sort(),
  ).toEqual(['nginx-print-address', 'nginx-print-no-certificate', 'nginx-print-sni']);
});
