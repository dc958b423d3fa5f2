/** RC4, the stream cipher (described in RFC 6229): very old PKCS#12 files are encrypted with it. */

/** `key`: 5 or 16 octets here. Decrypts as it encrypts; there is no padding. */
export function rc4(data: Uint8Array, key: Uint8Array): Uint8Array {
  const state = Uint8Array.from({ length: 256 }, (_, i) => i);
  const at = (index: number): number => state[index & 0xff] ?? 0;
  const swap = (a: number, b: number): void => {
    [state[a], state[b]] = [at(b), at(a)];
  };
  let j = 0;
  for (let i = 0; i < 256; i++) {
    j = (j + at(i) + (key[i % key.length] ?? 0)) & 0xff;
    swap(i, j);
  }
  j = 0;
  return data.map((octet, n) => {
    const i = (n + 1) & 0xff;
    j = (j + at(i)) & 0xff;
    swap(i, j);
    return octet ^ at(at(i) + at(j));
  });
}
