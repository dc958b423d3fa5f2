/** Requests, revocation lists, OCSP responses and public keys: their times, signatures, keys and names. */
import type { Asn1Document } from '../../asn1/document.ts';
import { topOf } from '../cursor.ts';
import type { OtherKind } from '../inputReport.ts';
import { attributeValues } from '../name.ts';
import { readOcspResponse, type SingleResponse } from '../ocspResponse.ts';
import { readPublicKey } from '../publicKey.ts';
import { readRequest } from '../request.ts';
import { readRevocationList } from '../revocationList.ts';
import type { Time } from '../types.ts';
import { algorithmsDiffer, keyFaults, weakSignature } from './keyRules.ts';
import { COMMON_NAME, isHostName } from './hostNames.ts';
import type { FindingCode } from './findingKinds.ts';
import { when, type Hit } from './subject.ts';

export function otherHits(document: Asn1Document, kind: OtherKind, now: Date): Hit[] {
  switch (kind) {
    case 'csr':
      return requestHits(document);
    case 'crl':
      return listHits(document, now);
    case 'ocsp-response':
      return responseHits(document, now);
    case 'public-key':
      return publicKeyHits(document);
    default:
      return [];
  }
}

/** A CA may add names of its own accord; what was asked for is what most put in. */
function requestHits(document: Asn1Document): Hit[] {
  const request = readRequest(document);
  if (request === null) return [];
  const { subject, subjectPublicKeyInfo, subjectAltNames, signatureAlgorithm, der } = request;
  const host = attributeValues(subject, COMMON_NAME).find(({ text }) => isHostName(text));
  const names = subjectAltNames.flatMap((extension) => extension.names);
  return [
    ...when(names.length === 0, {
      code: 'request-without-names',
      place: host ?? subject,
      params: { name: host?.text.slice(0, 80) ?? '' },
      severity: host ? 'warning' : 'note',
    }),
    ...keyFaults(subjectPublicKeyInfo, der),
    ...weakSignature(signatureAlgorithm),
  ];
}

function listHits(document: Asn1Document, now: Date): Hit[] {
  const list = readRevocationList(document);
  if (list === null) return [];
  const { der, thisUpdate, nextUpdate, issuer, signature, signatureAlgorithm } = list;
  return [
    ...when(nextUpdate === null, { code: 'list-without-end', place: issuer }),
    ...outdated(nextUpdate, now, 'list-outdated'),
    ...early(thisUpdate, now, 'list-early'),
    ...(signature ? algorithmsDiffer({ der, signature, signatureAlgorithm }, 'list-algorithms-differ') : []),
    ...weakSignature(signatureAlgorithm),
  ];
}

/** Each answer has its own times; many are told of once, by the first. */
function responseHits(document: Asn1Document, now: Date): Hit[] {
  const basic = readOcspResponse(document)?.basic;
  if (!basic) return [];
  const firstOf = (hits: (single: SingleResponse) => Hit[]): Hit[] =>
    basic.responses.flatMap(hits).slice(0, 1);
  return [
    ...firstOf(({ nextUpdate }) => outdated(nextUpdate, now, 'response-outdated')),
    ...firstOf(({ thisUpdate }) => early(thisUpdate, now, 'response-early')),
    ...(basic.signatureAlgorithm ? weakSignature(basic.signatureAlgorithm) : []),
  ];
}

/** On its own the key is the top node, whose members have short paths. */
function publicKeyHits(document: Asn1Document): Hit[] {
  const top = 'SubjectPublicKeyInfo';
  const key = readPublicKey(topOf(document) ?? undefined, top);
  if (key === null) return [];
  return keyFaults(key, document.bytes).map((hit) => {
    const { path, range } = hit.place;
    return { ...hit, place: { path: path.replace(`${top}.`, ''), range } };
  });
}

const outdated = (time: Time | null, now: Date, code: FindingCode): Hit[] =>
  time?.date && time.date < now ? [{ code, place: time, params: { date: dayOf(time.date) } }] : [];

const early = (time: Time | null, now: Date, code: FindingCode): Hit[] =>
  time?.date && time.date > now ? [{ code, place: time, params: { date: dayOf(time.date) } }] : [];

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);
