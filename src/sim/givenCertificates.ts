/** Certificates that came with a configuration, and the paths under which it names them. */
/** The last part of a path. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** `path` where the file would stand on the server; `pem` its certificates and nothing else. */
export type GivenCertificate = { path: string; pem: string };

const certificateBlock =
  /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----[\s\S]*?-----END (?:X509 |TRUSTED )?CERTIFICATE-----/g;
const keyBlock = /-{2,5} ?BEGIN [^\n-]{0,40}PRIVATE KEY-[\s\S]*?(?:-END [^\n-]{0,40}PRIVATE KEY-{2,5}|$)/g;

/** The certificates of a text as PEM; empty when there are none. */
export const certificatesOf = (text: string): string =>
  (text.match(certificateBlock) ?? []).map((block) => `${block}\n`).join('');

/** The text without its certificates. */
export const withoutCertificates = (text: string): string => text.replace(certificateBlock, '');

/** The text without any private key (RFC 7468), and whether there was one. */
export function withoutPrivateKeys(text: string): { text: string; hadKey: boolean } {
  const rest = text.replace(keyBlock, '');
  return { text: rest, hadKey: rest !== text };
}

/**
 * The certificate meant by `path`: the given file whose path has the longest end in common with it, the file name at
 * least. null: none, or several that fit as well and differ.
 */
export function certificateFor(path: string, given: readonly GivenCertificate[]): GivenCertificate | null {
  const ranked = given
    .filter((candidate) => nameOf(candidate.path) === nameOf(path))
    .map((candidate) => ({ candidate, same: commonEnd(candidate.path, path) }))
    .toSorted((a, b) => b.same - a.same);
  const [best, next] = ranked;
  if (best === undefined) return null;
  const isTie = next?.same === best.same && next.candidate.pem !== best.candidate.pem;
  return isTie ? null : best.candidate;
}

/** How many of the last parts of two paths are the same. */
function commonEnd(one: string, other: string): number {
  const [a, b] = [one.split('/').toReversed(), other.split('/').toReversed()];
  const differing = a.findIndex((part, index) => part !== b[index]);
  return differing === -1 ? a.length : differing;
}
