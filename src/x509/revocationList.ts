/** CertificateList (RFC 5280 section 5.1): whose it is, when it was made, how many entries it has. */
import type { Asn1Document } from '../asn1/scan.ts';
import type { ByteRange } from '../bytes/range.ts';
import { childrenOf, isContext, isUniversal, rangeOf, tag, topOf, type Cursor } from './cursor.ts';
import { readAuthorityKeyIdentifier, readExtensions } from './extension.ts';
import { readName } from './name.ts';
import { readAlgorithmIdentifier } from './objectIdentifier.ts';
import { bitStringContent } from './publicKey.ts';
import type { SignedData } from './signature.ts';
import { readTime } from './timeField.ts';
import type { AlgorithmIdentifier, Name, Time } from './types.ts';

/**
 * `entries.range` null: the field is absent, which is how an empty list is written. `signature` is the algorithm inside
 * what is signed, null when it cannot be read; `signed` null: there is no signature to look at.
 */
export type RevocationList = {
  der: Uint8Array;
  signature: AlgorithmIdentifier | null;
  issuer: Name;
  thisUpdate: Time;
  nextUpdate: Time | null;
  entries: { count: number; range: ByteRange | null };
  authorityKeyIdentifier: Uint8Array | null;
  signatureAlgorithm: AlgorithmIdentifier;
  signed: SignedData | null;
};

/** null: its outer structure cannot be read. Takes no memory for the entries. */
export function readRevocationList(document: Asn1Document): RevocationList | null {
  const outer = topOf(document);
  const [list, algorithm, signatureField] = outer ? childrenOf(outer) : [];
  if (list === undefined || !isUniversal(list, tag.sequence)) return null;
  const fields = childrenOf(list);
  const [innerField, issuerField, thisField, ...rest] =
    fields[0] !== undefined && isUniversal(fields[0], tag.integer) ? fields.slice(1) : fields;
  const path = 'tbsCertList';
  const issuer = readName(issuerField, `${path}.issuer`);
  const thisUpdate = readTime(thisField, `${path}.thisUpdate`);
  const signatureAlgorithm = readAlgorithmIdentifier(algorithm, 'signatureAlgorithm');
  if (issuer === null || thisUpdate === null || signatureAlgorithm === null) return null;
  const nextUpdate = readTime(rest[0], `${path}.nextUpdate`);
  const entries = rest.find((field) => isUniversal(field, tag.sequence));
  const der = document.bytes;
  const extensions = readExtensions(
    rest.find((field) => isContext(field, 0)),
    `${path}.crlExtensions`,
  );
  const signatureValue = signatureField ? bitStringContent(signatureField) : null;
  return {
    der,
    signature: readAlgorithmIdentifier(innerField, `${path}.signature`),
    issuer,
    thisUpdate,
    nextUpdate,
    entries: { count: entries ? countChildren(entries) : 0, range: entries ? rangeOf(entries) : null },
    authorityKeyIdentifier: readAuthorityKeyIdentifier(der, extensions),
    signatureAlgorithm,
    signed: signatureValue && { der, signed: rangeOf(list), signatureAlgorithm, signatureValue },
  };
}

function countChildren({ document, node }: Cursor): number {
  let count = 0;
  for (let child = document.firstChild(node); child >= 0; child = document.nextSibling(child)) count++;
  return count;
}
