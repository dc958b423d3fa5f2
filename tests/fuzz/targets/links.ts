/** Links to the Stage, to Compare and to Inspect, as an address bar takes them; and lists of hosts. */
import { derKind } from '../../../src/x509/derKind.ts';
import { readInspectLink } from '../../../src/x509/inspectLink.ts';
import { labelOfKind } from '../../../src/x509/inputItem.ts';
import { printPem } from '../../../src/x509/printPem.ts';
import { readInput } from '../../../src/x509/readInput.ts';
import { readHostLines } from '../../../src/sim/compareHosts.ts';
import { compareClients } from '../../../src/sim/comparison.ts';
import { readHosts } from '../../../src/sim/hostsTable.ts';
import { openServer } from '../../../src/sim/openServer.ts';
import { presets } from '../../../src/sim/presets.ts';
import { readLink } from '../../../src/sim/readLink.ts';
import type { Scenario } from '../../../src/sim/scenario.ts';
import { linkOf, presetScenario } from '../../../src/sim/scenarioLink.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import { readCompareQuery } from '../../../src/ui/compare/compareLink.ts';
import { grammars, hostGrammar, linkGrammar } from '../grammars.ts';
import { mutateBytes } from '../mutateBytes.ts';
import { mutateText } from '../mutateText.ts';
import type { Random } from '../random.ts';
import { allOf, configurationSeeds, derSeeds, pickSeed, sharedLinks, type Seeds } from '../seeds.ts';
import { target } from '../target.ts';

const now = '2026-11-22T12:00:00Z';

/** Links that say something: of presets, with a field changed, and with a server of one's own. */
const ownLinks = (): string[] => {
  const changes: Partial<Scenario>[] = [
    {},
    { sendSni: false, versions: ['1.2'], client: 'curl' },
    { dns: { 'shop.example': ['203.0.113.10'] }, trust: 'assume-issuer' },
    { clientCertificate: 'good', withoutKey: 'twin', seed: 'x' },
    {
      offer: { cipherSuites: ['TLS_AES_128_GCM_SHA256'], groups: ['x25519'], signatureSchemes: ['ed25519'] },
    },
    { ech: { client: 'on', server: 'key' } },
  ];
  return presets.flatMap(({ id, server }) =>
    changes.flatMap((change) => {
      const scenario = { ...presetScenario(id, now), ...change };
      return [linkOf(scenario, 3), linkOf({ ...scenario, server }, 0)];
    }),
  );
};

const links: Seeds<string> = { own: ownLinks(), shared: sharedLinks() };
const material = { ...linkGrammar, seeds: allOf(links) };
const configurations = (['nginx', 'apache', 'haproxy', 'caddy', 'gnutls'] as const).map((software) => {
  const seeds = configurationSeeds(software);
  return { software, seeds, material: { ...grammars[software], seeds: allOf(seeds) } };
});

const pack = (json: string): string => Buffer.from(json).toString('base64url');
const jsonGrammar = {
  brackets: [['{"a":', '}'], ['[', ']']],
  words: ['{}', '[]', 'null', '"files":{', '"constructor":', '"__proto__":{"a":1},', '""', ',', ':', '1e999', '"server":', '"software":"caddy"', '"supportsSni":false', '"softwareVersion":"constructor"', '"mainFile":"constructor"', 'true'],
} as const; // prettier-ignore

/** A server of one's own, its configuration changed, its JSON changed. */
function ownServer(random: Random): string {
  const { software, seeds, material: words } = random.pick(configurations);
  const text = pickSeed(seeds, random);
  const files = { '/etc/main.conf': random.once(2) ? mutateText(text, random, words) : text };
  const json = JSON.stringify({ server: { software, files, mainFile: '/etc/main.conf' } });
  const changed = random.once(2) ? mutateText(json, random, { ...jsonGrammar, seeds: [json] }) : json;
  return `own=${pack(changed)}&url=https://${random.pick(['shop.example', 'a.example', '203.0.113.10', 'constructor'])}/`;
}

function packedPart(random: Random): string {
  const json = random.pick([
    '{"shop.example":["203.0.113.10"]}',
    '{"/etc/ssl/a.pem":"x"}',
    '{"groups":["x25519"],"cipherSuites":[],"signatureSchemes":["ed25519"]}',
  ]);
  return `&${random.pick(['dns', 'certificates', 'offer'])}=${pack(mutateText(json, random, { ...jsonGrammar, seeds: [json] }))}`;
}

function stageQuery(random: Random): string {
  if (random.once(3)) return ownServer(random);
  const link = pickSeed(links, random);
  return mutateText(random.once(3) ? link + packedPart(random) : link, random, material);
}

export const stageLink = target<string>({
  name: 'stage link',
  cases: 20_000,
  steps: 50_000_000,
  make: stageQuery,
  run: async (query) => {
    const link = readLink(query, now);
    if ('scenario' in link) await simulate(link.scenario);
  },
});

export const compareLink = target<string>({
  name: 'compare link',
  cases: 20_000,
  steps: 50_000_000,
  make: (random) => {
    const hosts = mutateText('shop.example\nblog.example\n203.0.113.10', random, {
      ...hostGrammar,
      seeds: ['a.example'],
    });
    const choice = new URLSearchParams({ hosts, clients: 'curl,chrome,xp', with: random.pick(presets).id });
    return random.once(2)
      ? `${stageQuery(random)}&${choice}`
      : mutateText(`${pickSeed(links, random)}&${choice}`, random, material);
  },
  run: async (query) => {
    const { scenario: text, second, clients, hosts } = readCompareQuery(query);
    const link = readLink(text, now);
    if ('problems' in link) return;
    const { scenario } = link;
    const opened = [
      await openServer(scenario),
      ...(second === null ? [] : [await openServer({ ...scenario, server: { preset: second } })]),
    ];
    const list = readHostLines(hosts ?? 'shop.example').hosts.slice(0, 8);
    compareClients(
      opened.map((server) => ({ opened: server, dns: scenario.dns })),
      (clients ?? ['chrome']).slice(0, 3),
      list,
      scenario,
    );
  },
});

const ders = derSeeds();

export const inspectLinks = target<string>({
  name: 'inspect link',
  cases: 20_000,
  steps: 20_000_000,
  make: (random) => {
    const der = pickSeed(ders, random);
    const octets = random.once(2) ? mutateBytes(der, random, { tokens: [], seeds: allOf(ders) }) : der;
    const query = `der=${Buffer.from(octets).toString('base64url')}&node=tbsCertificate.subject`;
    return random.once(2) ? query : mutateText(query, random, material);
  },
  run: async (query) => {
    const link = readInspectLink(query);
    if (link === null) return;
    await readInput(printPem(labelOfKind[derKind(link.der) ?? 'unknown-asn1'], link.der));
  },
});

const hostLists = [
  'shop.example\nhttps://blog.example:8443/\n[2001:db8::1]',
  '203.0.113.10 shop.example www.shop.example\n::1 localhost',
  'bücher.example\nxn--bcher-kva.example',
];

export const hostLines = target<string>({
  name: 'host lists',
  cases: 20_000,
  steps: 20_000_000,
  make: (random) => mutateText(random.pick(hostLists), random, { ...hostGrammar, seeds: hostLists }),
  run: (text) => {
    readHostLines(text);
    readHosts(text);
  },
});
