/** The main fields of a certificate as text, ours and pkijs's, so that they can be laid side by side. */
import * as oid from '../../asn1/oid.ts';
import { encodeHex } from '../../bytes/hex.ts';
import type { ByteRange } from '../../bytes/range.ts';
import { subjectAltNames } from '../findings/subject.ts';
import type { Certificate, Name } from '../types.ts';

export type FieldName =
  | 'version'
  | 'serialNumber'
  | 'signature'
  | 'issuer'
  | 'notBefore'
  | 'notAfter'
  | 'subject'
  | 'subjectPublicKeyInfo'
  | 'extensions'
  | 'dNSName'
  | 'signatureAlgorithm';

export type FieldTexts = Record<FieldName, string>;

/** As much of pkijs's Certificate as is compared. */
export type PkijsCertificate = {
  version: number;
  serialNumber: { valueBlock: { valueHexView: Uint8Array } };
  signature: { algorithmId: string };
  issuer: PkijsName;
  notBefore: { value: Date };
  notAfter: { value: Date };
  subject: PkijsName;
  subjectPublicKeyInfo: { algorithm: { algorithmId: string } };
  extensions?: { extnID: string; critical: boolean; parsedValue?: unknown }[];
  signatureAlgorithm: { algorithmId: string };
};
type PkijsName = { typesAndValues: { type: string; value: { valueBlock: object } }[] };

export function ourTexts(certificate: Certificate): FieldTexts {
  return {
    version: `v${certificate.version}`,
    serialNumber: encodeHex(certificate.serialNumber.bytes),
    signature: certificate.signature.oid,
    issuer: nameText(certificate.issuer),
    notBefore: dateText(certificate.validity.notBefore.date),
    notAfter: dateText(certificate.validity.notAfter.date),
    subject: nameText(certificate.subject),
    subjectPublicKeyInfo: certificate.subjectPublicKeyInfo.algorithm.oid,
    extensions: certificate.extensions.map(({ oid, critical }) => extensionText(oid, critical)).join(', '),
    dNSName: subjectAltNames(certificate)
      .filter(({ type }) => type === 'dNSName')
      .map(({ bytes }) => latin1(bytes))
      .join(', '),
    signatureAlgorithm: certificate.signatureAlgorithm.oid,
  };
}

export function pkijsTexts(certificate: PkijsCertificate): FieldTexts {
  const extensions = certificate.extensions ?? [];
  return {
    version: `v${certificate.version + 1}`,
    serialNumber: encodeHex(certificate.serialNumber.valueBlock.valueHexView),
    signature: certificate.signature.algorithmId,
    issuer: pkijsNameText(certificate.issuer),
    notBefore: dateText(certificate.notBefore.value),
    notAfter: dateText(certificate.notAfter.value),
    subject: pkijsNameText(certificate.subject),
    subjectPublicKeyInfo: certificate.subjectPublicKeyInfo.algorithm.algorithmId,
    extensions: extensions.map(({ extnID, critical }) => extensionText(extnID, critical)).join(', '),
    dNSName: extensions
      .filter(({ extnID }) => extnID === oid.subjectAltName)
      .flatMap(({ parsedValue }) => dnsNames(parsedValue))
      .join(', '),
    signatureAlgorithm: certificate.signatureAlgorithm.algorithmId,
  };
}

/** Where a field stands in the certificate. */
export function placeOf(certificate: Certificate, field: FieldName): ByteRange {
  switch (field) {
    case 'notBefore':
    case 'notAfter':
      return certificate.validity[field].range;
    case 'dNSName':
      return certificate.subjectAltNames[0]?.extension.range ?? certificate.tbsCertificate.range;
    case 'version':
    case 'extensions':
      return certificate.tbsCertificate.range;
    default:
      return certificate[field].range;
  }
}

/** An octet a character, as pkijs reads an IA5String. */
const latin1 = (bytes: Uint8Array): string =>
  Array.from(bytes, (octet) => String.fromCharCode(octet)).join('');

const nameText = ({ attributes }: Name): string =>
  attributes.map(({ oid, text }) => `${oid}=${text}`).join(', ');

const pkijsNameText = ({ typesAndValues }: PkijsName): string =>
  typesAndValues.map(({ type, value }) => `${type}=${stringOf(value.valueBlock)}`).join(', ');

const stringOf = (valueBlock: object): string =>
  'value' in valueBlock && typeof valueBlock.value === 'string' ? valueBlock.value : '';

const dateText = (date: Date | null): string =>
  date === null || Number.isNaN(date.getTime()) ? '' : date.toISOString();

const extensionText = (oid: string, critical: boolean): string => (critical ? `${oid}!` : oid);

/** GeneralNames of pkijs: type 2 is dNSName. */
function dnsNames(parsed: unknown): string[] {
  if (typeof parsed !== 'object' || parsed === null || !('altNames' in parsed)) return [];
  const { altNames } = parsed;
  if (!Array.isArray(altNames)) return [];
  return altNames.flatMap((name: unknown) =>
    typeof name === 'object' && name !== null && 'type' in name && name.type === 2 && 'value' in name
      ? [String(name.value)]
      : [],
  );
}
