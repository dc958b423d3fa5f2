/** CertificationRequest (RFC 2986 section 4): who asks for what, and whether the key's owner signed it. */
import * as oid from '../asn1/oid.ts';
import type { Asn1Document } from '../asn1/scan.ts';
import { childrenOf, isContext, isUniversal, rangeOf, tag, topOf, type Cursor } from './cursor.ts';
import { readExtensionList } from './extension.ts';
import { readName } from './name.ts';
import { readAlgorithmIdentifier, readObjectIdentifier } from './objectIdentifier.ts';
import { bitStringContent, readPublicKey } from './publicKey.ts';
import type { SignedData } from './signature.ts';
import { readSubjectAltName } from './subjectAltName.ts';
import type { Extension, Name, SubjectAltName, SubjectPublicKeyInfo } from './types.ts';

/** `extensions`: those of the extensionRequest attribute (RFC 2985 section 5.4.2). */
export type CertificationRequest = SignedData & {
  subject: Name;
  subjectPublicKeyInfo: SubjectPublicKeyInfo;
  extensions: Extension[];
  subjectAltNames: SubjectAltName[];
};

/** null: its outer structure cannot be read. */
export function readRequest(document: Asn1Document): CertificationRequest | null {
  const outer = topOf(document);
  const [info, algorithm, signature] = outer ? childrenOf(outer) : [];
  if (info === undefined || !isUniversal(info, tag.sequence)) return null;
  const [, subjectField, keyField, ...rest] = childrenOf(info);
  const path = 'certificationRequestInfo';
  const subject = readName(subjectField, `${path}.subject`);
  const subjectPublicKeyInfo = readPublicKey(keyField, `${path}.subjectPKInfo`);
  const signatureAlgorithm = readAlgorithmIdentifier(algorithm, 'signatureAlgorithm');
  const signatureValue = signature ? bitStringContent(signature) : null;
  if (subject === null || subjectPublicKeyInfo === null) return null;
  if (signatureAlgorithm === null || signatureValue === null) return null;
  const extensions = requestedExtensions(
    rest.find((part) => isContext(part, 0)),
    `${path}.attributes`,
  );
  const der = document.bytes;
  return {
    der,
    signed: rangeOf(info),
    signatureAlgorithm,
    signatureValue,
    subject,
    subjectPublicKeyInfo,
    extensions,
    subjectAltNames: extensions
      .filter((extension) => extension.oid === oid.subjectAltName)
      .map((extension) => readSubjectAltName(der, extension)),
  };
}

function requestedExtensions(attributes: Cursor | undefined, path: string): Extension[] {
  const all = attributes ? childrenOf(attributes) : [];
  return all.flatMap((attribute, index) => {
    const [type, values] = childrenOf(attribute);
    if (readObjectIdentifier(type)?.oid !== oid.extensionRequest || values === undefined) return [];
    return readExtensionList(childrenOf(values)[0], `${path}[${index}].values[0]`);
  });
}
