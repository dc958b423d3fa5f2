/** Somebody's configuration files -> the server part of a scenario. */
import { asyncFloor, stoppedIn, type Problem } from '../decision.ts';
import { loadProgram } from '../hosting/loadProgram.ts';
import type { Server } from '../hosting/model.ts';
import { withoutPrivateMaterial } from '../x509/privateMaterial.ts';
import { certificatesOf } from './givenCertificates.ts';
import { findMain, placeFiles, type GivenFile, type MainFile } from './givenFiles.ts';
import { findCertificates, readGiven } from './givenReading.ts';
import { missingCertificates } from './missingCertificates.ts';
import { lookUp } from './names.ts';
import { presetCertificates } from './presetCertificates.generated.ts';
import { reachableHosts, urlOf } from './reachableHosts.ts';
import type { ConfiguredServer, Scenario } from './scenario.ts';

export type { GivenFile } from './givenFiles.ts';

/**
 * What to change in a scenario, and what to say of it. `dns`: hosts that the sites' own names do not make resolve.
 * `url` absent: the server speaks no TLS. `keysIn`: files with a private key, which is not kept. `unread`: files that
 * the configuration does not read (certificates aside). `missing`: certificates that it names and nobody gave.
 */
export type OpenedConfiguration = {
  change: Pick<Scenario, 'certificates' | 'trust' | 'dns'> & { server: ConfiguredServer; url?: string };
  keysIn: string[];
  unread: string[];
  missing: string[];
};

/** A defect of this program: whether the files are a configuration is not known. */
export type StoppedOpening = { stopped: Problem };

/**
 * Opens the files as a server: finds the program and its main file, puts every file where the program looks for it,
 * and keeps what it reads. null: none of the files is a configuration of a program known here. Syntax errors are no
 * obstacle; they are among the problems of the scenario's trace. Never rejects.
 */
export const openConfiguration = (
  files: readonly GivenFile[],
): Promise<OpenedConfiguration | StoppedOpening | null> =>
  asyncFloor<OpenedConfiguration | StoppedOpening | null>(
    files[0]?.path ?? '',
    () => openFound(files),
    (problem) => ({ stopped: problem }),
  );

async function openFound(files: readonly GivenFile[]): Promise<OpenedConfiguration | null> {
  const given = files.map((file) => {
    const { text, hadKey } = withoutPrivateMaterial(file.text);
    const path = withoutPrivateMaterial(file.path).text;
    return { path, text, hadKey: hadKey || file.hadKey === true, pem: certificatesOf(text) };
  });
  const main = findMain(given.filter(({ pem }) => pem === ''));
  if (main === null) return null;

  const program = await loadProgram(main.software);
  const places = placeFiles(given, main);
  const placed = given.map((file) => ({ ...file, from: file.path, path: places.get(file) ?? file.path }));
  const texts = placed.map(({ path, pem, text }) => [path, pem || text] as const);
  const mainFile = places.get(main.file) ?? '';
  const found = findCertificates(
    readGiven(program, texts, mainFile),
    placed.filter(({ pem }) => pem !== ''),
  );
  const reading = readGiven(program, [...texts, ...Object.entries(found.certificates)], mainFile);

  const isStopped = stoppedIn(reading.problems) !== null; // then nobody knows what else it would have read
  const isUsed = ({ path }: { path: string }) => isStopped || reading.used.has(path);
  const used = placed.filter(isUsed);
  const certificates = {
    ...Object.fromEntries(used.filter(({ pem }) => pem !== '').map(({ path, pem }) => [path, pem])),
    ...found.certificates,
  };
  const missing = missingCertificates(reading.server, reading.problems);
  const server = serverPart(main, mainFile, used);
  return {
    change: {
      server,
      certificates,
      trust: trustFor(certificates, missing),
      ...addressing(reading.server),
    },
    keysIn: given.filter(({ hadKey }) => hadKey).map(({ path }) => path),
    unread: placed
      .filter((file) => !isUsed(file) && file.pem === '' && file.text.trim() !== '')
      .map(({ from }) => from),
    missing,
  };
}

const serverPart = (
  { software }: MainFile,
  mainFile: string,
  used: readonly { path: string; text: string; pem: string }[],
): ConfiguredServer => ({
  software,
  mainFile,
  files: Object.fromEntries(used.filter(({ pem }) => pem === '').map(({ path, text }) => [path, text])),
});

const labCertificates = new Set(Object.values(presetCertificates).map((pem) => pem.trim()));

/** The lab's root has not issued what somebody else serves. */
function trustFor(certificates: Record<string, string>, missing: readonly string[]): Scenario['trust'] {
  const isLab = Object.values(certificates).every((pem) => labCertificates.has(pem.trim()));
  return isLab && missing.length === 0 ? 'lab' : 'assume-issuer';
}

/** No more hosts than this get an entry in the name lookup. */
const MOST_ENTRIES = 50;

/** The second site's first host, so that the name said matters at first sight; else the first's. */
function addressing(server: Server): { url?: string; dns: Scenario['dns'] } {
  const hosts = reachableHosts(server);
  const second = hosts.find(({ owner }) => owner !== hosts[0]?.owner);
  const url = urlOf(server, second ?? hosts[0]);
  const unknown = hosts.filter(({ host }) => lookUp(host, {}, server).length === 0).slice(0, MOST_ENTRIES);
  return {
    ...(url !== undefined && { url }),
    dns: Object.fromEntries(unknown.map(({ host, address }) => [host, [address]])),
  };
}
