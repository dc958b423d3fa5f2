/** Which names of a certificate name constraints are about (RFC 5280 section 4.2.1.10). */
import * as oid from '../asn1/oid.ts';
import type { Certificate, GeneralName } from './types.ts';
import { attributeValues, distinguishedNameText } from './name.ts';

/** A name in the form that constraints have; `isReadable` false: an attribute of a type that such names cannot have. */
export type ConstrainedName = Pick<GeneralName, 'type' | 'bytes' | 'text' | 'path' | 'range'> & {
  isReadable: boolean;
  der: Uint8Array;
};

const IA5_STRING = 22;

/**
 * The subject (when it is not empty), its e-mail addresses, the alternative names, and in a leaf without a dNSName the
 * common names that look like one: that is not in the RFC, but clients that match common names have to.
 */
export function constrainedNames(certificate: Certificate, isLeaf: boolean): ConstrainedName[] {
  const { der, subject, subjectAltNames } = certificate;
  const alternative = subjectAltNames.flatMap(({ names }) => names);
  const hasDnsName = alternative.some(({ type }) => type === 'dNSName');
  const mails = attributeValues(subject, oid.emailAddress).map(
    ({ path, range, bytes, text, tagNumber }): ConstrainedName => {
      const isReadable = tagNumber === IA5_STRING;
      return { type: 'rfc822Name', path, range, bytes, text, isReadable, der };
    },
  );
  const hosts = isLeaf && !hasDnsName ? attributeValues(subject, oid.commonName) : [];
  const common = hosts
    .filter(({ text }) => looksLikeHost(text))
    .map(({ path, range, text }): ConstrainedName => {
      const bytes = new TextEncoder().encode(text);
      return { type: 'dNSName', path, range, bytes, text, isReadable: true, der };
    });
  return [
    ...(subject.attributes.length > 0 ? [subjectName(certificate)] : []),
    ...mails,
    ...alternative.map((name): ConstrainedName => ({ ...name, isReadable: true, der })),
    ...common,
  ];
}

function subjectName({ der, subject: { path, range }, subject }: Certificate): ConstrainedName {
  const bytes = der.subarray(range.start, range.end);
  const text = distinguishedNameText(subject, der);
  return { type: 'directoryName', path, range, bytes, text, isReadable: true, der };
}

/** Labels of letters, digits, `_` and inner `-`, at least two. */
const looksLikeHost = (text: string): boolean => {
  const labels = text.split('.');
  return labels.length > 1 && labels.every((label) => /^\w(?:[\w-]*\w)?$/.test(label));
};
