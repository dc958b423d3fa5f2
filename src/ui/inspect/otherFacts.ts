/** Requests, revocation lists, OCSP responses and public keys as rows of plain words, each with its place. */
import { sha256 } from '@noble/hashes/sha2.js';
import type { Asn1Document } from '../../asn1/scan.ts';
import { encodeHex } from '../../bytes/hex.ts';
import { visibleLine } from '../../text/visible.ts';
import type { Messages } from '../../content/languages.ts';
import { webCrypto } from '../../x509/chainMembers.ts';
import { topOf } from '../../x509/cursor.ts';
import { describeKey } from '../../x509/keyDescription.ts';
import { distinguishedNameText } from '../../x509/name.ts';
import { readOcspResponse, type OcspBasics, type SingleResponse } from '../../x509/ocspResponse.ts';
import { readPublicKey } from '../../x509/publicKey.ts';
import type { OtherItem } from '../../x509/readInput.ts';
import { readRequest, type CertificationRequest } from '../../x509/request.ts';
import { readRevocationList } from '../../x509/revocationList.ts';
import { checkSignedData } from '../../x509/signature.ts';
import type { Name, Time } from '../../x509/types.ts';
import type { Fact, FactLine } from './facts.ts';
import type { Surroundings } from './signerFacts.ts';
import { isoText, oidText } from './valueText.ts';

/** What the summary shows of an item; nothing for a kind that has none, or where it cannot be read. */
export async function otherFacts(
  kind: OtherItem['kind'],
  document: Asn1Document,
  around: Surroundings,
  t: Messages,
): Promise<Fact[]> {
  switch (kind) {
    case 'csr':
      return requestFacts(document, t);
    case 'crl':
      return listFacts(document, around, t);
    case 'ocsp-response':
      return ocspFacts(document, around, t);
    case 'public-key':
      return keyFacts(document, t);
    default:
      return [];
  }
}

async function requestFacts(document: Asn1Document, t: Messages): Promise<Fact[]> {
  const request = readRequest(document);
  if (request === null) return [];
  const { facts } = t.inspect;
  const { subject, subjectPublicKeyInfo: key, subjectAltNames, signatureAlgorithm, der } = request;
  const names = subjectAltNames.flatMap((extension) => extension.names);
  return [
    { label: facts.subject, lines: [nameLine(subject, der, t)] },
    {
      label: facts.namesAskedFor,
      lines:
        names.length === 0
          ? [{ text: t.inspect.absent, place: null, tone: 'muted' }]
          : names.map(({ type, text, range }) => ({
              kind: t.inspect.nameTypes[type],
              text: visibleLine(text),
              place: range,
            })),
    },
    { label: facts.key, lines: [{ text: describeKey(key), place: key.range }] },
    { label: facts.signature, lines: [await signatureLine(request, t)] },
    {
      label: facts.signatureAlgorithm,
      lines: [{ text: oidText(signatureAlgorithm), place: signatureAlgorithm.range }],
    },
  ];
}

/** RFC 2986 section 4.2: signed with the key that is in it. */
async function signatureLine(request: CertificationRequest, t: Messages): Promise<FactLine> {
  const outcome = await checkSignedData(request, request, webCrypto(undefined));
  const place = request.signatureValue;
  if (outcome.result === 'not-checked') {
    return { text: t.inspect.ownSignature[outcome.reason], place, tone: 'muted' };
  }
  const isWrong = outcome.result === 'wrong';
  return { text: t.inspect.ownSignature[outcome.result], place, ...(isWrong ? { tone: 'bad' } : {}) };
}

