/** `decide` makes the decisions of `simulate`, and both those that were worked out by hand. */
import { describe, expect, test } from 'vitest';
import { clientNames, type ClientName } from '../../../src/identity/types.ts';
import { loadPublicSuffixes } from '../../../src/identity/publicSuffixes.ts';
import { clientProfile } from '../../../src/sim/clients.ts';
import { readHostLines, resolvedHere, usualHosts } from '../../../src/sim/compareHosts.ts';
import { decide, deciding, type Decided } from '../../../src/sim/decide.ts';
import { openServer } from '../../../src/sim/openServer.ts';
import { compareClients } from '../../../src/sim/comparison.ts';
import { presets } from '../../../src/sim/presets.ts';
import type { Scenario } from '../../../src/sim/scenario.ts';
import { presetScenario } from '../../../src/sim/scenarioLink.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import type { Outcome, Trace } from '../../../src/sim/trace.ts';

await loadPublicSuffixes();
const now = '2026-11-22T12:00:00Z';

/** Beside the server's own: spellings about which clients disagree, and hosts that nobody can use. */
const odd = [
  'SHOP.example',
  'shop.example.',
  'a_b.mail.example',
  'bücher.mail.example',
  '0xcb.0.113.10',
  '[2001:db8::1]',
  'shop.example:8443',
  '*.mail.example',
];

const ending = (outcome: Outcome | Decided['outcome']) =>
  outcome.kind === 'response'
    ? `${outcome.status} from site ${outcome.site ?? 'none'}`
    : `${outcome.failure}, ended by ${outcome.decidedBy}, alert ${outcome.alert?.name ?? 'none'}`;

const told = (trace: Trace) => ({
  certificate: trace.selection?.outcome === 'served' ? trace.selection.certificate : null,
  version: trace.version,
  identity: trace.identity?.outcome ?? null,
  ending: ending(trace.outcome),
});
const decided = ({ certificate, version, identity, outcome }: Decided) => ({
  certificate,
  version,
  identity: identity?.outcome ?? null,
  ending: ending(outcome),
});

/** The scenario for a host, every unknown name pointing to the server; the chain counts as trusted. */
function visiting(base: Scenario, client: ClientName, url: string): Scenario {
  return { ...base, client, url, versions: [...clientProfile(client).versions], trust: 'assume-issuer' };
}

/** Every client with SNI; without it all but the hello is the same, so three that differ are enough. */
const runs = [
  { sendSni: true, clients: clientNames },
  { sendSni: false, clients: ['chrome', 'curl', 'rfc9525'] },
] as const;
const atMost = 8;

describe('decide agrees with simulate', () => {
  for (const { id } of presets) {
    test.each(runs)(`${id}, Send SNI $sendSni`, async ({ sendSni, clients }) => {
      const base = { ...presetScenario(id, now), sendSni };
      const opened = deciding(await openServer(base));
      const lines = [...usualHosts(opened.server).slice(0, atMost), ...odd];
      const urls = readHostLines(lines.join('\n')).hosts.map(({ url }) => url);
      urls.push('https://a b.example/');
      let compared = 0;
      for (const client of clients) {
        for (const url of urls) {
          const visit = visiting(base, client, url);
          const scenario = { ...visit, dns: resolvedHere(opened.server, visit) };
          const trace = await simulate(scenario);
          if (trace.chain?.failure) continue; // decide does not look at chains
          const result = { client, url, ...decided(decide(opened, scenario)) };
          expect(result).toEqual({ client, url, ...told(trace) });
          compared += 1;
        }
      }
      expect(compared).toBeGreaterThan(clients.length * 6);
    });
  }
});

const shop = '/etc/ssl/shop.example.pem';
const blog = '/etc/ssl/blog.example.pem';
const mail = '/etc/ssl/mail.example.pem';
const refused = (alert: string) => `name-mismatch, ended by client, alert ${alert}`;

