/** For sorting: the shorter first, those of one length by their first octet that differs. */
export function byLengthThenOctets(a: Uint8Array, b: Uint8Array): number {
  if (a.length !== b.length) return a.length - b.length;
  const differing = a.findIndex((octet, index) => octet !== b[index]);
  return differing < 0 ? 0 : (a[differing] ?? 0) - (b[differing] ?? 0);
}
