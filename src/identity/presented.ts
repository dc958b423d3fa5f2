/** The identifiers a certificate presents (RFC 9525 section 2), read once per certificate and client. */
import * as oid from '../asn1/oid.ts';
import type { Source } from '../decision.ts';
import { isAscii } from '../x509/strings.ts';
import { escapeValue } from '../x509/name.ts';
import type { Certificate, GeneralName, GeneralNameType, NameAttribute } from '../x509/types.ts';
import { toAscii } from './idna.ts';
import { syntaxFault, type SyntaxFault } from './nameSyntax.ts';
import { readPattern, type NamePattern } from './pattern.ts';
import type { CertificateFault, ClientPolicy, FaultTreatment, WildcardRules } from './policy.ts';
import { foldName } from './reference.ts';

type UnusableRule =
  'presented-empty' | 'presented-nul' | 'presented-octets' | 'presented-not-nfkc' | 'presented-string-type';

export type PresentedForm =
  | NamePattern
  /** Outside the client's syntax, and compared letter by letter all the same (Go). */
  | { kind: 'exact'; name: string }
  | { kind: 'unusable'; rule: UnusableRule }
  | { kind: 'invalid'; fault: SyntaxFault }
  | { kind: 'address'; bytes: Uint8Array }
  | { kind: 'other' };

export type Presented = {
  type: GeneralNameType | 'commonName';
  text: string;
  source: Source;
  form: PresentedForm;
};

/** `faults`: in the order found, with what the client makes of each; the first `refused` ends the reading. */
export type PresentedIdentifiers = {
  faults: { fault: CertificateFault; treatment: FaultTreatment; source: Source }[];
  refused: boolean;
  /** null: no subjectAltName, or one that counts as absent. */
  subjectAltName: Source | null;
  names: Presented[];
  /** SRVName is RFC 4985's otherName. */
  types: ReadonlySet<GeneralNameType | 'SRVName'>;
  commonNames: (Presented & { attribute: NameAttribute })[];
};

/** id-on-dnsSRV, 1.3.6.1.5.5.7.8.7 (RFC 4985): the TLV that an otherName of that type begins with. */
const SRV_NAME = [0x06, 0x08, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x08, 0x07];

const cache = new WeakMap<Certificate, Map<ClientPolicy, PresentedIdentifiers>>();

export function presentedIdentifiers(certificate: Certificate, policy: ClientPolicy): PresentedIdentifiers {
  const known = cache.get(certificate) ?? new Map<ClientPolicy, PresentedIdentifiers>();
  const presented = known.get(policy) ?? readPresented(certificate, policy);
  known.set(policy, presented);
  cache.set(certificate, known);
  return presented;
}

function readPresented(certificate: Certificate, policy: ClientPolicy): PresentedIdentifiers {
  const faults = certificateFaults(certificate, policy);
  const refused = faults.some(({ treatment }) => treatment === 'refused');
  const absent = faults.some(({ treatment }) => treatment === 'absent');
  const occurrence = absent ? undefined : certificate.subjectAltNames[0];
  const unread = faults.some(({ treatment }) => treatment === 'name-unread');
  const names = (occurrence?.names ?? []).filter((name) => !unread || !isTooLong(name));
  const types = new Set<GeneralNameType | 'SRVName'>(names.map(({ type }) => type));
  if (names.some(isSrvName)) types.add('SRVName');
  const wildcard = policy.commonName?.wildcard ?? policy.wildcard;
  return {
    faults,
    refused,
    subjectAltName: occurrence === undefined ? null : sourceOf(occurrence.extension),
    names: names.map((name) => readGeneralName(name, policy)),
    types,
    commonNames: certificate.subject.attributes
      .filter((attribute) => attribute.oid === oid.commonName)
      .map((attribute) => readCommonName(attribute, policy, wildcard)),
  };
}

const isTooLong = ({ bytes }: GeneralName): boolean => bytes.length > 255;

const sourceOf = ({ path, range }: { path: string; range: { start: number; end: number } }): Source => ({
  path,
  range,
});

const isSrvName = ({ type, bytes }: GeneralName): boolean =>
  type === 'otherName' && SRV_NAME.every((octet, index) => bytes[index] === octet);

function certificateFaults(certificate: Certificate, policy: ClientPolicy): PresentedIdentifiers['faults'] {
  const { faults } = policy.certificate;
  const [first, second] = certificate.subjectAltNames;
  const found: PresentedIdentifiers['faults'] = [];
  const add = (fault: CertificateFault, source: Source): void => {
    const critical = first?.extension.critical === true;
    const given = faults[fault];
    const treatment = given !== 'absent-unless-critical' ? given : critical ? 'refused' : 'absent';
    found.push({ fault, treatment, source });
  };
  if (second !== undefined) add('san-repeated', sourceOf(second.extension));
  if (first !== undefined) {
    for (const fault of extensionFaults(first, policy)) add(fault, sourceOf(first.extension));
  }
  if (certificate.subject.attributes.length > 0) return found;
  if (first === undefined) add('empty-subject-san-absent', sourceOf(certificate.subject));
  else if (!first.extension.critical) add('empty-subject-san-not-critical', sourceOf(first.extension));
  return found;
}

