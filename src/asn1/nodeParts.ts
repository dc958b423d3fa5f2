/** The parts of a node's encoding: identifier, length and contents octets (X.690 8.1.1). */
import type { ByteRange } from '../bytes/range.ts';
import type { Asn1Document } from './document.ts';

export type NodeParts = { tag: ByteRange; length: ByteRange; content: ByteRange };

/** Where the parts of node `i` stand; in a header that was cut off the later parts are empty. */
export function nodeParts(document: Asn1Document, i: number): NodeParts {
  const [start, content, end] = [document.start(i), document.content(i), document.end(i)];
  const length = Math.min(afterIdentifier(document, i, start), content);
  return {
    tag: { start, end: length },
    length: { start: length, end: content },
    content: { start: content, end },
  };
}

/** 8.1.2.4: a low tag number of 31 says that further octets follow, the last of them without bit 8. */
function afterIdentifier(document: Asn1Document, i: number, start: number): number {
  if (document.tagClass(i) === 4) return start; // a TLS structure: a length at most
  let end = start + 1;
  if ((document.identifier(i) & 0x1f) !== 0x1f) return end;
  while ((document.bytes[end] ?? 0) >= 0x80) end++;
  return end + 1;
}
