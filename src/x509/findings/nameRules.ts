/** Names for hosts: those a TLS server's certificate needs, and those that work nowhere but in a lab. */
import * as oid from '../../asn1/oid.ts';
import ipaddr from 'ipaddr.js';
import { attributeValues } from '../name.ts';
import type { Params } from '../../decision.ts';
import type { GeneralName } from '../types.ts';
import type { FindingCode } from './findingKinds.ts';
import { COMMON_NAME, dnsFault, isHostName } from './hostNames.ts';
import { extensionOf, subjectAltNames, when, type Hit, type Rule } from './subject.ts';

const manyNames = 100;
/** RFC 6928: what a server sends before the first acknowledgement, less a third for the rest of the flight. */
const largeCertificate = 10_000;

/**
 * RFC 9525 and BR 7.1.2.7.12 ask names of servers' certificates. One that says serverAuth, or is called by a host's
 * name, is meant for a server; without either it may be for a person or a device, which need none.
 */
const noSan: Rule = ({ certificate, isServer }) => {
  const present = extensionOf(certificate, oid.subjectAltName) !== undefined;
  const named = subjectAltNames(certificate).some(({ type }) => type === 'dNSName' || type === 'iPAddress');
  const isMeant =
    certificate.extKeyUsage?.includes('serverAuth') === true ||
    attributeValues(certificate.subject, COMMON_NAME).some(({ text }) => isHostName(text));
  return when(isServer && !named, {
    code: 'no-san',
    place: extensionOf(certificate, oid.subjectAltName) ?? certificate.subject,
    params: { present: present ? 1 : 0, meant: isMeant ? 1 : 0 },
    ...(isMeant ? {} : { severity: 'note' }),
  });
};

const malformed: Rule = ({ certificate }) =>
  certificate.subjectAltNames.flatMap(({ malformed: fault, extension }): Hit[] =>
    fault === null ? [] : [{ code: 'san-malformed', place: extension, params: { fault } }],
  );

/** Case and the script of a label do not matter: a common name may have U-labels. */
const commonNames: Rule = ({ certificate, isServer, nameTools }) => {
  const names = subjectAltNames(certificate).map(({ text }) => text.toLowerCase());
  if (!isServer || names.length === 0) return [];
  return attributeValues(certificate.subject, COMMON_NAME).flatMap((attribute): Hit[] => {
    const name = attribute.text.toLowerCase();
    const known = names.includes(name) || names.includes(nameTools.toAscii(name) ?? '');
    return when(!known, {
      code: 'common-name-not-in-san',
      place: attribute,
      params: { name: attribute.text.slice(0, 80) },
    });
  });
};

const syntax: Rule = ({ certificate }) =>
  subjectAltNames(certificate)
    .filter(({ type }) => type === 'dNSName')
    .flatMap((name): Hit[] => {
      const params = { name: name.text.slice(0, 80) };
      if (isAddress(name.text)) return [{ code: 'dns-name-address', place: name, params }];
      const fault = dnsFault(name.text.replace(/^\*\.(?=.)/, ''));
      if (fault !== null) return [{ code: 'dns-name-syntax', place: name, params: { ...params, fault } }];
      return when(name.text.includes('_'), { code: 'dns-name-underscore', place: name, params });
    });

/** ipaddr.js throws and catches inside for what is no address: a hundred times slower than the look before it. */
const isAddress = (text: string): boolean =>
  (/^\d[\da-fx.]*$/i.test(text) || text.includes(':')) && ipaddr.isValid(text);

/** RFC 6761, 6762, 7686 (onion is public), 8375, 9476 and the ICANN's `internal`. */
const specialUse = /(^|\.)(example|test|invalid|localhost|local|internal|lan|home|corp|home\.arpa|alt)$/i;
const reservedExample = /(^|\.)example\.(com|net|org)$/i;

const lab: Rule = ({ certificate, isServer }) => {
  if (!isServer) return [];
  const names = subjectAltNames(certificate);
  const special = names.filter(({ type, text }) => type === 'dNSName' && isLabName(text));
  const [firstSpecial] = special;
  const [firstPrivate] = names.filter(isPrivateAddress);
  return [
    ...placed(firstSpecial, 'lab-name', ({ text }) => ({ name: text.slice(0, 80), count: special.length })),
    ...placed(firstPrivate, 'private-address', ({ text }) => ({ address: text })),
  ];
};

/** One hit for all names of a kind, on the first of them. */
const placed = (
  first: GeneralName | undefined,
  code: FindingCode,
  params: (name: GeneralName) => Params,
): Hit[] => (first === undefined ? [] : [{ code, place: first, params: params(first) }]);

const isLabName = (name: string): boolean =>
  specialUse.test(name) || reservedExample.test(name) || /^[a-z0-9-]+$/i.test(name);

/** Addresses that are no public unicast (RFC 6890). */
function isPrivateAddress({ type, bytes, text }: GeneralName): boolean {
  if (type !== 'iPAddress' || (bytes.length !== 4 && bytes.length !== 16)) return false;
  return ipaddr.parse(text).range() !== 'unicast';
}

const size: Rule = ({ certificate }) => {
  const count = subjectAltNames(certificate).length;
  const bytes = certificate.range.end - certificate.range.start;
  const place = extensionOf(certificate, oid.subjectAltName) ?? certificate.tbsCertificate;
  return [
    ...when(count > manyNames, { code: 'many-names', place, params: { count, bytes } }),
    ...when(bytes > largeCertificate && count <= manyNames, {
      code: 'large',
      place: certificate.tbsCertificate,
      params: { bytes },
    }),
  ];
};

export const nameRules: readonly Rule[] = [noSan, malformed, commonNames, syntax, lab, size];
