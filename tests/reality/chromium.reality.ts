/** Chromium against nginx: the presets, and every sample certificate; the net error or the status, as simulated. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readKnownCertificate } from '../../src/hosting/knownCertificate.ts';
import type { Server } from '../../src/hosting/model.ts';
import { simulate } from '../../src/sim/simulate.ts';
import { addressesOf, onLoopback } from './addresses.ts';
import { makeHome, openBrowser, visit, whyNoBrowser } from './browser.ts';
import { start } from './childProcess.ts';
import { printAndRead, type Printed, type Setting } from './compare.ts';
import { labPath, makeMaterial, removeMaterial, type Material } from './material.ts';
import { allPresets, presetServer } from './presetServer.ts';
import { nginx } from './programs/nginx.ts';
import { installedVersion } from './programs/realProgram.ts';
import { skipped } from './report.ts';

/** Host -> why the simulator may answer otherwise. An exception that is none any more fails. */
const exceptions = new Map([
  ['ed25519.example', 'Chromium offers no ed25519; the simulated hello has the signature schemes of OpenSSL'],
]);

let material: Material | undefined;
beforeAll(async () => {
  material = await makeMaterial();
});
afterAll(() => {
  if (material !== undefined) removeMaterial(material);
});

it('Chromium reports as simulated', async () => {
  const version = await installedVersion(nginx);
  const why = version === null ? 'nginx not installed' : await whyNoBrowser();
  if (version === null || why !== null || material === undefined) {
    skipped('chromium', why ?? 'openssl not installed');
    return;
  }
  const begin = performance.now();
  const setting: Setting = { program: nginx, version, material };
  const home = await makeHome(material);
  const servers = new Map([
    ...allPresets.map((preset) => [preset.id, presetServer(preset)] as const),
    ['samples', sampleServer(material)] as const,
  ]);
  const lines: string[] = [];
  let cases = 0;
  for (const [block, [id, server]] of [...servers].entries()) {
    if (!server.supportsSni) {
      console.log(`chromium: preset ${id} left out: nginx here reads server_name`);
      continue;
    }
    const printed = printAndRead(onLoopback(server, addressesOf(server), block), setting);
    const compared = await compareVisits(printed, home, setting);
    cases += compared.cases;
    lines.push(...compared.disagreements.map((line) => `${id}: ${line}`));
  }
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  console.log(`chromium on nginx ${version}: ${cases} cases, ${lines.length} disagreements, ${seconds} s`);
  expect(lines.join('\n')).toBe('');
});

/** A site for each sample, by the first name in its certificate. */
function sampleServer({ certificates, root }: Material): Server {
  const folder = join(import.meta.dirname, '../../samples');
  const files = readdirSync(folder).filter((name) => name.endsWith('.pem'));
  const sites = files.flatMap((file) => {
    const known = readKnownCertificate(certificates.get(root + labPath(file)) ?? '');
    const name = (known?.dnsNames[0] ?? known?.commonNames[0] ?? '').replace('*', 'child');
    if (!/^[a-z0-9.-]+$/u.test(name)) return [];
    const use = { file: labPath(file), keyFile: labPath(file).replace(/pem$/u, 'key'), source: null };
    const names = [{ text: name, source: null }];
    return [
      { label: name, names, certificates: [use], versions: null, clientAuth: 'none' as const, source: null },
    ];
  });
  const places = sites.map((_, site) => ({ site, isDefault: false, source: null }));
  const listeners = [{ address: '203.0.113.10', port: 443, tls: true, sites: places, source: null }];
  const version = '1.22';
  return { software: 'nginx', version, supportsSni: true, listeners, sites, certificates: {}, uncertain: [] };
}

type Visits = { cases: number; disagreements: string[] };

async function compareVisits(printed: Printed, home: string, setting: Setting): Promise<Visits> {
  const { program, material: here } = setting;
  const names = namesOf(printed.server);
  const running = await start(program.startCommand(printed.config, here.root), printed.server.listeners);
  const browser = await openBrowser(home, names);
  try {
    const result: Visits = { cases: 0, disagreements: [] };
    const ports = [...new Set(printed.server.listeners.map(({ port }) => port))];
    for (const name of names.keys()) {
      for (const port of ports) {
        const url = `https://${name}:${port}/`;
        const ours = await simulatedVisit(url, printed, names, setting);
        const theirs = await visit(browser, url);
        result.cases += 1;
        const exception = exceptions.get(name);
        if (exception !== undefined) console.log(`chromium: exception ${url}: ${exception}`);
        if ((ours !== theirs) !== (exception !== undefined))
          result.disagreements.push(`${url} simulated ${ours}, observed ${theirs}`);
      }
    }
    return result;
  } finally {
    await browser.close();
    await running.stop();
  }
}

/** Not an address: those of the presets are not on this machine. */
const isHostName = (name: string): boolean => /^(?=.*[a-z])[a-z0-9.-]+$/u.test(name);

/** Each site's names at the first listener that has it, and for each listener one that no site has. */
function namesOf({ listeners, sites }: Server): Map<string, string> {
  const names = new Map<string, string>();
  for (const [index, { address, sites: places }] of listeners.entries()) {
    names.set(`unknown-${index}.example`, address);
    for (const { site } of places)
      for (const { text } of sites[site]?.names ?? []) {
        const called = text.startsWith('*.')
          ? [text.replace('*', 'a'), text.replace('*', 'a.b'), text.slice(2)]
          : [text];
        for (const name of called) if (isHostName(name) && !names.has(name)) names.set(name, address);
      }
  }
  return names;
}

async function simulatedVisit(
  url: string,
  { config }: Printed,
  names: ReadonlyMap<string, string>,
  { version, material: { certificates } }: Setting,
): Promise<string> {
  const { outcome } = await simulate({
    version: 1,
    server: {
      software: 'nginx',
      softwareVersion: version,
      files: Object.fromEntries(config.files),
      mainFile: config.mainFile,
    },
    certificates: Object.fromEntries(certificates),
    client: 'chrome',
    sendSni: true,
    url,
    dns: Object.fromEntries([...names].map(([name, address]) => [name, [address]])),
    versions: ['1.2', '1.3'],
    trust: 'lab',
    now: new Date().toISOString(),
    seed: 'reality',
  });
  return outcome.kind === 'response' ? String(outcome.status) : outcome.error.replace('NET::', '');
}
