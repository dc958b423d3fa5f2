/** From the leaf to an anchor through what was presented (RFC 5280 section 6.1, RFC 4158). */
import { equalBytes } from '../bytes/equalBytes.ts';
import * as oid from '../asn1/oid.ts';
import { attributeValues, sameName } from './name.ts';
import type { Certificate } from './types.ts';

/** How a path ends: at an anchor, at a certificate that signed itself, or where an issuer is missing. */
export type PathEnd = 'anchor' | 'self-issued' | 'no-issuer';
export type ChainPath = { certificates: Certificate[]; end: PathEnd };

/** A bound on paths looked at: certificates that all issue each other make many. */
const MOST_PATHS = 500;

/**
 * The shortest path from `presented[0]` to an anchor; when there is none, the longest that could be built. Order of
 * what was presented does not matter, and what is not needed is passed over, as clients do.
 */
export function buildPath(presented: Certificate[], anchors: Certificate[]): ChainPath | null {
  const [leaf, ...others] = presented;
  if (leaf === undefined) return null;
  const queue: Certificate[][] = [[leaf]];
  let longest: Certificate[] = [leaf];
  for (let looked = 0; looked < MOST_PATHS && looked < queue.length; looked++) {
    const path = queue[looked] ?? [];
    const last = path.at(-1) ?? leaf;
    if (anchors.some((anchor) => equalBytes(anchor.der, last.der)))
      return { certificates: path, end: 'anchor' };
    if (path.length > longest.length) longest = path;
    const issuers = [...anchors, ...others].filter((issuer) => mayHaveIssued(issuer, last));
    for (const issuer of issuers) {
      if (!path.some((used) => equalBytes(used.der, issuer.der))) queue.push([...path, issuer]);
    }
  }
  return { certificates: longest, end: isSelfIssued(longest.at(-1) ?? leaf) ? 'self-issued' : 'no-issuer' };
}

/** What bears its issuer's name: a certificate, or a revocation list. */
type Issued = Pick<Certificate, 'der' | 'issuer' | 'authorityKeyIdentifier'>;

/**
 * Names chain octet for octet, and key identifiers do not contradict (as OpenSSL's X509_check_issued; Go only ranks
 * by key identifiers, which ends in a bad signature instead).
 */
export function mayHaveIssued(issuer: Certificate, subject: Issued): boolean {
  const named = sameName(
    { name: issuer.subject, der: issuer.der },
    { name: subject.issuer, der: subject.der },
  );
  if (!named) return false;
  const [wanted, has] = [subject.authorityKeyIdentifier, issuer.subjectKeyIdentifier];
  return wanted === null || has === null || equalBytes(wanted, has);
}

export const isSelfIssued = (certificate: Certificate): boolean =>
  sameName(
    { name: certificate.issuer, der: certificate.der },
    { name: certificate.subject, der: certificate.der },
  );

/**
 * A guess for words only: the issuer that is missing carries the same organization as an anchor, so what is missing
 * is an intermediate of a trusted CA rather than a stranger.
 */
export function issuerIsOfAnchorsFamily(certificate: Certificate, anchors: Certificate[]): boolean {
  const organizations = attributeValues(certificate.issuer, oid.organizationName).map(({ text }) => text);
  return anchors.some((anchor) =>
    attributeValues(anchor.subject, oid.organizationName).some(({ text }) => organizations.includes(text)),
  );
}
