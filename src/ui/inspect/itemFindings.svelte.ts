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
import type { OpenItem } from './openItem.svelte.ts';
import { inspection } from './inspection.svelte.ts';
import { suffixes } from './suffixes.svelte.ts';

export const severities: readonly FindingSeverity[] = ['error', 'warning', 'note'];

/** What was found in one opened item, at the instant of `Now`: all of it, and by node. */
export class ItemFindings {
  readonly #opened: OpenItem;

  constructor(opened: OpenItem) {
    this.#opened = opened;
  }

  readonly list = $derived.by((): readonly Finding[] => {
    const { structure, item } = this.#opened;
    if (!structure) return [];
    const { instant } = inspection;
    if (!instant) return structureFindings(structure);
    if (item.kind !== 'certificate') return otherFindings(structure, item.kind, instant);
    if (!item.certificate) return structureFindings(structure);
    return certificateFindings(structure, item.certificate, instant, nameTools());
  });

  readonly #byNode = $derived.by(() => {
    const { structure } = this.#opened;
    return structure ? byNode(structure.document, this.list) : null;
  });

  /** Those on node `i`, the worst first. */
  at(i: number): readonly Finding[] {
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

const known = new WeakMap<OpenItem, ItemFindings>();

export function findingsOf(opened: OpenItem): ItemFindings {
  const found = known.get(opened) ?? new ItemFindings(opened);
  known.set(opened, found);
  return found;
}
