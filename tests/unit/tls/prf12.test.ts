import { describe, expect, test } from 'vitest';
import { extendedMasterSecret, masterSecret, prf, verifyData12, writeKeys } from '../../../src/tls/prf12.ts';
import { fromHex } from './truth.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** The vectors sent to the TLS working group: https://www.ietf.org/mail-archive/web/tls/current/msg03416.html */
const published = [
  {
    hash: 'sha256',
    secret: '9bbe436ba940f017b17652849a71db35',
    seed: 'a0ba9f936cda311827a6f796ffd5198c',
    output: `e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a
      6b301791e90d35c9c9a46b4e14baf9af0fa022f7077def17abfd3797c0564bab
      4fbc91666e9def9b97fce34f796789baa48082d122ee42c5a72e5a5110fff701
      87347b66`,
  },
  {
    hash: 'sha384',
    secret: 'b80b733d6ceefcdc71566ea48e5567df',
    seed: 'cd665cf6a8447dd6ff8b27555edb7465',
    output: `7b0c18e9ced410ed1804f2cfa34a336a1c14dffb4900bb5fd7942107e81c83cd
      e9ca0faa60be9fe34f82b1233c9146a0e534cb400fed2700884f9dc236f80edd
      8bfa961144c9e8d792eca722a7b32fc3d416d473ebc2c5fd4abfdad05d918425
      9b5bf8cd4d90fa0d31e2dec479e4f1a26066f2eea9a69236a3e52655c9e9aee6
      91c8f3a26854308d5eaa3be85e0990703d73e56f`,
  },
] as const;

test.each(published)('the published vector for $hash', ({ hash, secret, seed, output }) => {
  const expected = fromHex(output);
  expect(prf(hash, fromHex(secret), 'test label', fromHex(seed), expected.length)).toEqual(expected);
});

/**
 * `openssl kdf -keylen N -kdfopt digest:SHA256 -kdfopt hexsecret:S -kdfopt hexseed:L TLS1-PRF` (OpenSSL 3.0.22), L the
 * label in ASCII and the seeds: randoms of 32 bytes 0x11 (client) and 0x22 (server), a hash of 32 bytes 0x33; S the
 * premaster secret of 32 bytes 0x44, or the master secret of 48 bytes 0x55.
 */
describe('what OpenSSL derives', () => {
  const randoms = { client: new Uint8Array(32).fill(0x11), server: new Uint8Array(32).fill(0x22) };
  const hash = new Uint8Array(32).fill(0x33);
  const preMaster = new Uint8Array(32).fill(0x44);
  const master = new Uint8Array(48).fill(0x55);

  test('the master secret', () => {
    expect(hex(masterSecret('sha256', preMaster, randoms))).toBe(
      'd06976fdd47bbb193396bb5a49b561d85f22b8844bb34566342b3eb04312657af70d3ed5d30396b1d94a0862a3ed11ff',
    );
  });
  test('the extended master secret', () => {
    expect(hex(extendedMasterSecret('sha256', preMaster, hash))).toBe(
      'f8205e8d8928dd2d1d23be4d0337ba000a0cfbad7213be771b83a53a691b3da44ef0b6248e18c0b0478858549814d569',
    );
  });
  test('verify_data of both', () => {
    expect(hex(verifyData12('sha256', master, 'client', hash))).toBe('21d98e9860074ef22238f57c');
    expect(hex(verifyData12('sha256', master, 'server', hash))).toBe('5dac376c98f6fddd6a174fdf');
  });
  test('the key block, cut as RFC 5246 section 6.3 has it', () => {
    const { client, server } = writeKeys('sha256', master, randoms, { key: 16, iv: 4 });
    expect([client.key, server.key, client.iv, server.iv].map(hex).join('')).toBe(
      '83ea61a49ad852a479bf8fd9cd2a04757d0cf2c10d593ceaf1f328225ef57015da1b10a35c8d17ac',
    );
    expect([client.key.length, server.key.length, client.iv.length, server.iv.length]).toEqual([
      16, 16, 4, 4,
    ]);
  });
});
