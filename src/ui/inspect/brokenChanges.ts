/** What an edit changed, as rows of before and after. */
import { verifyIdentity } from '../../identity/verifyIdentity.ts';
import type { ClientName } from '../../identity/types.ts';
import type { Messages } from '../../content/languages.ts';
import type { Finding } from '../../x509/findings/findings.ts';
import { comparePaths, type PathComparison } from '../../x509/comparePaths.ts';
import type { Certificate } from '../../x509/types.ts';
import { findingText } from './findingText.ts';
import { nodeWords } from './nodeWords.ts';
import type { StructuredItem } from './openItem.svelte.ts';
import type { Structure } from './structure.ts';

export type Change = { what: string; before: string; after: string };

/** One version: the original, or the edited copy. */
export type Version = { item: StructuredItem; structure: Structure; findings: readonly Finding[] };

/** More are counted, not listed. */
const mostNodes = 40;

export const certificateOf = ({ item }: Version): Certificate | null =>
  item.kind === 'certificate' ? item.certificate : null;

/** Certificate, findings and structure; `hidden`: how many changes of the structure are left out. */
export function changesBetween(a: Version, b: Version, t: Messages): { changes: Change[]; hidden: number } {
  const lines = comparePaths(a.structure, b.structure).filter(
    ({ status }) => status !== 'same' && status !== 'around',
  );
  return {
    changes: [
      ...readability(a, b, t),
      ...findingChanges(a, b, t),
      ...lines.slice(0, mostNodes).map((line) => nodeChange(line, a, b, t)),
    ],
    hidden: Math.max(0, lines.length - mostNodes),
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

function findingChanges(a: Version, b: Version, t: Messages): Change[] {
  const { broken } = t.inspect.tools;
  const [before, after] = [a, b].map(({ findings }) => findings.map((finding) => findingText(finding, t)));
  const gone = before?.filter((text) => !after?.includes(text)) ?? [];
  const new_ = after?.filter((text) => !before?.includes(text)) ?? [];
  const what = t.findings.title;
  return [
    ...gone.map((text) => ({ what, before: text, after: broken.nothing })),
    ...new_.map((text) => ({ what, before: broken.nothing, after: text })),
  ];
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