describe('worked out by hand', () => {
  test.each([
    ['sni', 'chrome', true, 'shop.example', shop, 'match', '200 from site 1', 'the name is said'],
    ['sni', 'chrome', false, 'shop.example', blog, 'mismatch', refused('certificate_unknown'), 'first site'],
    ['sni', 'curl', false, 'shop.example', blog, 'mismatch', refused('none'), 'curl closes'],
    ['sni', 'xp', true, 'shop.example', blog, 'mismatch', refused('none'), 'knows no SNI'],
    ['sni', 'xp', true, 'blog.example', blog, 'match', '200 from site 0', 'the default fits by chance'],
    ['sni', 'go', true, 'www.mail.example', mail, 'match', '200 from site 2', 'one label under the wildcard'],
    ['sni', 'go', true, 'a.b.mail.example', mail, 'mismatch', refused('bad_certificate'), 'two labels'],
    ['sni', 'go', true, 'mail.example', blog, 'mismatch', refused('bad_certificate'), 'apex: nobody has it'],
    ['sni', 'node', true, '203.0.113.10', blog, 'mismatch', refused('none'), 'an address is never said'],
    ['ip-based', 'xp', true, 'shop.example', shop, 'match', '200 from site 1', 'own address'],
    ['port-based', 'xp', true, 'shop.example:1000', shop, 'match', '200 from site 1', 'own port'],
    [
      'name-based-no-sni',
      'rfc9525',
      true,
      'shop.example',
      blog,
      'mismatch',
      refused('bad_certificate'),
      'the server cannot read the name',
    ],
  ] as const)(
    '%s, %s, SNI %s, %s',
    async (preset, client, sendSni, host, certificate, identity, end, why) => {
      const base = { ...presetScenario(preset, now), sendSni };
      const opened = deciding(await openServer(base));
      const visit = visiting(base, client, `https://${host}/`);
      const result = decided(decide(opened, { ...visit, dns: resolvedHere(opened.server, visit) }));
      expect(result, why).toMatchObject({ certificate, identity, ending: end });
    },
  );

  const refusing = `events {}
    http {
      server { listen 203.0.113.10:443 ssl default_server; ssl_reject_handshake on; }
      server { listen 203.0.113.10:443 ssl; server_name shop.example; ssl_certificate /etc/ssl/shop.example.pem; location / { return 200; } }
      server { listen 203.0.113.10:80; server_name shop.example; }
    }`;
  test.each([
    ['shop.example', '200 from site 1', 'the name is said'],
    ['other.example', 'alert-unrecognized-name, ended by server, alert unrecognized_name', 'nginx refuses'],
    ['shop.example:80', 'plain-http, ended by client, alert none', 'no TLS on that port'],
    ['shop.example:8443', 'connection-refused, ended by server, alert none', 'nothing listens'],
  ])('a server that refuses: %s', async (host, end, why) => {
    const server = {
      software: 'nginx' as const,
      files: { 'nginx.conf': refusing },
      mainFile: 'nginx.conf',
    };
    const base = visiting({ ...presetScenario('sni', now), server }, 'chrome', `https://${host}/`);
    const opened = deciding(await openServer(base));
    const scenario = { ...base, dns: resolvedHere(opened.server, base) };
    const result = decided(decide(opened, scenario));
    expect(result.ending, why).toBe(end);
    expect(result).toEqual(told(await simulate(scenario)));
  });

  test('a wrong name still gets what the world answers when nothing is resolved for it', async () => {
    const base = presetScenario('sni', now);
    const opened = deciding(await openServer(base));
    const visit = visiting(base, 'chrome', 'https://nobody.example/');
    expect(decided(decide(opened, visit)).ending).toBe('name-not-resolved, ended by client, alert none');
  });
});