/** `malformed` names the gravest fault only: those of single names are looked for here. */
function extensionFaults(
  { names, malformed }: Certificate['subjectAltNames'][number],
  policy: ClientPolicy,
): CertificateFault[] {
  const faults = new Set<CertificateFault>();
  if (malformed !== null && malformed !== 'san-ip-length') faults.add(malformed);
  for (const name of names) {
    const { type, bytes } = name;
    if (isTooLong(name)) faults.add('san-name-too-long');
    if (bytes.length === 0) faults.add('san-name-empty');
    if (type === 'iPAddress' && !policy.certificate.addressLengths.includes(bytes.length))
      faults.add('san-ip-length');
    if (isIa5(type) && !isAscii(bytes)) faults.add('san-not-ia5');
  }
  return [...faults];
}

const isIa5 = (type: GeneralNameType): boolean =>
  type === 'dNSName' || type === 'rfc822Name' || type === 'uniformResourceIdentifier';

function readGeneralName(name: GeneralName, policy: ClientPolicy): Presented {
  const { type, text, bytes } = name;
  const presented = { type, text, source: sourceOf(name) };
  if (type === 'iPAddress') return { ...presented, form: { kind: 'address', bytes } };
  if (type !== 'dNSName') return { ...presented, form: { kind: 'other' } };
  const ascii = policy.names.octets === 'ascii';
  const decoded = ascii && !isAscii(bytes) ? null : decodeUtf8(bytes);
  const form: PresentedForm =
    decoded === null
      ? { kind: 'unusable', rule: 'presented-octets' }
      : readName(decoded, policy, policy.wildcard);
  return { ...presented, form };
}

function readCommonName(attribute: NameAttribute, policy: ClientPolicy, wildcard: WildcardRules) {
  const text = policy.commonName?.text === 'rfc4514' ? escapeValue(attribute.text) : attribute.text;
  const form = commonNameForm({ ...attribute, text }, policy, wildcard);
  return { type: 'commonName' as const, text, source: sourceOf(attribute), form, attribute };
}

function commonNameForm(
  { text, tagNumber }: NameAttribute,
  policy: ClientPolicy,
  wildcard: WildcardRules,
): PresentedForm {
  const types = policy.commonName?.stringTypes ?? null;
  if (types !== null && !types.includes(tagNumber))
    return { kind: 'unusable', rule: 'presented-string-type' };
  if (text.includes('\ufffd')) return { kind: 'unusable', rule: 'presented-octets' };
  if (policy.commonName?.normalisation === 'nfkc' && text !== text.normalize('NFKC')) {
    return { kind: 'unusable', rule: 'presented-not-nfkc' };
  }
  const limit = policy.commonName?.maxOctets ?? null;
  if (limit !== null && new TextEncoder().encode(text).length > limit)
    return { kind: 'invalid', fault: 'name-too-long' };
  return readName(text, policy, wildcard);
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** dNSName is ASCII (IA5String); raw UTF-8 is kept, since some programs compare it; null: not even that. */
function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** NUL and nothing match no host in any of the programs; nor does a lone dot where faulty names are compared (Go). */
function readName(text: string, policy: ClientPolicy, wildcard: WildcardRules): PresentedForm {
  const { syntax, invalid, finalDot, comparison } = policy.names;
  if (text === '') return { kind: 'unusable', rule: 'presented-empty' };
  if (text.includes('\0')) return { kind: 'unusable', rule: 'presented-nul' };
  const stripped = finalDot === 'stripped' ? text.replace(/\.$/, '') : text;
  const name = foldName(stripped, comparison);
  if (name === null) return { kind: 'unusable', rule: 'presented-octets' };
  const fault = syntax === null ? null : nameFault(name, policy);
  if (fault === null) return readPattern(name, wildcard);
  if (invalid === 'skipped') return { kind: 'invalid', fault };
  return name === '.' ? { kind: 'unusable', rule: 'presented-empty' } : { kind: 'exact', name };
}

/** A `*` counts as a letter: where it may stand is the wildcard rules' business. */
function nameFault(name: string, policy: ClientPolicy): SyntaxFault | null {
  const { syntax, comparison } = policy.names;
  const ascii = comparison === 'u-labels' ? toAscii(name, 'idna2003') : name;
  return syntax === null || ascii === null ? null : syntaxFault(ascii.replaceAll('*', 'z'), syntax);
}
