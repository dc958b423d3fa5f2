/** Every preset, and what each client that is worth trying gets there: worked out by hand. */
import { describe, expect, test } from 'vitest';
import { presetLessons } from '../../../src/content/en/presetLessons.ts';
import { stage } from '../../../src/content/en/stage.ts';
import type { ClientName } from '../../../src/identity/types.ts';
import { clientProfile } from '../../../src/sim/clients.ts';
import { furtherPresets } from '../../../src/sim/furtherPresets.ts';
import { openServer } from '../../../src/sim/openServer.ts';
import { findPreset, presets, type PresetId } from '../../../src/sim/presets.ts';
import { presetScenario } from '../../../src/sim/scenarioLink.ts';
import { simulate } from '../../../src/sim/simulate.ts';

const now = '2026-11-22T12:00:00Z';
const all = [...presets, ...furtherPresets];

/** Certificate file without folder and ending (null: none came), then the HTTP status or why there is none. */
type Expected = [certificate: string | null, end: number | string];

async function visit(preset: PresetId, client: ClientName, url?: string): Promise<Expected> {
  const usual = presetScenario(preset, now);
  const { versions } = clientProfile(client);
  const trace = await simulate({
    ...usual,
    client,
    versions: [...versions],
    ...(url !== undefined && { url }),
  });
  const { selection, outcome } = trace;
  const file = selection?.outcome === 'served' ? selection.certificate : null;
  const stem = file && /([^/]+)\.pem$/u.exec(file)?.[1];
  return [stem ?? null, outcome.kind === 'response' ? outcome.status : outcome.failure];
}

/** The rows with the preset's own address; each of its clients has one. */
const usualVisits: [PresetId, ClientName, ...Expected, string][] = [
  ['ip-based', 'chrome', 'shop.example', 200, 'the address tells'],
  ['ip-based', 'xp', 'shop.example', 200, 'no name needed'],
  ['port-based', 'chrome', 'shop.example', 200, 'the port tells'],
  ['port-based', 'xp', 'shop.example', 200, 'no name needed'],
  ['name-based-no-sni', 'chrome', 'blog.example', 'name-mismatch', 'the server cannot read the name'],
  ['name-based-no-sni', 'xp', 'blog.example', 'name-mismatch', 'no name is said'],
  ['sni', 'chrome', 'shop.example', 200, 'the name tells'],
  ['sni', 'curl', 'shop.example', 200, 'the name tells'],
  ['sni', 'xp', 'blog.example', 'name-mismatch', 'no name is said: the first site'],
  ['gnutls-trio', 'gnutls', 'test1.example', 200, 'one common name, no SAN: GnuTLS takes it'],
  ['gnutls-trio', 'openssl', 'test1.example', 200, 'OpenSSL takes common names without SAN'],
  ['gnutls-trio', 'chrome', 'test1.example', 'name-mismatch', 'browsers read no common names'],
  ['shared-ip', 'chrome', 'blog.example', 200, 'the customer’s own, by SNI'],
  ['shared-ip', 'xp', 'hosting.example', 'name-mismatch', 'without SNI the server-wide one'],
  ['owned-ip', 'chrome', 'blog.example', 200, 'by SNI'],
  ['owned-ip', 'xp', 'blog.example', 200, 'without SNI the first: the customer’s'],
  ['multi-domain', 'chrome', 'multi-domain', 200, 'the name is in it'],
  ['multi-domain', 'xp', 'multi-domain', 200, 'first site, same certificate: no 421'],
  ['wildcard', 'chrome', 'example.com', 'name-mismatch', 'a wildcard is one label'],
  ['wildcard', 'go', 'example.com', 'name-mismatch', 'a wildcard is one label'],
  ['wildcard', 'rfc2818', 'example.com', 'name-mismatch', 'RFC 2818: *.a.com does not match bar.foo.a.com'],
  ['wildcard-and-others', 'chrome', 'all-domains', 200, 'example.org is in it'],
  ['wildcard-and-others', 'xp', 'all-domains', 200, 'default_sni'],
  ['dns-and-ip', 'chrome', 'ip.example', 200, 'Caddy looks for the local address'],
  ['dns-and-ip', 'curl', 'ip.example', 200, 'an iPAddress is in it'],
  ['stages', 'chrome', 'stages', 200, 'by name'],
  ['stages', 'xp', 'stages', 200, 'the only certificate is the default'],
  ['several-cns', 'openssl', 'several-cns', 200, 'any common name'],
  ['several-cns', 'curl', 'several-cns', 'name-mismatch', 'the last common name only'],
  ['several-cns', 'chrome', 'several-cns', 'name-mismatch', 'none'],
  ['strict-sni', 'chrome', 'shop.example', 200, 'by name'],
  ['strict-sni', 'xp', null, 'alert-unrecognized-name', 'no name: refused'],
  ['reject-handshake', 'chrome', 'shop.example', 200, 'by name'],
  ['reject-handshake', 'xp', null, 'alert-unrecognized-name', 'the default site refuses'],
  ['dual', 'chrome', 'shop.example', 200, 'an ECDSA scheme comes first'],
  ['dual', 'java', 'shop.example', 200, 'an ECDSA scheme comes first'],
  ['first-without-tls', 'chrome', null, 'plain-http', 'the address speaks HTTP'],
  ['first-without-tls', 'curl', null, 'plain-http', 'the address speaks HTTP'],
];

