/**
 * The Internet checksum (RFC 1071): the one's complement of the one's complement sum of all 16-bit words. An odd
 * last octet counts as if a zero followed it. A header whose own checksum is in place sums up to 0.
 */
export function internetChecksum(bytes: Uint8Array): number {
  let sum = 0;
  for (let position = 0; position < bytes.length; position += 2) {
    sum += ((bytes[position] ?? 0) << 8) | (bytes[position + 1] ?? 0);
    sum = (sum & 0xffff) + (sum >>> 16);
  }
  return ~sum & 0xffff;
}
