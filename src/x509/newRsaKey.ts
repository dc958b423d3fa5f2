/** RSA keys of 2048 bits, made from given chance: the same bytes give the same key. */
import { bytesToNumberBE, numberToBytesBE } from '@noble/curves/utils.js';
import { isProbablePrimeRSA } from 'micro-rsa-dsa-dh/primality.js';
import { gcd, invert } from 'micro-rsa-dsa-dh/utils.js';
import * as der from '../asn1/writeDer.ts';

const primeLength = 128;
const e = 65537n;
const smallPrimes = [
  3n,
  5n,
  7n,
  11n,
  13n,
  17n,
  19n,
  23n,
  29n,
  31n,
  37n,
  41n,
  43n,
  47n,
  53n,
  59n,
  61n,
  67n,
  71n,
];

/** RSAPrivateKey (RFC 8017 appendix A.1.2). `random` gives other bytes for another label. Takes some 0.3 s. */
export function newRsaKey(random: (length: number, label: string) => Uint8Array): Uint8Array {
  const p = primeFrom(random, 'p');
  const q = primeFrom(random, 'q');
  const phi = (p - 1n) * (q - 1n);
  const d = invert(e, phi);
  const numbers = [0n, p * q, e, d, p, q, d % (p - 1n), d % (q - 1n), invert(q, p)];
  return der.sequence(...numbers.map((number) => der.integer(octetsOf(number))));
}

/** The first prime at or above a random number whose two highest bits are set, so that p · q has all 2048 bits. */
function primeFrom(random: (length: number, label: string) => Uint8Array, label: string): bigint {
  const start = bytesToNumberBE(random(primeLength, `RSA prime ${label}`));
  const highest = 3n << BigInt(primeLength * 8 - 2);
  let rounds = 0;
  const base = (length = 32): Uint8Array => {
    rounds += 1;
    return random(length, `Miller-Rabin base ${rounds} for ${label}`);
  };
  let candidate = start | highest | 1n;
  while (!isUsable(candidate, base)) candidate += 2n;
  return candidate;
}

const isUsable = (candidate: bigint, base: (length?: number) => Uint8Array): boolean =>
  smallPrimes.every((prime) => candidate % prime !== 0n) &&
  gcd(candidate - 1n, e) === 1n &&
  isProbablePrimeRSA(candidate, base);

const octetsOf = (number: bigint): Uint8Array =>
  numberToBytesBE(number, Math.ceil(number.toString(16).length / 2));
