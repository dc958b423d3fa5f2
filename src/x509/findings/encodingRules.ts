/** DER rules that need the schema: defaults, named bits, the type of an extension's value, the type of a time. */
import type { Asn1Document } from '../../asn1/document.ts';
import { decodeOid } from '../../asn1/oids.ts';
import { schemaType } from '../../asn1/schema/registry.ts';
import { own } from '../../text/own.ts';
import type { Place, Time } from '../types.ts';
import { when, type Hit, type Rule, type Subject } from './subject.ts';

const BOOLEAN = 0x01;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const UTC_TIME = 0x17;

/** Components with a DEFAULT of RFC 5280: name, and the one content octet that means it. */
const defaults: Readonly<Record<string, number>> = {
  critical: 0,
  cA: 0,
  version: 0,
  minimum: 0,
  onlyContainsUserCerts: 0,
  onlyContainsCACerts: 0,
  indirectCRL: 0,
  onlyContainsAttributeCerts: 0,
};

/** BIT STRING types whose bits have names: zero bits at the end are left out. */
const namedBitTypes = new Set(['KeyUsage', 'ReasonFlags', 'NetscapeCertType']);

const placeOf = ({ document, names }: Subject, node: number): Place => ({
  path: names.path(node),
  range: { start: document.start(node), end: document.end(node) },
});

const eachNode =
  (look: (subject: Subject, node: number) => Hit[]): Rule =>
  (subject) => {
    const hits: Hit[] = [];
    for (let node = 0; node < subject.document.nodeCount; node++) hits.push(...look(subject, node));
    return hits;
  };

/** 11.5: a component with its default value is not encoded. */
const defaultEncoded = eachNode((subject, node) => {
  const { document, names } = subject;
  const identifier = document.identifier(node);
  const isValue = identifier === BOOLEAN || identifier === INTEGER || identifier === 0x80;
  if (!isValue || document.end(node) - document.content(node) !== 1) return [];
  const field = names.field(node);
  const isDefault =
    own(defaults, field) !== undefined && document.bytes[document.content(node)] === own(defaults, field);
  return when(isDefault, { code: 'default-encoded', place: placeOf(subject, node), params: { field } });
});

const namedBits = eachNode((subject, node) => {
  const { document, names } = subject;
  if (document.identifier(node) !== BIT_STRING && document.tagClass(node) !== 2) return [];
  if (document.constructed(node) || !namedBitTypes.has(names.type(node))) return [];
  return when(endsInZero(document, node), {
    code: 'named-bits-not-minimal',
    place: placeOf(subject, node),
  });
});

/** Whether the last bit that counts is 0; an impossible count of unused bits is the scanner's to report. */
function endsInZero(document: Asn1Document, node: number): boolean {
  const { bytes } = document;
  const content = document.content(node);
  const end = document.end(node);
  const unused = bytes[content] ?? 0;
  if (end - content < 2 || unused > 7) return false;
  return ((bytes[end - 1] ?? 0) & (1 << unused)) === 0;
}

/** An extension that the schema knows has one value of its type in extnValue, and nothing behind it. */
const extensionValues = eachNode((subject, node) => {
  const { document, names } = subject;
  if (names.field(node) !== 'extnValue' || !isKnownExtension(document, node)) return [];
  const value = document.firstChild(node);
  if (value < 0) return [];
  const second = document.nextSibling(value);
  return [
    ...when(!names.known(value), { code: 'extension-value-type', place: placeOf(subject, value) }),
    ...(second < 0 ? [] : [{ code: 'extension-value-trailing', place: placeOf(subject, second) } as const]),
  ];
});

/** `value`: an extnValue; its extnID comes first in the Extension. */
function isKnownExtension(document: Asn1Document, value: number): boolean {
  const identifier = document.firstChild(document.parent(value));
  const octets = document.bytes.subarray(document.content(identifier), document.end(identifier));
  const oid = decodeOid(octets);
  const types = schemaType('ExtnValueContent');
  return oid !== null && types.kind === 'open' && types.table.has(oid);
}

/** RFC 5280 section 4.1.2.5: UTCTime through 2049, GeneralizedTime from 2050 on. */
const timeTypes: Rule = ({ certificate, document }) => {
  const { notBefore, notAfter } = certificate.validity;
  return [notBefore, notAfter].flatMap((time: Time) => {
    if (time.date === null) return [];
    const isUtc = document.bytes[time.range.start] === UTC_TIME;
    const year = time.date.getUTCFullYear();
    return when(!isUtc && year < 2050, { code: 'time-type', place: time, params: { year } });
  });
};

export const encodingRules: readonly Rule[] = [defaultEncoded, namedBits, extensionValues, timeTypes];
