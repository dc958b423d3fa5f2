/** A number for each node's encoding: equal encodings have equal numbers, others nearly always different ones. */
import type { Asn1Document } from '../asn1/scan.ts';

/** FNV-1a, 32 bits. */
const basis = 0x811c9dc5;
const prime = 0x01000193;

/** In time linear in the bytes: every octet is looked at in the innermost node that holds it. */
export function subtreeHashes(document: Asn1Document): Uint32Array {
  const hashes = new Uint32Array(document.nodeCount);
  for (let node = document.nodeCount - 1; node >= 0; node--) {
    let hash = basis;
    let at = document.start(node);
    for (let child = document.firstChild(node); child >= 0; child = document.nextSibling(child)) {
      hash = hashOctets(hash, document.bytes, at, document.start(child));
      hash = Math.imul(hash ^ (hashes[child] ?? 0), prime);
      at = document.end(child);
    }
    hashes[node] = hashOctets(hash, document.bytes, at, document.end(node));
  }
  return hashes;
}

function hashOctets(from: number, bytes: Uint8Array, start: number, end: number): number {
  let hash = from;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), prime);
  return hash;
}
