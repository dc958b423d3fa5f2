/** The address of a node: `#/inspect?der=…&node=…`. It carries the certificate and is never sent to a server. */
import { equalBytes } from '../../bytes/equalBytes.ts';
import { derKind } from '../../x509/derKind.ts';
import { inspectLink, readInspectLink } from '../../x509/inspectLink.ts';
import { labelOfKind } from '../../x509/inputItem.ts';
import { printPem } from '../../x509/printPem.ts';
import { paste } from '../shared/paste.svelte.ts';
import { route } from '../shared/route.svelte.ts';
import { inspection } from './inspection.svelte.ts';
import type { OpenItem } from './openItem.svelte.ts';

/** The query that leads to what is selected in `opened`; null: it is too large, or may hold a key. */
export function linkTo({ item, structure, selection, editor }: OpenItem): string | null {
  if (editor) return null; // an edited copy is nothing to send around
  const isNode = structure !== null && selection !== null && selection.node >= 0;
  return inspectLink(item.kind, item.der, isNode ? structure.names.path(selection.node) : '');
}

/** Whether the address leads to this item now. */
export function isLinked({ item }: OpenItem): boolean {
  const linked = readInspectLink(route.query)?.der;
  return linked !== undefined && equalBytes(linked, item.der);
}

/** Opens what `query` leads to: the certificate, unless it is open already, and the node. */
export async function openLink(query: string): Promise<void> {
  const link = readInspectLink(query);
  if (query !== '') inspection.linkRefused = link === null && new URLSearchParams(query).has('der');
  if (inspection.linkRefused) route.replace('inspect'); // what may be a key does not stay in the address
  if (!link) return;
  const shown = inspection.open?.item.der;
  if (shown === undefined || !equalBytes(shown, link.der)) {
    paste.link = query;
    await paste.type(printPem(labelOfKind[derKind(link.der) ?? 'unknown-asn1'], link.der));
    paste.link = '';
  }
  const { open } = inspection;
  await open?.read();
  const names = open?.structure?.names;
  if (!open || !names || link.path === '') return;
  const selected = open.selection && open.selection.node >= 0 ? names.path(open.selection.node) : '';
  if (selected !== link.path) open.select(names.find(link.path));
}
