/** Keys out of passwords: the values of the standards, and how much work one reading does. */
import { pbkdf2Sync, scryptSync } from 'node:crypto';
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { describe, expect, it } from 'vitest';
import * as der from '../../../src/asn1/writeDer.ts';
import { x509 } from '../../../src/content/en/x509.ts';
import type { Hash } from '../../../src/x509/hashes.ts';
import {
  mostRounds,
  mostRoundsUnasked,
  PasswordWork,
  pbkdf2,
  roundsOf,
  scryptDerivation,
  type Derivation,
} from '../../../src/x509/keyDerivation.ts';
import { openPkcs12 } from '../../../src/x509/pkcs12.ts';
import { openWithPassword, readInput, type InputReport } from '../../../src/x509/readInput.ts';
import { readJson } from './files.ts';

const octets = (text: string): Uint8Array => new TextEncoder().encode(text);
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const quietly = (): void => undefined;

describe('the values of the standards', () => {
  // RFC 6070 section 2
  it.each([
    [1, 20, '0c60c80f961f0e71f3a9b524af6012062fe037a6'],
    [2, 20, 'ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957'],
    [4096, 20, '4b007901b765489abead49d926f721d065a429c1'],
  ])('PBKDF2 with HMAC-SHA-1, %i iterations', (iterations, size, expected) => {
    expect(hex(pbkdf2(sha1, octets('salt'), iterations, size).derive('password', quietly))).toBe(expected);
  });

  // RFC 7914 section 11
  it('PBKDF2 with HMAC-SHA-256', () => {
    const key = pbkdf2(sha256, octets('salt'), 1, 64).derive('passwd', quietly);
    expect(hex(key)).toBe(
      '55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc' +
        '49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783',
    );
  });

  it.each<[string, Hash]>([
    ['sha1', sha1],
    ['sha256', sha256],
    ['sha512', sha512],
  ])('PBKDF2 as Node does it: %s, more than one block', (name, hash) => {
    const key = pbkdf2(hash, octets('a salt'), 77, 150).derive('pässword', quietly);
    expect(hex(key)).toBe(pbkdf2Sync('pässword', 'a salt', 77, 150, name).toString('hex'));
  });

  // RFC 7914 section 12
  it('scrypt', () => {
    const derivation = scryptDerivation(octets('NaCl'), { N: 1024, r: 8, p: 16 }, 64);
    expect(hex(derivation.derive('password', quietly))).toBe(
      scryptSync('password', 'NaCl', 64, { N: 1024, r: 8, p: 16 }).toString('hex'),
    );
    expect(derivation.memory).toBe(128 * 8 * (1024 + 16));
  });
});

describe('work is counted before it is done', () => {
  const counted = (rounds: number, id = 'one', more: Partial<Derivation> = {}) => {
    const derivation = {
      id,
      iterations: rounds,
      rounds,
      memory: 0,
      derive: () => {
        counted.calls += 1;
        return new Uint8Array();
      },
      ...more,
    };
    return derivation;
  };
  counted.calls = 0;

  it('what is asked for twice is derived once, with another password again', () => {
    const work = new PasswordWork(1000);
    counted.calls = 0;
    for (const password of ['a', 'a', 'b', 'a']) work.derive(counted(100), password);
    expect(counted.calls).toBe(2);
  });

  it('nothing is done that goes over the limit', () => {
    const work = new PasswordWork(1000);
    counted.calls = 0;
    expect(work.derive(counted(600), '')).not.toBeNull();
    expect(work.derive(counted(600, 'two'), '')).toBeNull();
    expect(work.derive(counted(100, 'three'), '')).not.toBeNull();
    expect(counted.calls).toBe(2);
  });

  it.each([
    ['more iterations than one key is given', counted(2_000_001), 'refused'],
    ['as many as one key is given', counted(2_000_000), 'done'],
    ['more memory than a phone has', counted(1, 'one', { memory: 2 ** 28 + 1 }), 'refused'],
  ])('%s: %s', (_, derivation, expected) => {
    expect(new PasswordWork(mostRounds).allows([derivation]) ? 'done' : 'refused').toBe(expected);
  });

  it('600,000 iterations for three keys are within reach, with the dearest hash too', () => {
    const three = [1, 2, 3].map((salt) => pbkdf2(sha512, Uint8Array.of(salt), 600_000, 32));
    expect(new PasswordWork(mostRounds).allows(three)).toBe(true);
    expect(new PasswordWork(mostRoundsUnasked).allows(three)).toBe(false);
  });

  it('SHA-512 counts four times, each block once', () => {
    const [one, two, dear] = [
      pbkdf2(sha256, Uint8Array.of(1), 1000, 32),
      pbkdf2(sha1, Uint8Array.of(1), 1000, 32),
      pbkdf2(sha512, Uint8Array.of(1), 1000, 64),
    ].map(({ rounds }) => rounds);
    expect([one, two, dear]).toEqual([1000, 2000, 4000]);
  });

  it('progress is told on the way', () => {
    const told: number[][] = [];
    const work = new PasswordWork(mostRounds, (done, asked) => told.push([done, asked]));
    work.derive(pbkdf2(sha256, octets('salt'), 30_001, 32), '');
    expect(told.map(([done]) => done)).toEqual([10_000, 20_000, 30_000]);
    expect(told.every(([, asked]) => asked === 30_051)).toBe(true);
  });
});

