/** The files of somebody's server, in a heap -> each where its program would look for it. */
import type { Software } from '../hosting/model.ts';
import { glibcGlob, matchesGlob, parseGlob } from '../text/glob.ts';
import { own } from '../text/own.ts';
import { textLooksLike, type LooksLikeCode } from '../x509/looksLike.ts';
import { nameOf } from './givenCertificates.ts';

/** Characters that are read of one file of a configuration. */
export const longestConfiguration = 1536 * 1024;

/** `path` as it was given: a bare name, a path in an archive, or empty for what was pasted. */
export type GivenFile = {
  path: string;
  text: string;
  /** A private key stood in it and was cut out already. */
  hadKey?: boolean;
};

const byCode: Partial<Record<LooksLikeCode, Software>> = {
  'looks-like-nginx': 'nginx',
  'looks-like-apache': 'apache',
  'looks-like-haproxy': 'haproxy',
  'looks-like-caddy': 'caddy',
};

/** What each program reads first, by its usual name. */
const mainNames: Readonly<Partial<Record<string, Software>>> = {
  'nginx.conf': 'nginx',
  'apache2.conf': 'apache',
  'httpd.conf': 'apache',
  'haproxy.cfg': 'haproxy',
  Caddyfile: 'caddy',
};

/** The main file, where the programs' packages put it. */
const usualPaths: Record<Software, string> = {
  nginx: '/etc/nginx/nginx.conf',
  apache: '/etc/apache2/apache2.conf',
  haproxy: '/etc/haproxy/haproxy.cfg',
  caddy: '/etc/caddy/Caddyfile',
  gnutls: '/etc/gnutls.conf',
};

const pemBlocks = /-----BEGIN [^\n-]*-----[\s\S]*?(?:-----END [^\n-]*-----|$)/g;

/** The program that a text is a configuration of, or null. */
export function recogniseSoftware(text: string): Software | null {
  return byCode[textLooksLike(text.replace(pemBlocks, ''))] ?? null;
}

const depthOf = (path: string): number => path.split('/').length;

export type MainFile = { file: GivenFile; software: Software };

/**
 * The file that the others belong to: by its usual name (the one nearest to the top), else one that includes others,
 * else the largest that is recognised. null: none is a configuration.
 */
export function findMain(given: readonly GivenFile[]): MainFile | null {
  const named = given
    .filter(({ path }) => own(mainNames, nameOf(path)) !== undefined)
    .toSorted((a, b) => depthOf(a.path) - depthOf(b.path))
    .flatMap((file) => withSoftware(file, own(mainNames, nameOf(file.path)) ?? null));
  const recognised = given
    .toSorted((a, b) => b.text.length - a.text.length)
    .flatMap((file) => withSoftware(file, recogniseSoftware(file.text)));
  const including = recognised.find(
    ({ file }) => given.length > 1 && includedPaths([file]).some((path) => given.some(included(path).fits)),
  );
  return named[0] ?? including ?? recognised[0] ?? null;
}

/** What is looked at of a file that is too long to be read. */
const beginning = 64 * 1024;

/** Whether a configuration is among the files; of one that is too long, as far as its beginning tells. */
export const hasConfiguration = (given: readonly GivenFile[]): boolean =>
  findMain(
    given.map(({ path, text }) => ({
      path,
      text: text.length > longestConfiguration ? text.slice(0, beginning) : text,
    })),
  ) !== null;

const withSoftware = (file: GivenFile, software: Software | null): MainFile[] =>
  software === null ? [] : [{ file, software }];

/** The paths and patterns of `include`, `Include`, `IncludeOptional` and `import`. */
export function includedPaths(files: readonly GivenFile[]): string[] {
  const directive = /^[ \t]*(?:include|includeoptional|import)[ \t]+["']?([^"';\s]+)/gim;
  return files.flatMap(({ text }) => [...text.matchAll(directive)].map((match) => match[1] ?? ''));
}

/** An included path; `fits`: whether its last part, wildcards and all, fits a file's name. */
type Included = { path: string; fits: (file: GivenFile) => boolean };

function included(path: string): Included {
  const last = nameOf(path);
  const glob = /[*?[]/.test(last) ? parseGlob(last, glibcGlob) : null;
  const fits = (name: string) => (glob === null ? name === last : matchesGlob(glob, name));
  return { path, fits: (file) => fits(nameOf(file.path)) };
}

/**
 * Where each file stands on the server. Files of an archive keep their places to each other, the main file in its
 * usual folder unless the archive says another; a bare file stands where an include looks for it, else beside the
 * main file.
 */
export function placeFiles(given: readonly GivenFile[], main: MainFile): Map<GivenFile, string> {
  const root = rootOf(main);
  const folder = root.to + main.file.path.slice(root.from.length, -nameOf(main.file.path).length);
  const includes = includedPaths(given)
    .toSorted((a, b) => Number(a.includes('*')) - Number(b.includes('*')))
    .map(included);
  const place = (file: GivenFile): string => {
    if (file.path === '') return usualPaths[main.software];
    if (file.path.includes('/') || file === main.file) return underRoot(file.path, root);
    const wanted = includes.find(({ path, fits }) => fits(file) && !/[*?[]/.test(folderOf(path)));
    const inFolder = wanted === undefined ? '' : folderOf(wanted.path);
    return `${inFolder.startsWith('/') ? '' : folder}${inFolder}${nameOf(file.path)}`;
  };
  return new Map(given.map((file) => [file, place(file)]));
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/** `from`: the start of the archive's paths that stands for `to`. */
type Root = { from: string; to: string };

const rooted = /^\/?(?:etc|opt|usr|var|srv|home)\//;

function rootOf({ file, software }: MainFile): Root {
  if (rooted.test(file.path)) return { from: file.path.startsWith('/') ? '/' : '', to: '/' };
  const isRedHat = /(?:^|\/)conf\/httpd\.conf$/.test(file.path);
  const usual = isRedHat ? '/etc/httpd/conf/httpd.conf' : folderOf(usualPaths[software]) + nameOf(file.path);
  const [given, wanted] = [file.path.split('/'), usual.split('/')];
  let same = 0;
  while (same < given.length && given.at(-1 - same) === wanted.at(-1 - same)) same += 1;
  same = Math.max(same, 1);
  return { from: start(given, same), to: start(wanted, same) };
}

const start = (parts: readonly string[], dropped: number): string =>
  parts
    .slice(0, parts.length - dropped)
    .map((part) => `${part}/`)
    .join('');

function underRoot(path: string, { from, to }: Root): string {
  if (path.startsWith(from)) return to + path.slice(from.length);
  return path.startsWith('/') ? path : `/${path}`;
}
