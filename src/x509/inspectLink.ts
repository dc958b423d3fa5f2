/** A certificate and a node of it as the query of a link: in the URL's fragment, which is never sent to a server. */
import { base64UrlToBytes, bytesToBase64Url } from '../bytes/base64Url.ts';
import { keysIn } from './private/keyOctets.ts';
import { withoutPrivateMaterial } from './privateMaterial.ts';
import type { InputItem } from './inputReport.ts';

/** `path`: the node, as `NodeNames.path`; empty: none. */
export type InspectLink = { der: Uint8Array; path: string };

/** Longer links are cut by programs they pass through. */
export const largestInLink = 6 * 1024;

/** What holds no private key. A PKCS#12 may, and ASN.1 of an unknown kind may be one that is not recognised. */
const linkable: readonly InputItem['kind'][] = ['certificate', 'csr', 'crl', 'public-key'];

/** null: too large, or a kind that may hold a key. */
export function inspectLink(kind: InputItem['kind'], der: Uint8Array, path: string): string | null {
  if (!linkable.includes(kind) || der.length > largestInLink) return null;
  const query = new URLSearchParams({ der: bytesToBase64Url(der) });
  if (path !== '') query.set('node', path);
  return query.toString();
}

/** null: the query is not such a link, is damaged, or carries a private key or what may hold one. */
export function readInspectLink(query: string): InspectLink | null {
  const parameters = new URLSearchParams(query);
  const der = base64UrlToBytes(parameters.get('der') ?? '');
  if (der === null || der.length === 0 || keysIn(der).length > 0) return null;
  return { der, path: withoutPrivateMaterial(parameters.get('node') ?? '').text };
}
