/** OBJECT IDENTIFIER and AlgorithmIdentifier (RFC 5280 section 4.1.1.2) out of nodes. */
import { decodeOid, oidName } from '../asn1/oids.ts';
import { childrenOf, contentOf, isUniversal, rangeOf, tag, type Cursor } from './cursor.ts';
import type { AlgorithmIdentifier, ObjectIdentifier } from './types.ts';

/** null: the node is no OBJECT IDENTIFIER, or not a readable one. */
export function readObjectIdentifier(cursor: Cursor | undefined): ObjectIdentifier | null {
  if (cursor === undefined || !isUniversal(cursor, tag.objectIdentifier)) return null;
  const oid = decodeOid(contentOf(cursor));
  return oid === null ? null : { oid, name: oidName(oid) };
}

/** null: not `SEQUENCE { OBJECT IDENTIFIER, ANY OPTIONAL }`. */
export function readAlgorithmIdentifier(
  cursor: Cursor | undefined,
  path: string,
): AlgorithmIdentifier | null {
  if (cursor === undefined || !isUniversal(cursor, tag.sequence)) return null;
  const [algorithm, parameters] = childrenOf(cursor);
  const identifier = readObjectIdentifier(algorithm);
  if (identifier === null) return null;
  const range = rangeOf(cursor);
  return { path, range, ...identifier, parameters: parameters === undefined ? null : rangeOf(parameters) };
}
