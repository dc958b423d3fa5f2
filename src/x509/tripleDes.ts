/** Triple DES (FIPS 46-3), decryption in CBC mode: what PKCS#12 files were encrypted with before AES. */

/** Bits are numbered from 1, as the standard does. */
const table = (numbers: string): number[] => numbers.split(' ').map((number) => Number(number) - 1);

const INITIAL_PERMUTATION = table(
  '58 50 42 34 26 18 10 2 60 52 44 36 28 20 12 4 62 54 46 38 30 22 14 6 64 56 48 40 32 24 16 8 ' +
    '57 49 41 33 25 17 9 1 59 51 43 35 27 19 11 3 61 53 45 37 29 21 13 5 63 55 47 39 31 23 15 7',
);
const FINAL_PERMUTATION = INITIAL_PERMUTATION.map((_, bit) => INITIAL_PERMUTATION.indexOf(bit));
const EXPANSION = Array.from({ length: 48 }, (_, i) => (Math.floor(i / 6) * 4 + (i % 6) + 31) % 32);
const PERMUTATION = table(
  '16 7 20 21 29 12 28 17 1 15 23 26 5 18 31 10 2 8 24 14 32 27 3 9 19 13 30 6 22 11 4 25',
);
const CHOICE_1 = table(
  '57 49 41 33 25 17 9 1 58 50 42 34 26 18 10 2 59 51 43 35 27 19 11 3 60 52 44 36 ' +
    '63 55 47 39 31 23 15 7 62 54 46 38 30 22 14 6 61 53 45 37 29 21 13 5 28 20 12 4',
);
const CHOICE_2 = table(
  '14 17 11 24 1 5 3 28 15 6 21 10 23 19 12 4 26 8 16 7 27 20 13 2 ' +
    '41 52 31 37 47 55 30 40 51 45 33 48 44 49 39 56 34 53 46 42 50 36 29 32',
);
const SHIFTS = [1, 1, 2, 2, 2, 2, 2, 2, 1, 2, 2, 2, 2, 2, 2, 1];
/** S1 to S8: four rows of sixteen values each, a hexadecimal digit a value. */
const SUBSTITUTIONS = [
  'e4d12fb83a6c59070f74e2d1a6cb953841e8d62bfc973a50fc8249175b3ea06d',
  'f18e6b34972dc05a3d47f28ec01a69b50e7ba4d158c6932fd8a13f42b67c05e9',
  'a09e63f51dc7b428d709346a285ecbf1d6498f30b12c5ae71ad069874fe3b52c',
  '7de3069a1285bc4fd8b56f03472c1ae9a690cb7df13e52843f06a1d8945bc72e',
  '2c417ab6853fd0e9eb2c47d150fa3986421bad78f9c5630eb8c71e2d6f09a453',
  'c1af92680d34e75baf427c9561de0b389ef528c3704a1db6432c95fabe17608d',
  '4b2ef08d3c975a61d0b7491ae35c2f8614bdc37eaf6805926bd814a7950fe23c',
  'd2846fb1a93e50c71fd8a374c56b0e927b419ce206adf35821e74a8dfc90356b',
];

type Bits = readonly number[];

/** `key`: 24 octets. The plain text still has its padding. */
export function decryptTripleDesCbc(ciphertext: Uint8Array, key: Uint8Array, iv: Uint8Array): Uint8Array {
  const schedules = [0, 8, 16].map((start) => roundKeys(toBits(key.subarray(start, start + 8))));
  const [first = [], second = [], third = []] = schedules;
  const plain = new Uint8Array(ciphertext.length - (ciphertext.length % 8));
  let previous = iv;
  for (let at = 0; at < plain.length; at += 8) {
    const block = ciphertext.subarray(at, at + 8);
    // decrypt, encrypt, decrypt: an encryption is a decryption with the round keys in reverse
    const bits = feistel(feistel(feistel(toBits(block), third.toReversed()), second), first.toReversed());
    toOctets(bits).forEach((octet, i) => {
      plain[at + i] = octet ^ (previous[i] ?? 0);
    });
    previous = block;
  }
  return plain;
}

const toBits = (octets: Uint8Array): number[] =>
  Array.from(octets).flatMap((octet) => Array.from({ length: 8 }, (_, i) => (octet >> (7 - i)) & 1));

function toOctets(bits: Bits): Uint8Array {
  const octets = new Uint8Array(bits.length / 8);
  bits.forEach((bit, i) => {
    octets[i >> 3] = ((octets[i >> 3] ?? 0) << 1) | bit;
  });
  return octets;
}

const permute = (bits: Bits, choice: readonly number[]): number[] => choice.map((bit) => bits[bit] ?? 0);

function roundKeys(key: Bits): Bits[] {
  const chosen = permute(key, CHOICE_1);
  let halves = [chosen.slice(0, 28), chosen.slice(28)];
  return SHIFTS.map((shift) => {
    halves = halves.map((half) => [...half.slice(shift), ...half.slice(0, shift)]);
    return permute(halves.flat(), CHOICE_2);
  });
}

/** Sixteen rounds between the initial and the final permutation. */
function feistel(block: Bits, keys: readonly Bits[]): number[] {
  const permuted = permute(block, INITIAL_PERMUTATION);
  let [left, right] = [permuted.slice(0, 32), permuted.slice(32)];
  for (const key of keys) {
    const mixed = round(right, key);
    [left, right] = [right, left.map((bit, i) => bit ^ (mixed[i] ?? 0))];
  }
  return permute([...right, ...left], FINAL_PERMUTATION);
}

function round(half: Bits, key: Bits): number[] {
  const mixed = permute(half, EXPANSION).map((bit, i) => bit ^ (key[i] ?? 0));
  const substituted = SUBSTITUTIONS.flatMap((box, i) => {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = mixed.slice(i * 6, i * 6 + 6);
    const row = a * 2 + f;
    const column = b * 8 + c * 4 + d * 2 + e;
    const value = parseInt(box.charAt(row * 16 + column), 16);
    return [value >> 3, (value >> 2) & 1, (value >> 1) & 1, value & 1];
  });
  return permute(substituted, PERMUTATION);
}
