/**
 * Which files a `crt` word loads (ssl_sock_load_cert and crtlist_load_cert_dir, 2.6 and 3.0): the file itself, all
 * of a directory, or the `.ecdsa` and `.rsa` files of a bundle.
 */
import type { Line } from '../model.ts';
import { pathIndex, type PathIndex } from '../pathIndex.ts';
import type { ConfigFiles } from '../program.ts';
import type { ReadingBudget } from '../readingBudget.ts';
import { withoutEnding } from '../../text/ending.ts';

/** Paths of the certificates, in load order; `found` false: nothing was given under this path. */
export type CertificateFiles = { paths: string[]; found: boolean };

/** The given files, to look for folders in; what is in a folder is remembered. */
export type GivenFiles = {
  files: ConfigFiles;
  paths: PathIndex;
  folders: Map<string, string[]>;
  budget: ReadingBudget;
};

export const givenFiles = (files: ConfigFiles, budget: ReadingBudget): GivenFiles => ({
  files,
  paths: pathIndex(files.keys()),
  folders: new Map(),
  budget,
});

/** `path` as HAProxy resolves it: with `crt-base` before it unless it is absolute. */
export function certificateFiles(given: GivenFiles, path: string, source: Line): CertificateFiles {
  const { files } = given;
  if (files.has(path)) return { paths: [path], found: true };
  const inDirectory = filesOfDirectory(given, path, source);
  if (inDirectory.length > 0) return { paths: inDirectory, found: true };
  const bundle = bundleFiles(files, path);
  if (bundle.length > 0) return { paths: bundle, found: true };
  return { paths: [path], found: false };
}

/** A crt-list line names a file or a bundle, never a directory. */
export function crtListFiles(files: ConfigFiles, path: string): CertificateFiles {
  if (files.has(path)) return { paths: [path], found: true };
  const bundle = bundleFiles(files, path);
  return bundle.length > 0 ? { paths: bundle, found: true } : { paths: [path], found: false };
}

export const underBase = (base: string | null, path: string): string =>
  base === null || path.startsWith('/') || path.startsWith('@') ? path : `${base}/${path}`;

const notCertificates = new Set(['issuer', 'ocsp', 'sctl', 'key']);

function filesOfDirectory(given: GivenFiles, path: string, source: Line): string[] {
  const prefix = `${withoutEnding(path, '/')}/`;
  const known = given.folders.get(prefix);
  if (known !== undefined) return known;
  const below = given.paths.startingWith(prefix);
  const reached = given.budget.take('comparisons', source, below.length);
  const names = reached ? below.filter((key) => isCertificate(key.slice(prefix.length))) : [];
  given.folders.set(prefix, names);
  return names;
}

/** Of a file in a folder, by its name; those further below are not looked at. */
function isCertificate(name: string): boolean {
  const extension = name.slice(name.lastIndexOf('.') + 1);
  const isNamed = !name.startsWith('.') && (!name.includes('.') || !notCertificates.has(extension));
  return isNamed && !name.includes('/');
}

/** SSL_SOCK_KEYTYPE_NAMES: the order of loading, so the ECDSA certificate is the default. */
const bundleExtensions = ['dsa', 'ecdsa', 'rsa'];

const bundleFiles = (files: ConfigFiles, path: string): string[] =>
  bundleExtensions.map((extension) => `${path}.${extension}`).filter((key) => files.has(key));
