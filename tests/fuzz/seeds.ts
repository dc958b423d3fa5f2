/** Real inputs to change: the project's own, and those that lie beside it. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { presets } from '../../src/sim/presets.ts';
import type { Software } from '../../src/hosting/model.ts';
import type { Random } from './random.ts';

/** Third-party files beside the project; without them the same cases draw from the project's own. */
const beside = process.env.SHARED ?? '../shared';

export const hasShared = existsSync(beside);

/** Paths of the files under a folder, in order; none where there is no such folder. */
function filesUnder(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => statSync(path).size < 100_000)
    .sort();
}

const named = (folder: string, name: RegExp): string[] =>
  filesUnder(folder).filter((path) => name.test(path));

/** `own`: the project's, `shared`: from beside it. */
export type Seeds<Seed> = { own: readonly Seed[]; shared: readonly Seed[] };

/** Every second case takes a shared one where there are any; so the others are the same everywhere. */
export function pickSeed<Seed>({ own, shared }: Seeds<Seed>, random: Random): Seed {
  const isShared = random.once(2);
  return random.pick(isShared && shared.length > 0 ? shared : own);
}

export const allOf = <Seed>({ own, shared }: Seeds<Seed>): readonly Seed[] => [...own, ...shared];

const octets = (path: string): Uint8Array => new Uint8Array(readFileSync(path));

function filesOf(folders: readonly string[], shared: readonly string[], name: RegExp): Seeds<Uint8Array> {
  const read = (all: readonly string[]): Uint8Array[] =>
    all.flatMap((folder) => named(folder, name)).map(octets);
  return { own: read(folders), shared: read(shared.map((folder) => join(beside, folder))) };
}

/** Certificates, keys, requests, lists, containers: PEM and DER as they lie in files. */
export const certificateFiles = (): Seeds<Uint8Array> =>
  filesOf(
    ['samples', 'tests/truth/x509', 'tests/truth/asn1', 'tests/truth/tls', 'tests/truth/servers/certs'],
    ['field/inspect', 'field/hostile', 'corpus/zlint'],
    /\.(?:pem|der|p7b|p7m|p12|html)$/,
  );

const armor = /-----BEGIN [^-]+-----([A-Za-z0-9+/=\s]+)-----END/g;

/** The DER in those files. */
export function derSeeds(): Seeds<Uint8Array> {
  const { own, shared } = certificateFiles();
  const der = (files: readonly Uint8Array[]): Uint8Array[] =>
    files.flatMap((file) => {
      if (file[0] === 0x30) return [file];
      const blocks = Buffer.from(file).toString('latin1').matchAll(armor);
      return Array.from(blocks, ([, body = '']) => new Uint8Array(Buffer.from(body, 'base64')));
    });
  return { own: der(own), shared: der(shared) };
}

/** PKCS#12 files with a password that opens them. */
export function pkcs12Seeds(): Seeds<{ file: Uint8Array; password: string }> {
  const { rows } = JSON.parse(readFileSync('tests/truth/x509/pkcs12.json', 'utf8')) as {
    rows: { password: string; file: string }[];
  };
  const own = rows.map(({ password, file }) => ({
    password,
    file: new Uint8Array(Buffer.from(file, 'base64')),
  }));
  const shared = named(join(beside, 'field/inspect'), /\.p12$/);
  return { own, shared: shared.map((path) => ({ file: octets(path), password: 'secret' })) };
}

export type Configuration = { software: Software; text: string };

const programs: readonly [RegExp, Software][] = [
  [/nginx[^/]*$|\/nginx\//, 'nginx'],
  [/apache[^/]*$|\/apache\//, 'apache'],
  [/haproxy[^/]*$/, 'haproxy'],
  [/caddy[^/]*$|\/caddy\//i, 'caddy'],
  [/gnutls[^/]*$/, 'gnutls'],
];

function configurationsIn(folder: string): Configuration[] {
  return named(
    folder,
    /\.(?:conf|cfg|crtlist|Caddyfile|caddyfiletest|args|htaccess|txt)$|\/[a-z0-9-]+$/,
  ).flatMap((path) => {
    const program = programs.find(([name]) => name.test(path));
    return program === undefined ? [] : [{ software: program[1], text: readFileSync(path, 'utf8') }];
  });
}

/** Configurations of real programs, and the presets' own. */
export function configurationSeeds(software: Software): Seeds<string> {
  const ofIt = (all: readonly Configuration[]): string[] =>
    all.filter((each) => each.software === software).map(({ text }) => text);
  const ours = presets.map(({ server }) => ({
    software: server.software,
    text: server.files[server.mainFile] ?? '',
  }));
  return {
    own: ofIt([...ours, ...configurationsIn('tests/truth/servers/configs')]),
    shared: ofIt(
      ['corpus/configs', 'field/hosting', 'field/hostile'].flatMap((each) =>
        configurationsIn(join(beside, each)),
      ),
    ),
  };
}

/** The lines of a file of the project that are not comments. */
export const rowsOf = (path: string): string[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

/** The links that lie beside the project, without `#/view?`. */
export const sharedLinks = (): string[] => {
  const file = join(beside, 'field/hostile/links.txt');
  return existsSync(file) ? rowsOf(file).map((line) => line.replace(/^#\/\w+\?/, '')) : [];
};
