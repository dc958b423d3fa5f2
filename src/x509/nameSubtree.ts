/** Whether a name lies in a subtree of names (RFC 5280 section 4.2.1.10), form by form. */
import type { ConstrainedName } from './constrainedNames.ts';
import { topOf } from './cursor.ts';
import { scan } from '../asn1/scan.ts';
import { addressText } from './generalName.ts';
import { readName } from './name.ts';
import type { GeneralName, Name } from './types.ts';
import { addTo } from '../text/addTo.ts';

type Matcher = (name: ConstrainedName, base: GeneralName) => boolean | null;

/** Both are of the same form. null: the form is not supported, or one of them cannot be read. */
export function matchesBase(name: ConstrainedName, base: GeneralName): boolean | null {
  const matcher = matchers[base.type];
  return matcher === undefined || !name.isReadable ? null : matcher(name, base);
}

const matchers: Partial<Record<GeneralName['type'], Matcher>> = {
  directoryName: inDirectory,
  dNSName: (name, base) => inDomain(lower(name.bytes), lower(base.bytes)),
  rfc822Name: (name, base) => inMailbox(latin1(name.bytes), latin1(base.bytes)),
  uniformResourceIdentifier: (name, base) => inUri(latin1(name.bytes), lower(base.bytes)),
  iPAddress: (name, base) => inNetwork(name.bytes, base.bytes),
};

const latin1 = (bytes: Uint8Array): string => {
  let text = '';
  for (const octet of bytes) text += String.fromCharCode(octet);
  return text;
};
const lower = (bytes: Uint8Array): string => latin1(bytes).toLowerCase();

/** Labels may be added on the left. Beyond the RFC, `.example` means what is below it, as clients have it. */
function inDomain(host: string, base: string): boolean {
  if (base === '' || host === base) return true;
  return host.endsWith(base) && (base.startsWith('.') || host.charAt(host.length - base.length - 1) === '.');
}

/** A mailbox, all mailboxes of a host, or (`.example`) of the hosts below. The local part keeps its case. */
function inMailbox(name: string, base: string): boolean | null {
  const at = name.indexOf('@');
  if (at < 0) return null;
  const host = name.slice(at + 1).toLowerCase();
  const baseAt = base.indexOf('@');
  if (baseAt < 0 && base.startsWith('.'))
    return host.length > base.length && host.endsWith(base.toLowerCase());
  const local = baseAt > 0 ? base.slice(0, baseAt) : null;
  return (local === null || local === name.slice(0, at)) && host === base.slice(baseAt + 1).toLowerCase();
}

/** The host of the URI: itself, or (`.example`) one below. A URI without an authority cannot be compared. */
function inUri(uri: string, base: string): boolean | null {
  const colon = uri.indexOf(':');
  if (colon < 0 || !uri.startsWith('//', colon + 1)) return null;
  const [host = ''] = uri
    .slice(colon + 3)
    .toLowerCase()
    .split(/[:/]/, 1);
  if (host === '') return null;
  return base.startsWith('.') ? host.length > base.length && host.endsWith(base) : host === base;
}

/** The base is an address and a mask of the same size. Addresses of the other family are outside. */
function inNetwork(address: Uint8Array, base: Uint8Array): boolean | null {
  const sizes = [4, 16];
  if (!sizes.includes(address.length) || !sizes.includes(base.length / 2)) return null;
  if (base.length !== address.length * 2) return false;
  return address.every((octet, i) => ((octet ^ (base[i] ?? 0)) & (base[address.length + i] ?? 0)) === 0);
}

/** The base's RelativeDistinguishedNames are the first ones of the name's. */
function inDirectory(name: ConstrainedName, base: GeneralName): boolean | null {
  const inner = topOf(scan(base.bytes));
  const read = inner && readName(inner, '');
  const own = readNameIn(name);
  if (read === null || own === null) return null;
  const wanted = canonicalRdns(read);
  const has = canonicalRdns(own);
  return wanted.length <= has.length && wanted.every((rdn, i) => rdn === has[i]);
}

/** The subject is a Name; the content of a directoryName [4] is one too. */
function readNameIn({ bytes }: ConstrainedName): Name | null {
  const outer = topOf(scan(bytes));
  return outer && readName(outer, '');
}

/** RFC 5280 section 7.1: letters in small, blanks at the ends dropped and inside made one; order in a SET is none. */
function canonicalRdns({ attributes }: Name): string[] {
  const rdns = new Map<number, string[]>();
  for (const { rdn, oid, text } of attributes) {
    const canonical = `${oid}=${text.toLowerCase().trim().replace(/\s+/g, ' ')}`;
    addTo(rdns, rdn, canonical);
  }
  return Array.from(rdns.values(), (ofRdn) => ofRdn.toSorted().join('\0'));
}

/** As people write it: a network as address and mask, everything else as the name it is. */
export function baseText({ type, bytes, text }: GeneralName): string {
  const size = bytes.length / 2;
  if (type !== 'iPAddress' || (size !== 4 && size !== 16)) return text === '' ? '""' : text;
  return `${addressText(bytes.subarray(0, size))}/${addressText(bytes.subarray(size))}`;
}
