/**
 * The CAs that a server names when it asks for a client certificate (RFC 9846 section 4.3.4, RFC 5246 section 7.4.4),
 * in the order in which the programs were seen to send them.
 */
import * as der from '../asn1/writeDer.ts';
import { byLengthThenOctets } from '../bytes/compare.ts';
import { concat } from '../bytes/concat.ts';
import { encodeHex } from '../bytes/hex.ts';
import type { Selection, Software } from '../hosting/model.ts';
import { distinguishedNameText } from '../x509/name.ts';
import type { Certificate } from '../x509/types.ts';
import { certificatesInPem } from './certificates.ts';
import type { OpenServer } from './openServer.ts';
import { labCa } from './presetCertificates.generated.ts';
import { addTo } from '../text/addTo.ts';

/** DER of a Name, and its text (RFC 4514). */
export type Authority = { name: Uint8Array; text: string };

/** Empty: any CA will do. The lab's CA stands in for a file that was not given. */
export function namedAuthorities(
  { server, files }: Pick<OpenServer, 'server' | 'files'>,
  selection: Selection | null,
): Authority[] {
  if (selection?.outcome !== 'served' || selection.namedAuthorities === undefined) return [];
  const read = certificatesInPem(files.get(selection.namedAuthorities) ?? labCa);
  return orders[server.software](read).map((certificate) => ({
    name: subjectOf(certificate),
    text: distinguishedNameText(certificate.subject, certificate.der),
  }));
}

const subjectOf = ({ der: bytes, subject: { range } }: Certificate): Uint8Array =>
  bytes.slice(range.start, range.end);

type Order = (read: readonly Certificate[]) => Certificate[];

/** Each name once, as the file has them. */
const asRead: Order = (read) => {
  const names = read.map((one) => encodeHex(subjectOf(one)));
  return read.filter((_, index) => names.indexOf(names[index] ?? '') === index);
};

/**
 * OpenSSL's lists are sorted whenever they are searched, which comes before a name is added: the last stands where it
 * was put. Shorter names come first.
 */
const sortedBy =
  (key: (certificate: Certificate) => Uint8Array): Order =>
  (read) => {
    const once = asRead(read);
    const isLastNew = once.at(-1) === read.at(-1);
    const searched = isLastNew ? once.slice(0, -1) : once;
    return [
      ...searched.toSorted((a, b) => byLengthThenOctets(key(a), key(b))),
      ...once.slice(searched.length),
    ];
  };

/** What X509_NAME_cmp compares: values as UTF-8, in lower case, with single spaces; no outer SEQUENCE. */
function canonicalName({ subject }: Certificate): Uint8Array {
  const sets = new Map<number, Uint8Array[]>();
  for (const { rdn, oid, text } of subject.attributes) {
    const value = der.utf8String(text.trim().replaceAll(/\s+/gu, ' ').toLowerCase());
    addTo(sets, rdn, der.sequence(der.objectIdentifier(oid), value));
  }
  return concat(...[...sets.values()].map((attributes) => der.set(...attributes)));
}

/** Observed with nginx 1.22, Apache 2.4, HAProxy 2.6, Caddy 2.6 (the file's first certificate only) and GnuTLS 3.7. */
const orders: Record<Software, Order> = {
  nginx: asRead,
  apache: sortedBy(subjectOf),
  haproxy: sortedBy(canonicalName),
  caddy: (read) => read.slice(0, 1),
  gnutls: asRead,
};