const otherVisits: [PresetId, ClientName, string, ...Expected, string][] = [
  ['gnutls-trio', 'chrome', 'test2.example', 'test2.example', 200, 'a SAN'],
  ['gnutls-trio', 'chrome', 'test3.example', 'test3.example', 'name-mismatch', 'no extensions in version 1'],
  ['gnutls-trio', 'xp', 'test2.example', 'test1.example', 'name-mismatch', 'no name: the first certificate'],
  [
    'shared-ip',
    'chrome',
    'shop.example',
    'hosting.example',
    'name-mismatch',
    'a customer without certificate',
  ],
  ['owned-ip', 'xp', 'shop.example', 'blog.example', 'name-mismatch', 'the first site of the address'],
  ['wildcard', 'chrome', 'www.example.com', 'example.com', 200, 'one label'],
  ['wildcard', 'chrome', 'example.com', 'example.com', 'name-mismatch', 'the bare domain'],
  ['wildcard-and-others', 'chrome', 'example.com', 'all-domains', 200, 'the bare domain is in it here'],
  ['wildcard-and-others', 'chrome', 'www.example.com', 'all-domains', 200, 'one label'],
  ['dns-and-ip', 'chrome', 'ip.example', 'ip.example', 200, 'the name is in it too'],
  ['stages', 'chrome', 'dev.shop.example', 'stages', 200, 'the third name'],
  ['several-cns', 'curl', 'third.example', 'several-cns', 200, 'the last common name'],
];

describe('worked out by hand', () => {
  test.each(usualVisits)('%s, %s: %s, %s (%s)', async (preset, client, certificate, end) => {
    expect(await visit(preset, client)).toEqual([certificate, end]);
  });

  test.each(otherVisits)('%s, %s, %s: %s, %s (%s)', async (preset, client, host, certificate, end) => {
    expect(await visit(preset, client, `https://${host}/`)).toEqual([certificate, end]);
  });

  test('every client that is worth trying has a row', () => {
    const asked = all.flatMap(({ id, clients }) => clients.map((client) => `${id} ${client}`));
    expect(usualVisits.map(([id, client]) => `${id} ${client}`)).toEqual(asked);
  });
});

describe.each(all)('$id', ({ id, server }) => {
  test('reads without problems, and every certificate is there', async () => {
    const opened = await openServer({ server: { preset: id }, certificates: {} });
    expect(opened.problems).toEqual([]);
    expect(opened.server.uncertain).toEqual([]);
    const uses = opened.server.sites.flatMap(({ certificates }) => certificates.map(({ file }) => file));
    expect(uses.filter((file) => !(file in opened.server.certificates))).toEqual([]);
  });

  test('can be found, has words of its own, and names no key but by its path', () => {
    expect(findPreset(id)?.server).toBe(server);
    expect(stage.lessons[id] ?? presetLessons[id as keyof typeof presetLessons]).toMatch(/\.$/u);
    expect(stage.presets[id]).not.toBe('');
    expect(Object.values(server.files).join('')).not.toContain('PRIVATE KEY');
  });
});