const codes = ({ problems }: InputReport): string[] => problems.map(({ code }) => code);
type Row = { id: string; password: string; file: string };
const { rows } = readJson('tests/truth/x509/pkcs12.json') as { rows: Row[] };
const fileOf = (id: string): Uint8Array =>
  new Uint8Array(Buffer.from(rows.find((row) => row.id.startsWith(id))?.file ?? '', 'base64'));

const number = (value: number): Uint8Array => Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);

/** A PKCS#12 of encrypted parts that hold nothing, each with its salt (RFC 7292 section 4). */
function parts(count: number, iterations: number, saltOf: (index: number) => number): Uint8Array {
  const part = (index: number): Uint8Array => {
    const salt = Uint8Array.of(1, 2, 3, 4, 5, 6, saltOf(index) >> 8, saltOf(index) & 255);
    const algorithm = der.sequence(
      der.objectIdentifier('1.2.840.113549.1.12.1.3'),
      der.sequence(der.octetString(salt), der.integer(number(iterations))),
    );
    const info = der.sequence(
      der.objectIdentifier('1.2.840.113549.1.7.1'),
      algorithm,
      der.implicit(0, new Uint8Array(16)),
    );
    return der.sequence(
      der.objectIdentifier('1.2.840.113549.1.7.6'),
      der.explicit(0, der.sequence(der.integer(number(0)), info)),
    );
  };
  const safe = der.sequence(...Array.from({ length: count }, (_, index) => part(index)));
  const content = der.sequence(
    der.objectIdentifier('1.2.840.113549.1.7.1'),
    der.explicit(0, der.octetString(safe)),
  );
  return der.sequence(der.integer(number(3)), content);
}

describe('PKCS#12', () => {
  it('parts that each ask for two million iterations: what they ask for together is said', async () => {
    const file = parts(400, 2_000_000, (index) => index);
    for (const password of [undefined, 'secret']) {
      const report = await readInput(file, password === undefined ? {} : { password });
      const [problem] = report.problems;
      // 24 octets of key are two blocks of SHA-1, the initialization vector is one: 3 x 2,000,000 x 400
      expect(problem).toMatchObject({ code: 'pkcs12-too-costly', params: { rounds: 2_400_040_000 } });
      expect(problem && x509.input['pkcs12-too-costly'](problem.params)).toContain('2,400,040,000 rounds');
    }
  });

  it('the empty password is not tried where that takes long', async () => {
    const file = parts(2, 20_000, (index) => index);
    let rounds = 0;
    const progress = (done: number): void => {
      rounds = done;
    };
    const asked = await readInput(file, { progress });
    expect(codes(asked)).toEqual(['pkcs12-needs-password']);
    expect(rounds).toBe(0);
    const opened = await openWithPassword(asked, 0, '', progress);
    expect(codes(opened)).toEqual(['pkcs12-wrong-password']);
    expect(rounds).toBeGreaterThan(0);
  });

  it('parts with one salt are derived for once', () => {
    const work = new PasswordWork(mostRounds);
    const result = openPkcs12(
      parts(400, 1000, () => 7),
      'secret',
      work,
    );
    expect(result.outcome).toBe('wrong-password');
    expect(work.taken).toBe(3000 + 2 * 50);
  });

  it('a wrong password costs the MAC and one part', () => {
    const [right, wrong] = ['secret', 'guess'].map((password) => {
      const work = new PasswordWork(mostRounds);
      return { outcome: openPkcs12(fileOf('default'), password, work).outcome, taken: work.taken };
    });
    // openssl pkcs12 -export: MAC, certificates and key with 2,048 iterations each
    expect(right).toEqual({ outcome: 'opened', taken: 3 * (2048 + 50) });
    expect(wrong).toEqual({ outcome: 'wrong-password', taken: 2 * (2048 + 50) });
  });
});

it('rounds of the same derivation count once', () => {
  const one = pbkdf2(sha256, Uint8Array.of(1), 1000, 32);
  expect(roundsOf([one, one, pbkdf2(sha256, Uint8Array.of(2), 1000, 32)])).toBe(2100);
});