async function listFacts(document: Asn1Document, around: Surroundings, t: Messages): Promise<Fact[]> {
  const list = readRevocationList(document);
  if (list === null) return [];
  const { facts } = t.inspect;
  const { issuer, thisUpdate, nextUpdate, entries, signatureAlgorithm, der } = list;
  const { listSignatureLines } = await import('./signerFacts.ts');
  return [
    { label: facts.issuer, lines: [nameLine(issuer, der, t)] },
    { label: facts.thisUpdate, lines: [timeLine(thisUpdate, t)] },
    { label: facts.nextUpdate, lines: [timeLine(nextUpdate, t)] },
    { label: facts.entries, lines: [{ text: t.inspect.entryCount(entries.count), place: entries.range }] },
    { label: facts.signature, lines: await listSignatureLines(list, around, t) },
    {
      label: facts.signatureAlgorithm,
      lines: [{ text: oidText(signatureAlgorithm), place: signatureAlgorithm.range }],
    },
  ];
}

/** More answers than this are left to the tree. */
const mostAnswers = 50;

async function ocspFacts(document: Asn1Document, around: Surroundings, t: Messages): Promise<Fact[]> {
  const response = readOcspResponse(document);
  if (response === null) return [];
  const { facts } = t.inspect;
  const { status, statusRange, basic, der } = response;
  const outcome = {
    label: facts.ocspStatus,
    lines: [{ text: t.inspect.ocspStatus[status], place: statusRange }],
  };
  if (basic === null) return [outcome];
  const { responseSignatureLines } = await import('./signerFacts.ts');
  return [
    outcome,
    { label: facts.responder, lines: [responderLine(basic, der, t)] },
    { label: facts.producedAt, lines: [timeLine(basic.producedAt, t)] },
    {
      label: facts.certificates,
      lines: basic.responses.slice(0, mostAnswers).flatMap((single) => answerLines(single, t)),
    },
    { label: facts.signature, lines: await responseSignatureLines(basic, around, t) },
  ];
}

function responderLine({ responder }: OcspBasics, der: Uint8Array, t: Messages): FactLine {
  if (responder === null) return { text: t.inspect.absent, place: null, tone: 'muted' };
  if ('name' in responder) return nameLine(responder.name, der, t);
  return { text: t.inspect.responderKey(encodeHex(responder.keyHash, ':')), place: responder.range };
}

function answerLines(single: SingleResponse, t: Messages): FactLine[] {
  const { facts } = t.inspect;
  const { serialNumber, serialRange, status, statusRange, revocationTime, thisUpdate, nextUpdate } = single;
  const times: [string, Time | null][] = [
    [facts.revokedAt, revocationTime],
    [facts.thisUpdate, thisUpdate],
    [facts.nextUpdate, nextUpdate],
  ];
  return [
    { kind: facts.serialNumber, text: encodeHex(serialNumber, ':'), place: serialRange },
    {
      text: t.inspect.certStatus[status],
      place: statusRange,
      ...(status === 'revoked' ? { tone: 'bad' } : {}),
    },
    ...times.flatMap(([kind, time]) => (time ? [{ kind, ...timeLine(time, t) }] : [])),
  ];
}

function keyFacts(document: Asn1Document, t: Messages): Fact[] {
  const { facts } = t.inspect;
  const key = readPublicKey(topOf(document) ?? undefined, 'subjectPublicKeyInfo');
  if (key === null) return [];
  const whole = key.range;
  const digest = encodeHex(sha256(document.bytes.subarray(whole.start, whole.end)), ':');
  return [
    { label: facts.key, lines: [{ text: describeKey(key), place: whole }] },
    { label: t.inspect.keyFingerprint, lines: [{ text: digest, place: whole }] },
  ];
}

function nameLine(name: Name, der: Uint8Array, t: Messages): FactLine {
  const text = visibleLine(distinguishedNameText(name, der));
  return { text: text || t.inspect.empty, place: name.range, ...(text ? {} : { tone: 'muted' }) };
}

const timeLine = (time: Time | null, t: Messages): FactLine =>
  time === null
    ? { text: t.inspect.absent, place: null, tone: 'muted' }
    : { text: time.date ? isoText(time.date) : visibleLine(time.text), place: time.range };
