/**
 * Keys out of passwords, with the work that they take: counted before it is done, for all that one reading derives, and
 * told while it is done. A round is what PBKDF2 with HMAC-SHA-256 takes for one iteration (about a microsecond);
 * other functions count by how long they take beside it.
 */
import { hmac } from '@noble/hashes/hmac.js';
import { scrypt } from '@noble/hashes/scrypt.js';
import { concat } from '../bytes/concat.ts';
import { Steps } from '../text/steps.ts';
import type { Hash } from './hashes.ts';
import { hashAgain, pkcs12Key } from './pkcs12Key.ts';

/** Called with the rounds that were done since the last call; often enough to see whether it goes on. */
export type Tick = (rounds: number) => void;

/**
 * `id`: the same for what gives the same key with the same password. `iterations` as the file has them (scrypt: N).
 * `memory`: octets. Nothing of it is done before `derive` is called.
 */
export type Derivation = {
  id: string;
  iterations: number;
  rounds: number;
  memory: number;
  derive: (password: string, tick: Tick) => Uint8Array;
};

/** Progress is told after so many rounds. */
const TICK = 10_000;

/** SHA-384 and SHA-512 work on 64 bits, which JavaScript does in halves. */
const costOf = ({ blockLen }: Hash): number => (blockLen > 64 ? 4 : 1);

/** PBKDF2 (RFC 8018 section 5.2) over the password in UTF-8. */
export function pbkdf2(hash: Hash, salt: Uint8Array, iterations: number, size: number): Derivation {
  const blocks = Math.ceil(size / hash.outputLen);
  const cost = costOf(hash);
  return {
    id: idOf('pbkdf2', hash, salt, iterations, size),
    iterations,
    rounds: iterations * blocks * cost,
    memory: 0,
    derive: (password, tick) => {
      const key = new Uint8Array(size);
      for (let block = 0; block < blocks; block++) {
        const sum = pbkdf2Block(hash, password, salt, block + 1, iterations, (rounds) => {
          tick(rounds * cost);
        });
        key.set(sum.subarray(0, size - block * hash.outputLen), block * hash.outputLen);
      }
      return key;
    },
  };
}

/** F of RFC 8018 section 5.2. The hash is begun with the key once, and goes on from there each time. */
function pbkdf2Block(
  hash: Hash,
  password: string,
  salt: Uint8Array,
  index: number,
  iterations: number,
  tick: Tick,
): Uint8Array {
  const keyed = hmac.create(hash, new TextEncoder().encode(password));
  const work = keyed._cloneInto();
  const last = new Uint8Array(hash.outputLen);
  work
    .update(salt)
    .update(Uint8Array.of(index >>> 24, index >>> 16, index >>> 8, index))
    .digestInto(last);
  const sum = last.slice();
  for (let done = 1; done < iterations; done++) {
    keyed._cloneInto(work).update(last).digestInto(last);
    for (let at = 0; at < sum.length; at++) sum[at] = (sum[at] ?? 0) ^ (last[at] ?? 0);
    if (done % TICK === 0) tick(TICK);
  }
  return sum;
}

/** PBKDF1 (RFC 8018 section 5.1) over the password in UTF-8: all that the hash gives. */
export const pbkdf1 = (hash: Hash, name: string, salt: Uint8Array, iterations: number): Derivation => ({
  id: `pbkdf1 ${name} ${salt.join()} ${iterations}`,
  iterations,
  rounds: iterations,
  memory: 0,
  derive: (password, tick) => {
    const secret = new TextEncoder().encode(password);
    const derived = hash(concat(secret, salt));
    hashAgain(hash, derived, iterations - 1, tick, TICK);
    return derived;
  },
});

/** RFC 7292 appendix B.2, of a secret made from the password (`bmpString`). `id`: what the key is for. */
export function pkcs12Derivation(
  hash: Hash,
  secretOf: (password: string) => Uint8Array,
  salt: Uint8Array,
  iterations: number,
  id: number,
  size: number,
): Derivation {
  const cost = costOf(hash);
  return {
    id: idOf(`pkcs12 ${id} ${secretOf('').length}`, hash, salt, iterations, size),
    iterations,
    rounds: iterations * Math.ceil(size / hash.outputLen) * cost,
    memory: 0,
    derive: (password, tick) => {
      const told: Tick = (rounds) => {
        tick(rounds * cost);
      };
      return pkcs12Key(hash, secretOf(password), salt, iterations, id, size, told, TICK);
    },
  };
}

