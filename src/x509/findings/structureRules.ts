/** Version, serial number, names and extensions as RFC 5280 section 4.1 and 4.2 want them. */
import * as oid from '../../asn1/oid.ts';
import { visibleLine, visibleText } from '../../text/visible.ts';
import type { Extension, NameAttribute } from '../types.ts';
import { algorithmsDiffer } from './keyRules.ts';
import { extensionOf, when, type Hit, type Rule } from './subject.ts';

/** Critical extensions that TLS clients know: RFC 5280 section 4.2 and what browsers and OpenSSL process. */
const processed = new Set([
  oid.subjectKeyIdentifier,
  oid.keyUsage,
  oid.subjectAltName,
  oid.issuerAltName,
  oid.basicConstraints,
  oid.nameConstraints,
  oid.cRLDistributionPoints,
  oid.certificatePolicies,
  oid.policyMappings,
  oid.authorityKeyIdentifier,
  oid.policyConstraints,
  oid.extKeyUsage,
  oid.inhibitAnyPolicy,
  oid.authorityInfoAccess,
  oid.precertificatePoison,
]);

const version: Rule = ({ certificate }) => {
  const { version, extensions, tbsCertificate } = certificate;
  if (version > 3 || version < 1)
    return [{ code: 'version-unknown', place: tbsCertificate, params: { version } }];
  if (version === 3) return [];
  const code = extensions.length > 0 ? 'version-too-low' : 'version-1';
  return [{ code, place: tbsCertificate, params: { version } }];
};

/** At most 20 octets, positive. */
const serialNumber: Rule = ({ certificate }) => {
  const place = certificate.serialNumber;
  const { bytes } = place;
  if (((bytes[0] ?? 0) & 0x80) !== 0) return [{ code: 'serial-negative', place }];
  if (bytes.every((octet) => octet === 0)) return [{ code: 'serial-zero', place }];
  return when(bytes.length > 20, {
    code: 'serial-long',
    place,
    params: { octets: bytes.length },
  });
};

const sameAlgorithm: Rule = ({ certificate }) => algorithmsDiffer(certificate, 'signature-algorithms-differ');

const emptyNames: Rule = ({ certificate }) => {
  const { issuer, subject } = certificate;
  const names = extensionOf(certificate, oid.subjectAltName);
  const needsCritical = subject.attributes.length === 0 && names?.critical !== true;
  return [
    ...when(issuer.attributes.length === 0, { code: 'issuer-empty', place: issuer }),
    ...when(needsCritical, { code: 'subject-empty', place: names ?? subject }),
  ];
};

const extensions: Rule = ({ certificate }) => {
  const seen = new Set<string>();
  return certificate.extensions.flatMap((extension): Hit[] => {
    const repeated = extension.oid !== '' && seen.has(extension.oid);
    seen.add(extension.oid);
    return [
      ...when(extension.malformed !== undefined, { code: 'extension-malformed', place: extension }),
      ...when(repeated, { code: 'extension-repeated', place: extension, params: named(extension) }),
      ...when(extension.critical && !processed.has(extension.oid) && extension.malformed === undefined, {
        code: 'extension-critical-unknown',
        place: extension,
        params: named(extension),
      }),
      ...when(extension.oid === oid.precertificatePoison, { code: 'precertificate', place: extension }),
    ];
  });
};

const named = ({ name, oid }: Extension): { extension: string } => ({ extension: name ?? oid });

/** A look-alike: direction marks, zero-width and control characters in what people read as the owner’s name. */
const hiddenCharacters: Rule = ({ certificate }) =>
  [...certificate.issuer.attributes, ...certificate.subject.attributes]
    .filter(({ text }: NameAttribute) => hides(text))
    .map((attribute) => ({
      code: 'hidden-characters',
      place: attribute,
      params: { text: visibleLine(attribute.text, 200), attribute: attribute.name ?? attribute.oid },
    }));

/** What is not shown as it stands; a no-break space hides nothing. */
const hides = (text: string): boolean => {
  const plain = text.replaceAll('\u00a0', ' ');
  return visibleText(plain) !== plain;
};

export const structureRules: readonly Rule[] = [
  version,
  serialNumber,
  sameAlgorithm,
  emptyNames,
  extensions,
  hiddenCharacters,
];
