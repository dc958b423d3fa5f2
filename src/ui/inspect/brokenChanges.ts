/** What an edit changed, as rows of before and after. */
import { verifyIdentity } from '../../identity/verifyIdentity.ts';
import type { ClientName } from '../../identity/types.ts';
import type { Messages } from '../../content/languages.ts';
import type { Finding } from '../../x509/findings/findings.ts';
import type { PathComparison } from '../../x509/comparePaths.ts';
import { lineAt, type ComparisonColumns } from '../../x509/comparisonColumns.ts';
import type { Certificate } from '../../x509/types.ts';
import { findingText } from './findingText.ts';
import { nodeWords } from './nodeWords.ts';
import type { StructuredItem } from './openItem.svelte.ts';
import type { Structure } from './structure.ts';

export type Change = { what: string; before: string; after: string };

/** One version: the original, or the edited copy. */
export type Version = { item: StructuredItem; structure: Structure; findings: readonly Finding[] };

/** More findings, more nodes than this are counted, not listed. */
const mostListed = 40;

export const certificateOf = ({ item }: Version): Certificate | null =>
  item.kind === 'certificate' ? item.certificate : null;

/** `hidden`: how many changes are left out. */
type Listed = { changes: Change[]; hidden: number };

/** Certificate, findings and, by the comparison of both structures, nodes. */
export function changesBetween(a: Version, b: Version, lines: ComparisonColumns, t: Messages): Listed {
  const [findings, nodes] = [findingChanges(a, b, t), nodeChanges(a, b, lines, t)];
  return {
    changes: [...readability(a, b, t), ...findings.changes, ...nodes.changes],
    hidden: findings.hidden + nodes.hidden,
  };
}

/** The verdict on a host by a client; null where no host is asked for. */
export function nameChange(
  a: Version,
  b: Version,
  { host, client }: { host: string; client: ClientName },
  t: Messages,
): Change[] {
  if (host === '') return [];
  const verdict = (version: Version): string => {
    const certificate = certificateOf(version);
    return certificate ? verifyIdentity(certificate, host, client).outcome : 'bad-certificate';
  };
  const { broken } = t.inspect.tools;
  return differing({ what: broken.name(host), before: verdict(a), after: verdict(b) });
}

export const differing = (change: Change): Change[] => (change.before === change.after ? [] : [change]);

function readability(a: Version, b: Version, t: Messages): Change[] {
  const { broken } = t.inspect.tools;
  const words = ({ item }: Version): string => {
    if (item.kind !== 'certificate') return t.inspect.kinds[item.kind];
    return item.error ? t.x509.certificate[item.error.code](item.error.params) : broken.readable;
  };
  return differing({ what: broken.certificate, before: words(a), after: words(b) });
}

function findingChanges(a: Version, b: Version, t: Messages): Listed {
  const { nothing } = t.inspect.tools.broken;
  const textsOf = ({ findings }: Version) => new Set(findings.map((finding) => findingText(finding, t)));
  const [before, after] = [textsOf(a), textsOf(b)];
  const what = t.findings.title;
  const changes = [
    ...[...before].filter((text) => !after.has(text)).map((text) => ({ what, before: text, after: nothing })),
    ...[...after].filter((text) => !before.has(text)).map((text) => ({ what, before: nothing, after: text })),
  ];
  return { changes: changes.slice(0, mostListed), hidden: Math.max(0, changes.length - mostListed) };
}

function nodeChanges(a: Version, b: Version, lines: ComparisonColumns, t: Messages): Listed {
  const changes: Change[] = [];
  for (const i of lines.differing) {
    if (changes.length === mostListed) break;
    const line = lineAt(lines, i);
    if (line && line.status !== 'around') changes.push(nodeChange(line, a, b, t));
  }
  const { changed, 'only-a': onlyA, 'only-b': onlyB } = lines.counts;
  return { changes, hidden: changed + onlyA + onlyB - changes.length };
}

function nodeChange(line: PathComparison, a: Version, b: Version, t: Messages): Change {
  const words = ({ structure }: Version, node: number): string => {
    if (node < 0) return t.inspect.tools.broken.nothing;
    const { tag, value } = nodeWords(structure, node, t);
    return `${tag} ${value}`.trim();
  };
  const path = line.b >= 0 ? b.structure.names.path(line.b) : a.structure.names.path(line.a);
  return { what: path, before: words(a, line.a), after: words(b, line.b) };
}