/** scrypt (RFC 7914) over the password in UTF-8. `N`: a power of two above one. */
export const scryptDerivation = (
  salt: Uint8Array,
  { N, r, p }: { N: number; r: number; p: number },
  size: number,
): Derivation => {
  const rounds = N * r * p; // 4 of Salsa20/8 each, which take about as long as one of HMAC-SHA-256
  const memory = 128 * r * (N + p);
  return {
    id: `scrypt ${salt.join()} ${N} ${r} ${p} ${size}`,
    iterations: N,
    rounds,
    memory,
    derive: (password, tick) => {
      let told = 0;
      const onProgress = (share: number): void => {
        tick(share * rounds - told);
        told = share * rounds;
      };
      const octets = new TextEncoder().encode(password);
      return scrypt(octets, salt, { N, r, p, dkLen: size, maxmem: memory + 1024 * 1024, onProgress });
    },
  };
};

const idOf = (kind: string, hash: Hash, salt: Uint8Array, iterations: number, size: number): string =>
  `${kind} ${hash.blockLen} ${hash.outputLen} ${salt.join()} ${iterations} ${size}`;

/** More would take memory that a phone has not. */
const MOST_MEMORY = 256 * 1024 * 1024;

/** For one key; files in the wild have 2,000 to 600,000. */
const MOST_ITERATIONS = 2_000_000;

/** For all keys together; this many take half a minute. */
export const mostRounds = 20_000_000;

/** Nobody is asked before the empty password is tried, so it has to be quick: what OpenSSL asks for by itself. */
export const mostRoundsUnasked = 20_000;

/** Every derivation takes a little, however few its rounds. */
const OVERHEAD = 50;

/** `done` and `asked`: rounds; `asked` with those that will be needed, as far as is known. */
export type DerivationProgress = (done: number, asked: number) => void;

/** What the derivations of one reading have taken, and their keys: what is asked for twice is derived once. */
export class PasswordWork {
  readonly #steps: Steps;
  readonly #keys = new Map<string, Uint8Array>();
  readonly #progress: DerivationProgress;
  #done = 0;
  /** Rounds, with those that are about to be asked for. */
  #planned = 0;

  constructor(limit: number, progress: DerivationProgress = () => undefined) {
    this.#steps = new Steps(limit);
    this.#progress = progress;
  }

  /** Rounds, done or about to be. */
  get taken(): number {
    return this.#steps.taken;
  }

  /** Whether all of them can still be done; nothing is taken. */
  allows(derivations: readonly Derivation[]): boolean {
    const { limit, taken } = this.#steps;
    const isEachAllowed = derivations.every(
      ({ iterations, memory }) => iterations <= MOST_ITERATIONS && memory <= MOST_MEMORY,
    );
    const planned = taken + roundsOf(derivations);
    if (!isEachAllowed || planned > limit) return false;
    this.#planned = Math.max(this.#planned, planned);
    return true;
  }

  /** null: it takes more work than is left, or more memory than a page has. */
  derive(derivation: Derivation, password: string): Uint8Array | null {
    const key = `${derivation.id} ${password}`;
    const known = this.#keys.get(key);
    if (known !== undefined) return known;
    if (!this.allows([derivation])) return null;
    this.#steps.take(derivation.rounds + OVERHEAD);
    const derived = derivation.derive(password, (rounds) => {
      this.#done += rounds;
      this.#progress(this.#done, Math.max(this.#planned, this.#steps.taken));
    });
    this.#keys.set(key, derived);
    return derived;
  }
}

/** The rounds of several derivations, each counted once. */
export function roundsOf(derivations: readonly Derivation[]): number {
  const each = new Map(derivations.map(({ id, rounds }) => [id, rounds + OVERHEAD]));
  return [...each.values()].reduce((sum, rounds) => sum + rounds, 0);
}
