/** A private key in any spelling, brought in by any door: nothing that is kept or written has its octets. */
import { describe, expect, test } from 'vitest';
import { openConfiguration } from '../../../src/sim/configuration.ts';
import { readLink } from '../../../src/sim/readLink.ts';
import { readLocalLink } from '../../../src/sim/readLocalLink.ts';
import { linkOf, presetScenario } from '../../../src/sim/scenarioLink.ts';
import { parseScenario, type Scenario } from '../../../src/sim/scenario.ts';
import { changeWithoutKeys } from '../../../src/sim/withoutKeys.ts';
import { compareQuery, readCompareQuery } from '../../../src/ui/compare/compareLink.ts';
import { readGiven } from '../../../src/worker/readGiven.ts';
import { readInput } from '../../../src/x509/readInput.ts';
import { spellings } from '../../spellings.ts';
import { formsOf } from '../x509/secretForms.ts';
import { keys } from '../x509/secretKeys.ts';

const now = '2026-11-22T12:00:00Z';
const usual = presetScenario('sni', now);
const conf = (more: string): string =>
  `events {}\nhttp {\n  server { listen 443 ssl; server_name a.example; ssl_certificate /a.pem; }\n}\n${more}\n`;
const packed = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const server = (text: string): Scenario['server'] => ({
  software: 'nginx',
  files: { '/n.conf': text },
  mainFile: '/n.conf',
});
const query = (part: string, value: string): string => new URLSearchParams({ [part]: value }).toString();
const linked = (link: string): unknown => {
  const read = readLink(link, now);
  return 'scenario' in read ? [read, linkOf(read.scenario, 0)] : read;
};

/** What comes of a text that holds a key, by each way into the page. */
const doors: [door: string, open: (text: string) => unknown][] = [
  ['a pasted configuration', (text) => openConfiguration([{ path: '', text: conf(text) }])],
  [
    'an included file',
    (text) =>
      openConfiguration([
        { path: 'nginx.conf', text: 'events {}\nhttp { include conf.d/*.conf; }\n' },
        { path: 'conf.d/a.conf', text: conf(text) },
      ]),
  ],
  [
    'a certificate file beside a configuration',
    (text) =>
      openConfiguration([
        { path: 'nginx.conf', text: conf('') },
        { path: 'a.pem', text },
      ]),
  ],
  ['a large text in the worker', (text) => readGiven({ text: conf(text) }, 1e9, () => undefined)],
  [
    'files in the worker',
    (text) => readGiven({ files: [new File([conf(text)], 'nginx.conf')] }, 1e9, () => undefined),
  ],
  ['a link: own', (text) => linked(query('own', packed({ server: server(conf(text)) })))],
  [
    'a link: a file name',
    (text) =>
      linked(
        query('own', packed({ server: { software: 'nginx', files: { [text]: conf('') }, mainFile: text } })),
      ),
  ],
  ['a link: certificates', (text) => linked(query('certificates', packed({ '/a.pem': text })))],
  ['a link: dns', (text) => linked(query('dns', packed({ [text]: [text] })))],
  ['a link: offer', (text) => linked(query('offer', packed({ groups: ['x25519', text] })))],
  ['a link: url', (text) => linked(query('url', `https://a.example/${text}`))],
  ['a link: seed', (text) => linked(query('seed', text))],
  ['a link: server', (text) => linked(query('server', text))],
  ['a link: now', (text) => linked(query('now', text))],
  ['a kept configuration', (text) => readLocalLink('local=x', now, { server: server(conf(text)) })],
  ['JSON', (text) => parseScenario({ ...usual, certificates: { '/a.pem': text }, more: { [text]: text } })],
  [
    'the editor',
    (text) => changeWithoutKeys({ server: server(conf(text)), url: text, dns: { a: [text] } }, usual),
  ],
  [
    'the hosts of Compare',
    (text) => {
      const { scenario, ...choice } = readCompareQuery(query('hosts', `a.example\n${text}`));
      return [choice, compareQuery(scenario, choice)];
    },
  ],
  [
    'what is inspected',
    async (text) => {
      const { text: shown, items, problems } = await readInput(conf(text));
      return [shown, items.filter(({ kind }) => kind !== 'private-key'), problems];
    },
  ],
];

/** The texts in a value, however deep, octets as Latin-1. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (value instanceof Uint8Array) return [Buffer.from(value).toString('latin1')];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => [name, ...textsIn(part)]);
}

const key = keys.find(({ name }) => name === 'EC P-256, PKCS#8');
describe.each(doors)('%s', (_, open) => {
  test.each(spellings)('$name', async ({ write }) => {
    if (key === undefined) throw new Error('a key');
    const left = textsIn(await open(write(key.pem))).join('\n');
    expect(key.secrets.flatMap((secret) => formsOf(left, secret))).toEqual([]);
  });
});

test('the search finds the key where nothing is cut: every spelling', () => {
  if (key === undefined) throw new Error('a key');
  const missed = spellings.filter(({ write }) =>
    key.secrets.every((secret) => formsOf(write(key.pem), secret).length === 0),
  );
  expect(missed.map(({ name }) => name)).toEqual([]);
});

test('a link with a key is opened without it, and says where it was', () => {
  const link = readLink(query('own', packed({ server: server(conf(key?.pem ?? '')) })), now);
  expect(link).toMatchObject({
    keysIn: ['/n.conf'],
    scenario: {
      server: { files: { '/n.conf': expect.stringContaining('(a private key stood here)') as string } },
    },
  });
  expect(readLink(query('more', key?.pem ?? ''), now).keysIn).toEqual(['more']);
  expect(readLink(`own=AAAA&${query('seed', key?.pem ?? '')}`, now)).toMatchObject({
    problems: [{ code: 'link-damaged' }],
    keysIn: ['seed'],
  });
});
