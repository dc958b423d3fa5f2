import { toAscii } from '../../identity/idna.ts';
import { registryOf } from '../../identity/publicSuffixes.ts';
import {
  certificateFindings,
  otherFindings,
  structureFindings,
  type Finding,
  type FindingSeverity,
  type NameTools,
} from '../../x509/findings/findings.ts';
import { byNode } from './byNode.ts';
import type { OpenItem, StructuredItem } from './openItem.svelte.ts';
import { inspection } from './inspection.svelte.ts';
import type { Structure } from './structure.ts';
import { suffixes } from './suffixes.svelte.ts';

export const severities: readonly FindingSeverity[] = ['error', 'warning', 'note'];

/** What was found in one structure: all of it, and by node. */
export class ItemFindings {
  readonly list: readonly Finding[];
  readonly #structure: Structure | null;
  #byNode: ReadonlyMap<number, readonly Finding[]> | null = null;

  constructor(structure: Structure | null, list: readonly Finding[]) {
    this.list = list;
    this.#structure = structure;
  }

  /** Those on node `i`, the worst first. */
  at(i: number): readonly Finding[] {
    if (this.#structure) this.#byNode ??= byNode(this.#structure.document, this.list);
    return this.#byNode?.get(i) ?? [];
  }

  count(severity: FindingSeverity): number {
    return this.list.filter((finding) => finding.severity === severity).length;
  }
}

/** The list of public suffixes is loaded elsewhere, when there is something to look up. */
const nameTools = (): NameTools => ({
  toAscii: (host) => toAscii(host, 'uts46'),
  isPublicSuffix: suffixes.loaded ? (domain) => registryOf(domain) === 'none' : null,
});

/** What findings are made of, beside the item. */
type Sources = { structure: Structure | null; instant: number | null; withSuffixes: boolean };

const known = new WeakMap<OpenItem, { found: ItemFindings; of: Sources }>();

/** The findings of an opened item, at the instant of `Now`. Not derived: an item outlives the view that opened it. */
export function findingsOf(opened: OpenItem): ItemFindings {
  const { item, structure } = opened;
  const { instant } = inspection;
  const of: Sources = { structure, instant: instant?.getTime() ?? null, withSuffixes: suffixes.loaded };
  const last = known.get(opened);
  if (last && isSame(last.of, of)) return last.found;
  const found = new ItemFindings(structure, structure ? listOf(item, structure, instant) : []);
  known.set(opened, { found, of });
  return found;
}

const isSame = (a: Sources, b: Sources): boolean =>
  a.structure === b.structure && a.instant === b.instant && a.withSuffixes === b.withSuffixes;

function listOf(item: StructuredItem, structure: Structure, instant: Date | null): readonly Finding[] {
  if (!instant) return structureFindings(structure);
  if (item.kind !== 'certificate') return otherFindings(structure, item.kind, instant);
  if (!item.certificate) return structureFindings(structure);
  return certificateFindings(structure, item.certificate, instant, nameTools());
}
