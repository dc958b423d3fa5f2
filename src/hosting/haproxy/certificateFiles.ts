/**
 * Which files a `crt` word loads (ssl_sock_load_cert and crtlist_load_cert_dir, 2.6 and 3.0): the file itself, all
 * of a directory, or the `.ecdsa` and `.rsa` files of a bundle.
 */
import type { ConfigFiles } from '../program.ts';
import { withoutEnding } from '../../text/ending.ts';

/** Paths of the certificates, in load order; `found` false: nothing was given under this path. */
export type CertificateFiles = { paths: string[]; found: boolean };

/** `path` as HAProxy resolves it: with `crt-base` before it unless it is absolute. */
export function certificateFiles(files: ConfigFiles, path: string): CertificateFiles {
  if (files.has(path)) return { paths: [path], found: true };
  const inDirectory = filesOfDirectory(files, path);
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

function filesOfDirectory(files: ConfigFiles, path: string): string[] {
  const prefix = `${withoutEnding(path, '/')}/`;
  const names: string[] = [];
  for (const key of files.keys()) {
    if (!key.startsWith(prefix)) continue;
    const name = key.slice(prefix.length);
    const extension = name.slice(name.lastIndexOf('.') + 1);
    const isCertificate = !name.startsWith('.') && (!name.includes('.') || !notCertificates.has(extension));
    if (!name.includes('/') && isCertificate) names.push(key);
  }
  return names.sort((one, other) => (one < other ? -1 : one > other ? 1 : 0));
}

/** SSL_SOCK_KEYTYPE_NAMES: the order of loading, so the ECDSA certificate is the default. */
const bundleExtensions = ['dsa', 'ecdsa', 'rsa'];

const bundleFiles = (files: ConfigFiles, path: string): string[] =>
  bundleExtensions.map((extension) => `${path}.${extension}`).filter((key) => files.has(key));
