/**
 * BER or DER bytes -> flat node table. Tolerant: a broken input gives the nodes that could be read, and diagnostics
 * at byte offsets. Iterative: depth costs no stack.
 */
import type { ByteRange } from '../bytes/range.ts';
import { TableDocument, type Asn1Document } from './document.ts';
import { Scanner } from './scanner.ts';

export type { Asn1Document, Asn1Node } from './document.ts';
export type { Diagnostic, DiagnosticCode, DiagnosticKind } from './diagnostics.ts';

/**
 * Reads `bytes` as BER (X.690 clause 8) and remarks on what DER forbids. Never throws.
 *
 * Lists the nodes that `openssl asn1parse -inform DER` (3.0) lists, end-of-contents octets of an indefinite length
 * included (as a last child), but goes on where openssl stops: an element that overruns its parent is clipped to it, an
 * element that cannot be read ends its parent. After the top element further elements are read as long as they fit;
 * the rest is reported as trailing bytes. What is encapsulated in OCTET or BIT STRINGs is opened by `expand`.
 */
export function scan(bytes: Uint8Array): Asn1Document {
  return scanRange(bytes, { start: 0, end: bytes.length });
}

/** `scan` of a part of `bytes`; all offsets stay those of `bytes`. */
export function scanRange(bytes: Uint8Array, range: ByteRange): Asn1Document {
  const scanner = new Scanner(bytes, range);
  scanner.run();
  return new TableDocument(bytes, scanner.table, scanner.log.finish(range.end));
}
