/** How far an element reaches, told by its header alone. */

/**
 * Length of the whole element at `start` (X.690 clause 8.1.3), 0 for an indefinite length, null when its header is not
 * there or is not one. Says nothing about whether the content is there.
 */
export function elementLength(bytes: Uint8Array, start: number): number | null {
  const identifier = bytes[start];
  const first = bytes[start + 1];
  if (identifier === undefined || first === undefined || (identifier & 0x1f) === 0x1f) return null;
  if (first === 0x80) return 0;
  if (first < 0x80) return 2 + first;
  const count = first & 0x7f;
  if (count > 4 || start + 2 + count > bytes.length) return null;
  const octets = bytes.subarray(start + 2, start + 2 + count);
  return 2 + count + octets.reduce((sum, octet) => sum * 256 + octet, 0);
}
