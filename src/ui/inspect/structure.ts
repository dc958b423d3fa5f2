/** What Inspect shows of an item: its nodes, encapsulated ones too, and the words of each. */
import { expand, type ExpandedDocument } from '../../asn1/expand.ts';
import { nameNodes, type NodeNames, type RootType } from '../../asn1/nameNodes.ts';
import type { StructuredItem } from './openItem.svelte.ts';

export type Structure = { document: ExpandedDocument; names: NodeNames };

/** What the kind of an item says about its first node; the others are told by their shape. */
const rootTypes: Partial<Record<StructuredItem['kind'], RootType>> = {
  certificate: 'Certificate',
  csr: 'CertificationRequest',
  crl: 'CertificateList',
  pkcs7: 'ContentInfo',
  pkcs12: 'PFX',
  'ocsp-request': 'OCSPRequest',
  'ocsp-response': 'OCSPResponse',
};

/** `pause` is awaited between the steps, so that a large item does not hold up the page for all of them at once. */
export async function readStructure(item: StructuredItem, pause: () => Promise<void>): Promise<Structure> {
  const type = rootTypes[item.kind];
  await pause();
  const document = expand(item.document, type);
  return { document, names: nameNodes(document) };
}
