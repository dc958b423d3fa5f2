/** What to call a certificate in a sentence. */
import * as oid from '../asn1/oid.ts';
import { attributeValues, distinguishedNameText } from './name.ts';
import type { Certificate, Name } from './types.ts';

/** First common name, else the first subjectAltName, else the whole subject; empty when it has none of them. */
export function certificateLabel(certificate: Certificate): string {
  const [san] = certificate.subjectAltNames.flatMap(({ names }) => names);
  return short(
    commonName(certificate.subject) ??
      san?.text ??
      distinguishedNameText(certificate.subject, certificate.der),
  );
}

/** First common name of the issuer, else its whole name. */
export const issuerLabel = (certificate: Certificate): string =>
  short(commonName(certificate.issuer) ?? distinguishedNameText(certificate.issuer, certificate.der));

/** RFC 5280 ub-common-name is 64; a hostile name may have a million characters. */
const longestLabel = 200;
const short = (label: string): string =>
  label.length > longestLabel ? `${label.slice(0, longestLabel)}…` : label;

/** Both, as parameters of a rule. */
export const labels = (certificate: Certificate): { subject: string; issuer: string } => ({
  subject: certificateLabel(certificate),
  issuer: issuerLabel(certificate),
});

function commonName(name: Name): string | undefined {
  return attributeValues(name, oid.commonName)[0]?.text;
}
