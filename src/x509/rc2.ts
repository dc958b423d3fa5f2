/** RC2 (RFC 2268), decryption in CBC mode: old PKCS#12 files keep certificates under it, with keys of 40 bits. */

/** RFC 2268 section 2: the digits of pi, scrambled. */
const PITABLE = Uint8Array.from(
  (
    'd978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2' +
    '179a59f587b34f1361456d8d09817d32bd8f40eb86b77b0bf09521225c6b4e82' +
    '54d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb626' +
    '6fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed7' +
    '08e8eade8052eef784aa72ac354d6a2a961ad2715a1549744b9fd05e0418a4ec' +
    'c2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731' +
    '2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a9' +
    '0d38341bab33ffb0bb480c5fb9b1cd2ec5f3db47e5a59c770aa62068fe7fc1ad'
  )
    .match(/../g)
    ?.map((pair) => parseInt(pair, 16)) ?? [],
);

/** `effectiveBits`: 40 or 128 here. The plain text still has its padding. */
export function decryptRc2Cbc(
  ciphertext: Uint8Array,
  key: Uint8Array,
  iv: Uint8Array,
  effectiveBits: number,
): Uint8Array {
  const words = expandKey(key, effectiveBits);
  const plain = new Uint8Array(ciphertext.length - (ciphertext.length % 8));
  let previous = iv;
  for (let at = 0; at < plain.length; at += 8) {
    const block = ciphertext.subarray(at, at + 8);
    decryptBlock(block, words).forEach((octet, i) => {
      plain[at + i] = octet ^ (previous[i] ?? 0);
    });
    previous = block;
  }
  return plain;
}

/** RFC 2268 section 2: 64 words of 16 bits. */
function expandKey(key: Uint8Array, effectiveBits: number): Uint16Array {
  const octets = new Uint8Array(128);
  octets.set(key);
  const pi = (value: number): number => PITABLE[value & 0xff] ?? 0;
  const at = (index: number): number => octets[index] ?? 0;
  for (let i = key.length; i < 128; i++) octets[i] = pi(at(i - 1) + at(i - key.length));
  const effective = Math.ceil(effectiveBits / 8);
  octets[128 - effective] = pi(at(128 - effective) & (0xff >> (8 * effective - effectiveBits)));
  for (let i = 127 - effective; i >= 0; i--) octets[i] = pi(at(i + 1) ^ at(i + effective));
  return Uint16Array.from({ length: 64 }, (_, i) => at(2 * i) | (at(2 * i + 1) << 8));
}

const ROTATIONS = [1, 2, 3, 5] as const;

/** RFC 2268 section 4. */
function decryptBlock(block: Uint8Array, key: Uint16Array): Uint8Array {
  const r = Uint16Array.from({ length: 4 }, (_, i) => (block[2 * i] ?? 0) | ((block[2 * i + 1] ?? 0) << 8));
  const word = (index: number): number => r[index & 3] ?? 0;
  let next = 63;
  for (let round = 15; round >= 0; round--) {
    for (let i = 3; i >= 0; i--) {
      const bits = ROTATIONS[i] ?? 0;
      const rotated = (word(i) >> bits) | (word(i) << (16 - bits));
      r[i] = rotated - (key[next--] ?? 0) - (word(i + 3) & word(i + 2)) - (~word(i + 3) & word(i + 1));
    }
    if (round !== 11 && round !== 5) continue;
    for (let i = 3; i >= 0; i--) r[i] = word(i) - (key[word(i + 3) & 63] ?? 0);
  }
  const plain = new Uint8Array(8);
  r.forEach((value, i) => {
    plain[2 * i] = value;
    plain[2 * i + 1] = value >> 8;
  });
  return plain;
}
