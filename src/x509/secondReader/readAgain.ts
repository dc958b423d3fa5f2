/**
 * The same bytes read by two other libraries, asn1js and pkijs, beside our own reading. Both are loaded when this is
 * called, not before. Readers that do not agree on what a certificate says are how attacks on names begin.
 */
import type { Asn1Document } from '../../asn1/document.ts';
import type { ByteRange } from '../../bytes/range.ts';
import type { Certificate } from '../types.ts';
import { ourTexts, pkijsTexts, placeOf, type FieldName, type FieldTexts } from './fields.ts';
import { asn1jsNodes, differentNodes, type NodeDifference, type ReadNode } from './nodes.ts';

/** Whether a library takes the bytes; `reason`: its own message, in its words, when it does not. */
export type LibraryVerdict = { accepts: boolean; reason: string | null };

/** How much is wrong: `broken` in any encoding, `notDer` in DER only. Ours reads on in any case. */
export type OwnVerdict = { accepts: boolean; broken: number; notDer: number };

export type FieldRow = { field: FieldName; ours: string; theirs: string; same: boolean; range: ByteRange };

/** `nodes` null: asn1js gave none. `fields` empty: one of the two could not read a certificate. */
export type SecondReading = {
  own: OwnVerdict;
  asn1js: LibraryVerdict;
  pkijs: LibraryVerdict | null;
  nodes: { ours: number; theirs: number; differences: NodeDifference[] } | null;
  fields: FieldRow[];
};

/** asn1js takes a hundred times as long as the scan: more than this is not given to it. */
export const mostOctets = 256 * 1024;

/** `certificate` null: what is read is no readable certificate. pkijs is asked where `isCertificate`. */
export async function readAgain(
  document: Asn1Document,
  certificate: Certificate | null,
  kind: 'certificate' | 'other',
): Promise<SecondReading> {
  const { nodes: theirs, reason } = await readWithAsn1js(document.bytes);
  const pkijs = kind === 'certificate' ? await readWithPkijs(document.bytes) : null;
  return {
    own: ownVerdict(document),
    asn1js: { accepts: theirs !== null, reason },
    pkijs: pkijs && { accepts: pkijs.texts !== null, reason: pkijs.reason },
    nodes: theirs && {
      ours: document.nodeCount,
      theirs: theirs.length,
      differences: differentNodes(document, theirs),
    },
    fields: certificate && pkijs?.texts ? fieldRows(certificate, pkijs.texts) : [],
  };
}

function ownVerdict({ diagnostics }: Asn1Document): OwnVerdict {
  const notDer = diagnostics.filter(({ kind }) => kind === 'not-der').length;
  const broken = diagnostics.length - notDer;
  return { accepts: broken === 0, broken, notDer };
}

async function readWithAsn1js(
  bytes: Uint8Array,
): Promise<{ nodes: ReadNode[] | null; reason: string | null }> {
  const { fromBER } = await import('asn1js');
  try {
    const { result, offset } = fromBER(bytes);
    return offset === -1
      ? { nodes: null, reason: result.error }
      : { nodes: asn1jsNodes(result), reason: null };
  } catch (error) {
    return { nodes: null, reason: messageOf(error) };
  }
}

async function readWithPkijs(
  bytes: Uint8Array,
): Promise<{ texts: FieldTexts | null; reason: string | null }> {
  const { Certificate: PkijsCertificate } = await import('pkijs');
  try {
    return { texts: pkijsTexts(PkijsCertificate.fromBER(bytes.slice())), reason: null };
  } catch (error) {
    return { texts: null, reason: messageOf(error) };
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function fieldRows(certificate: Certificate, theirs: FieldTexts): FieldRow[] {
  const ours = ourTexts(certificate);
  return fieldNames.map((field) => ({
    field,
    ours: ours[field],
    theirs: theirs[field],
    same: ours[field] === theirs[field],
    range: placeOf(certificate, field),
  }));
}

const fieldNames: readonly FieldName[] = [
  'version',
  'serialNumber',
  'signature',
  'issuer',
  'notBefore',
  'notAfter',
  'subject',
  'subjectPublicKeyInfo',
  'extensions',
  'dNSName',
  'signatureAlgorithm',
];
