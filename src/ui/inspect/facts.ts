/** A certificate as rows of plain words, each with the place it was read at. */
import * as oid from '../../asn1/oid.ts';
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { encodeHex } from '../../bytes/hex.ts';
import type { ByteRange } from '../../bytes/range.ts';
import { visibleLine } from '../../text/visible.ts';
import type { Messages } from '../../content/languages.ts';
import { own } from '../../text/own.ts';
import { describeKey } from '../../x509/keyDescription.ts';
import { attributeValues, distinguishedNameText } from '../../x509/name.ts';
import type { Certificate, GeneralName, Name, Time } from '../../x509/types.ts';
import { extensionFacts } from './extensionFacts.ts';
import { bothScripts, isoText, oidText } from './valueText.ts';

/** One line of a fact. `place`: the bytes it was read from, in the certificate. `kind` comes before the text. */
export type FactLine = { text: string; kind?: string; place: ByteRange | null; tone?: 'bad' | 'muted' };
export type Fact = { label: string; lines: FactLine[] };

/** Everything the summary shows, in the order people ask. */
export function certificateFacts(certificate: Certificate, t: Messages): Fact[] {
  const { facts } = t.inspect;
  const { validity } = certificate;
  const whole = certificate.range;
  const octets = certificate.der.subarray(whole.start, whole.end);
  return [
    { label: facts.subject, lines: [nameLine(certificate.subject, certificate, t)] },
    { label: facts.issuer, lines: issuerLines(certificate, t) },
    { label: facts.names, lines: sanLines(certificate, t) },
    { label: facts.notBefore, lines: [timeLine(validity.notBefore)] },
    { label: facts.notAfter, lines: [timeLine(validity.notAfter)] },
    {
      label: facts.key,
      lines: [
        {
          text: describeKey(certificate.subjectPublicKeyInfo),
          place: certificate.subjectPublicKeyInfo.range,
        },
      ],
    },
    {
      label: facts.signatureAlgorithm,
      lines: [{ text: oidText(certificate.signatureAlgorithm), place: certificate.signatureAlgorithm.range }],
    },
    { label: facts.keyUsage, lines: [usageLine(certificate, oid.keyUsage, certificate.keyUsage, t)] },
    {
      label: facts.extKeyUsage,
      lines: [usageLine(certificate, oid.extKeyUsage, purposeWords(certificate, t), t)],
    },
    {
      label: facts.ca,
      lines: [{ text: caWords(certificate, t), place: extensionPlace(certificate, oid.basicConstraints) }],
    },
    ...extensionFacts(certificate, t),
    {
      label: facts.serialNumber,
      lines: [
        { text: encodeHex(certificate.serialNumber.bytes, ':'), place: certificate.serialNumber.range },
      ],
    },
    {
      label: facts.version,
      lines: [{ text: t.inspect.versionOf(certificate.version), place: certificate.tbsCertificate.range }],
    },
    { label: facts.sha256, lines: [{ text: encodeHex(sha256(octets), ':'), place: whole }] },
    { label: facts.sha1, lines: [{ text: encodeHex(sha1(octets), ':'), place: whole }] },
  ];
}

/** Of a heading, in characters. */
const longestName = 200;

/** What people call it: its last common name, else its first name of any type, else null. */
export function shortName(certificate: Certificate): string | null {
  const common = attributeValues(certificate.subject, oid.commonName).at(-1)?.text;
  const text = common ?? certificate.subjectAltNames[0]?.names[0]?.text ?? null;
  return text === null || text === '' ? null : visibleLine(text, longestName);
}

export type ValidityVerdict =
  { code: 'valid' | 'expired' | 'early'; days: number } | { code: 'unreadable'; days: 0 };

const day = 24 * 60 * 60 * 1000;

/** Validity at `now`; both ends belong to it (RFC 5280 section 4.1.2.5). Days are rounded down. */
export function validityAt({ validity }: Certificate, now: Date): ValidityVerdict {
  const start = validity.notBefore.date?.getTime();
  const end = validity.notAfter.date?.getTime();
  const at = now.getTime();
  if (start === undefined || end === undefined) return { code: 'unreadable', days: 0 };
  if (at > end) return { code: 'expired', days: Math.floor((at - end) / day) };
  if (at < start) return { code: 'early', days: Math.floor((start - at) / day) };
  return { code: 'valid', days: Math.floor((end - at) / day) };
}

function nameLine(name: Name, { der }: Certificate, t: Messages): FactLine {
  const text = visibleLine(distinguishedNameText(name, der));
  return { text: text || t.inspect.empty, place: name.range, ...(text ? {} : { tone: 'muted' }) };
}

function issuerLines(certificate: Certificate, t: Messages): FactLine[] {
  const { issuer, subject, der } = certificate;
  const line = nameLine(issuer, certificate, t);
  const same = distinguishedNameText(issuer, der) === distinguishedNameText(subject, der);
  return same ? [line, { text: t.inspect.selfIssued, place: issuer.range, tone: 'muted' }] : [line];
}

function sanLines({ subjectAltNames }: Certificate, t: Messages): FactLine[] {
  if (subjectAltNames.length === 0) return [{ text: t.inspect.noNames, place: null, tone: 'muted' }];
  const faults = subjectAltNames.flatMap(({ malformed, extension }): FactLine[] =>
    malformed ? [{ text: t.x509.subjectAltName[malformed]({}), place: extension.range, tone: 'bad' }] : [],
  );
  const [, second] = subjectAltNames;
  const repeated: FactLine[] = second
    ? [{ text: t.inspect.repeatedNames, place: second.extension.range, tone: 'bad' }]
    : [];
  const names = subjectAltNames.flatMap(({ names }) => names);
  return [...faults, ...repeated, ...byType(names).map((name) => sanLine(name, t))];
}

const sanLine = ({ type, text, range }: GeneralName, t: Messages): FactLine => ({
  kind: t.inspect.nameTypes[type],
  text: isHostLong(text) ? visibleLine(text) : bothScripts(text),
  place: range,
});

/** RFC 1035 section 2.3.4: no host name has more octets, and what has is in no script but its own. */
const isHostLong = (text: string): boolean => text.length > 255;

/** Types in the order they first occur, names of a type together. */
const byType = (names: readonly GeneralName[]): GeneralName[] =>
  [...new Set(names.map(({ type }) => type))].flatMap((type) => names.filter((name) => name.type === type));

const timeLine = ({ date, text, range }: Time): FactLine => ({
  text: date ? isoText(date) : visibleLine(text),
  place: range,
});

const extensionPlace = ({ extensions }: Certificate, oid: string): ByteRange | null =>
  extensions.find((extension) => extension.oid === oid)?.range ?? null;

function usageLine(certificate: Certificate, oid: string, words: string[] | null, t: Messages): FactLine {
  const place = extensionPlace(certificate, oid);
  return words ? { text: words.join(', '), place } : { text: t.inspect.absent, place, tone: 'muted' };
}

function purposeWords({ extKeyUsage }: Certificate, t: Messages): string[] | null {
  const known: Record<string, string> = t.inspect.purposes;
  return extKeyUsage?.map((purpose) => own(known, purpose) ?? purpose) ?? null;
}

function caWords({ basicConstraints }: Certificate, { inspect }: Messages): string {
  if (!basicConstraints) return inspect.caUnsaid;
  if (!basicConstraints.ca) return inspect.caNo;
  return basicConstraints.pathLength === null
    ? inspect.caYes
    : inspect.caYesLimited(basicConstraints.pathLength);
}