test('14 clients and 20 hosts are decided in less than 100 ms', async () => {
  const base = presetScenario('sni', now);
  const opened = await openServer(base);
  const names = Array.from({ length: 20 }, (_, index) => `host${index}.mail.example`);
  const { hosts } = readHostLines(names.join('\n'));
  const runs = Array.from({ length: 10 }, () => {
    const begun = performance.now();
    const rows = compareClients([{ opened, dns: {} }], clientNames, hosts, base);
    expect(rows.flatMap(({ cells }) => cells)).toHaveLength(280);
    return performance.now() - begun;
  });
  console.log(`280 connections decided in ${runs.map((ms) => ms.toFixed(1)).join(', ')} ms`);
  expect(Math.min(...runs)).toBeLessThan(100); // the others may have met something else on this machine
});

describe('the hosts that are compared without being asked', () => {
  test.each([
    [
      'sni',
      [
        'blog.example',
        'shop.example',
        'www.mail.example',
        'a.b.mail.example',
        'mail.example',
        'unknown.example',
        '203.0.113.10',
      ],
    ],
    ['ip-based', ['blog.example', 'shop.example', 'unknown.example', '203.0.113.10', '203.0.113.20']],
    [
      'port-based',
      ['blog.example', 'shop.example:1000', 'unknown.example', '203.0.113.10', '203.0.113.10:1000'],
    ],
  ])('%s', async (preset, hosts) => {
    expect(usualHosts((await openServer(presetScenario(preset, now))).server)).toEqual(hosts);
  });

  test.each([
    ['server_name "" _ ~^www\\d+$ .apex.example;', ['www.apex.example', 'a.b.apex.example', 'apex.example']],
    ['server_name www.*;', ['www.example']],
    ['server_name b\u00fccher.example;', ['b\u00fccher.example']],
  ])('nginx %s', async (names, hosts) => {
    const text = `events {}\nhttp { server { listen 443 ssl; ${names} ssl_certificate /etc/ssl/blog.example.pem; } }`;
    const { server } = await openServer({
      server: { software: 'nginx', files: { 'nginx.conf': text }, mainFile: 'nginx.conf' },
      certificates: {},
    });
    expect(usualHosts(server)).toEqual([...hosts, 'unknown.example', '203.0.113.10']);
  });
});

describe('lines of hosts', () => {
  test.each([
    ['shop.example', 'https://shop.example/', 'a name'],
    [' shop.example:1000 ', 'https://shop.example:1000/', 'with a port'],
    ['https://shop.example/path', 'https://shop.example/path', 'a URL'],
    ['2001:db8::1', 'https://[2001:db8::1]/', 'IPv6 without brackets'],
    ['[2001:db8::1]:8443', 'https://[2001:db8::1]:8443/', 'IPv6 with a port'],
  ])('%s', (line, url) => {
    expect(readHostLines(line)).toEqual({ hosts: [{ text: line.trim(), url }], faults: [] });
  });

  test('bad lines are named by number and the others kept', () => {
    const { hosts, faults } = readHostLines('a.example\n\nb c\r\nhttp://d.example\ne.example:0\nf.example');
    expect(hosts.map(({ text }) => text)).toEqual(['a.example', 'f.example']);
    expect(faults).toEqual([
      { line: 3, text: 'b c', code: 'address-form' },
      { line: 4, text: 'http://d.example', code: 'address-scheme' },
      { line: 5, text: 'e.example:0', code: 'address-port' },
    ]);
  });

  test('a list without end is cut, and says so', () => {
    const lines = Array.from({ length: 100_000 }, (_, index) => `s${index}.example`);
    const { hosts, faults } = readHostLines(lines.join('\n'));
    expect(hosts).toHaveLength(200);
    expect(faults).toEqual([{ line: 201, text: 's200.example', code: 'too-many' }]);
  });

  test('a repeated host is asked once', () => {
    const { hosts, faults } = readHostLines('a.example\nhttps://a.example/\n a.example \n'.repeat(100_000));
    expect(hosts).toEqual([{ text: 'a.example', url: 'https://a.example/' }]);
    expect(faults).toEqual([]);
  });
});
