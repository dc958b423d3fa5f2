/** Certificates that came with a configuration, and the paths under which it names them. */
/** The last part of a path. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** `path` where the file would stand on the server; `pem` its certificates and nothing else. */
export type GivenCertificate = { path: string; pem: string };

const certificateLabels = ['CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE'];

/** Where the certificates stand in a text: from a BEGIN line to the END line that is the next of all such lines. */
function certificateRanges(text: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  let begin: { start: number; label: string } | null = null;
  for (const match of text.matchAll(/-----(BEGIN|END) ([A-Z0-9 .#]{1,60})-----/g)) {
    const [line, word, label = ''] = match;
    const isEnd = begin !== null && word === 'END' && label === begin.label;
    if (begin !== null && isEnd) found.push({ start: begin.start, end: match.index + line.length });
    begin = word === 'BEGIN' && certificateLabels.includes(label) ? { start: match.index, label } : null;
  }
  return found;
}

/** The certificates of a text as PEM; empty when there are none. */
export const certificatesOf = (text: string): string =>
  certificateRanges(text)
    .map(({ start, end }) => `${text.slice(start, end)}\n`)
    .join('');

/** The text without its certificates. */
export function withoutCertificates(text: string): string {
  let rest = '';
  let from = 0;
  for (const { start, end } of certificateRanges(text)) {
    rest += text.slice(from, start);
    from = end;
  }
  return rest + text.slice(from);
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
