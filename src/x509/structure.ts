/** What the tree shows of an item: its nodes, encapsulated ones too, and their names. */
import { expand, type ExpandedDocument } from '../asn1/expand.ts';
import { nameNodes, type NodeNames, type RootType } from '../asn1/nameNodes.ts';
import type { CertificateItem, OtherItem } from './inputReport.ts';

export type StructuredItem = CertificateItem | OtherItem;

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

export const expandItem = ({ kind, document }: Pick<StructuredItem, 'kind' | 'document'>): ExpandedDocument =>
  expand(document, rootTypes[kind]);

export const structureOf = (document: ExpandedDocument): Structure => ({
  document,
  names: nameNodes(document),
});
