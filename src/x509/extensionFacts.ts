/** What the summary tells of extensions: policies (RFC 5280 section 4.2.1.4) and certificate time stamps (RFC 6962). */
import * as oid from '../asn1/oid.ts';
import { ctLogs } from '../asn1/ctLogs.ts';
import { scanSctList } from '../asn1/sctList.ts';
import { encodeBase64 } from '../bytes/base64.ts';
import { encodeHex } from '../bytes/hex.ts';
import type { ByteRange } from '../bytes/range.ts';
import { childrenOf, contentOf, contentRange, encapsulated, isUniversal, rangeOf, tag } from './cursor.ts';
import { readObjectIdentifier } from './objectIdentifier.ts';
import type { Certificate, Extension, ObjectIdentifier } from './types.ts';

export type Policy = ObjectIdentifier & { range: ByteRange };

/** `log`: its name, null when it is not in our table; `date` null for a version that is not known. */
export type Sct = { logId: string; log: string | null; date: Date | null; range: ByteRange };

const find = ({ extensions }: Certificate, oid: string): Extension | undefined =>
  extensions.find((extension) => extension.oid === oid);

/** In encoded order; what is no PolicyInformation is passed over. */
export function readPolicies(certificate: Certificate): Policy[] {
  const extension = find(certificate, oid.certificatePolicies);
  const sequence = extension === undefined ? null : encapsulated(certificate.der, extension.value);
  if (sequence === null || !isUniversal(sequence, tag.sequence)) return [];
  return childrenOf(sequence).flatMap((entry): Policy[] => {
    const identifier = readObjectIdentifier(childrenOf(entry)[0]);
    return identifier === null ? [] : [{ ...identifier, range: rangeOf(entry) }];
  });
}

/** Those that stand in the certificate; those of a handshake or an OCSP response are not in it. */
export function readScts(certificate: Certificate): Sct[] {
  const extension = find(certificate, oid.signedCertificateTimestampList);
  const octets = extension === undefined ? null : encapsulated(certificate.der, extension.value);
  if (octets === null || !isUniversal(octets, tag.octetString)) return [];
  const document = scanSctList(certificate.der, contentRange(octets));
  if (document.nodeCount === 0) return [];
  return childrenOf({ document, node: 0 }).map((entry) => {
    const [, id, timestamp] = childrenOf(entry).map(contentOf);
    return {
      logId: id === undefined ? '' : encodeHex(id),
      log: id === undefined ? null : (ctLogs.get(encodeBase64(id)) ?? null),
      date: timestamp === undefined ? null : milliseconds(timestamp),
      range: rangeOf(entry),
    };
  });
}

/** Null: beyond what a Date can hold. */
function milliseconds(octets: Uint8Array): Date | null {
  const date = new Date(octets.reduce((sum, octet) => sum * 256 + octet, 0));
  return Number.isNaN(date.getTime()) ? null : date;
}
