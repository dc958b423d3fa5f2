/** OCSPResponse (RFC 6960 section 4.2.1): what the responder says of which certificates. */
import type { Asn1Document } from '../asn1/scan.ts';
import type { ByteRange } from '../bytes/range.ts';
import {
  childrenOf,
  contentOf,
  contentRange,
  encapsulated,
  isContext,
  isUniversal,
  rangeOf,
  tag,
  topOf,
  type Cursor,
} from './cursor.ts';
import { readName } from './name.ts';
import { readAlgorithmIdentifier } from './objectIdentifier.ts';
import { bitStringContent } from './publicKey.ts';
import type { SignedData } from './signature.ts';
import { readTime } from './timeField.ts';
import type { AlgorithmIdentifier, Name, Time } from './types.ts';

/** RFC 6960 section 4.2.1; 4 is not used. */
const responseStatuses = [
  'successful',
  'malformedRequest',
  'internalError',
  'tryLater',
  null,
  'sigRequired',
  'unauthorized',
] as const;
export type OcspResponseStatus = NonNullable<(typeof responseStatuses)[number]> | 'unknown';
const certStatuses = ['good', 'revoked', 'unknown'] as const;
export type CertStatus = (typeof certStatuses)[number];

/** Whom a certificate is of, by hashes of the issuer's subject and of its key (without the BIT STRING around it). */
export type CertId = { hashAlgorithm: string; issuerNameHash: Uint8Array; issuerKeyHash: Uint8Array };

/** One SingleResponse. `serialNumber`: content octets of the INTEGER. */
export type SingleResponse = {
  range: ByteRange;
  issuer: CertId | null;
  serialNumber: Uint8Array;
  serialRange: ByteRange;
  status: CertStatus;
  statusRange: ByteRange;
  revocationTime: Time | null;
  thisUpdate: Time | null;
  nextUpdate: Time | null;
};

/** Who signed: by name, or by the SHA-1 of the key. */
export type ResponderId = { name: Name } | { keyHash: Uint8Array; range: ByteRange };

/** `certificates`: each as it stands, which may be none; `signed` null: there is no signature to look at. */
export type OcspBasics = {
  responder: ResponderId | null;
  producedAt: Time | null;
  responses: SingleResponse[];
  signatureAlgorithm: AlgorithmIdentifier | null;
  signed: SignedData | null;
  certificates: Uint8Array[];
};

export type OcspResponse = {
  der: Uint8Array;
  status: OcspResponseStatus;
  statusRange: ByteRange;
  /** null: there is no BasicOCSPResponse that can be read, as with every status but 'successful'. */
  basic: OcspBasics | null;
};

/** null: its outer structure cannot be read. Offsets are those of the document, inside the OCTET STRING too. */
export function readOcspResponse(document: Asn1Document): OcspResponse | null {
  const outer = topOf(document);
  const [status, wrapped] = outer ? childrenOf(outer) : [];
  if (status === undefined || !isUniversal(status, tag.enumerated)) return null;
  const code = contentOf(status).at(-1) ?? 4;
  const responseBytes = wrapped && childrenOf(wrapped)[0];
  const octets = responseBytes && childrenOf(responseBytes)[1];
  const basic = octets ? encapsulated(document.bytes, contentRange(octets)) : null;
  return {
    der: document.bytes,
    status: responseStatuses[code] ?? 'unknown',
    statusRange: rangeOf(status),
    basic: basic && readBasics(basic),
  };
}

const basicPath = 'responseBytes.response.basicOCSPResponse';
const dataPath = `${basicPath}.tbsResponseData`;

/** ResponseData: `version [0] DEFAULT v1, responderID, producedAt, responses`. */
function readBasics(basic: Cursor): OcspBasics | null {
  const [data, algorithm, signature, certificates] = childrenOf(basic);
  if (data === undefined || !isUniversal(data, tag.sequence)) return null;
  const fields = childrenOf(data);
  const isVersion = fields[0] !== undefined && isContext(fields[0], 0);
  const [responder, producedAt, responses] = isVersion ? fields.slice(1) : fields;
  const signatureAlgorithm = readAlgorithmIdentifier(algorithm, `${basicPath}.signatureAlgorithm`);
  const signatureValue = signature ? bitStringContent(signature) : null;
  const der = basic.document.bytes;
  const enclosed = certificates && childrenOf(certificates)[0];
  return {
    responder: responder ? readResponder(responder) : null,
    producedAt: readTime(producedAt, `${dataPath}.producedAt`),
    responses: responses
      ? childrenOf(responses).flatMap(
          (entry, index) => readSingle(entry, `${dataPath}.responses[${index}]`) ?? [],
        )
      : [],
    signatureAlgorithm,
    signed:
      signatureAlgorithm && signatureValue
        ? { der, signed: rangeOf(data), signatureAlgorithm, signatureValue }
        : null,
    certificates: enclosed ? childrenOf(enclosed).map(octetsOf) : [],
  };
}

function octetsOf(cursor: Cursor): Uint8Array {
  const { start, end } = rangeOf(cursor);
  return cursor.document.bytes.subarray(start, end);
}

function readResponder(cursor: Cursor): ResponderId | null {
  const inner = childrenOf(cursor)[0];
  if (isContext(cursor, 1)) {
    const name = readName(inner, `${dataPath}.responderID.byName`);
    return name && { name };
  }
  return inner ? { keyHash: contentOf(inner), range: rangeOf(inner) } : null;
}

function readSingle(entry: Cursor, path: string): SingleResponse | null {
  const [certId, status, thisUpdate, nextField] = childrenOf(entry);
  const [hash, nameHash, keyHash, serial] = certId ? childrenOf(certId) : [];
  const word = status && certStatuses[status.document.tagNumber(status.node)];
  if (status === undefined || word === undefined || serial === undefined) return null;
  const next = nextField && isContext(nextField, 0) ? childrenOf(nextField)[0] : undefined;
  return {
    range: rangeOf(entry),
    issuer: readIssuer(hash, nameHash, keyHash),
    serialNumber: contentOf(serial),
    serialRange: rangeOf(serial),
    status: word,
    statusRange: rangeOf(status),
    revocationTime:
      word === 'revoked'
        ? readTime(childrenOf(status)[0], `${path}.certStatus.revoked.revocationTime`)
        : null,
    thisUpdate: readTime(thisUpdate, `${path}.thisUpdate`),
    nextUpdate: readTime(next, `${path}.nextUpdate`),
  };
}

function readIssuer(
  hash: Cursor | undefined,
  name: Cursor | undefined,
  key: Cursor | undefined,
): CertId | null {
  const algorithm = readAlgorithmIdentifier(hash, '');
  if (algorithm === null || name === undefined || key === undefined) return null;
  return { hashAlgorithm: algorithm.oid, issuerNameHash: contentOf(name), issuerKeyHash: contentOf(key) };
}
