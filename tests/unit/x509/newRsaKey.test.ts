/** Node's own cryptography (OpenSSL) reads the key and checks what it signs. */
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { seededBytes } from '../../../src/tls/seededBytes.ts';
import { newRsaKey } from '../../../src/x509/newRsaKey.ts';

test('a key of 2048 bits that signs; the same seed gives the same one, another seed another', () => {
  const der = newRsaKey(seededBytes('one'));
  const key = createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs1' });
  expect(key.asymmetricKeyDetails).toMatchObject({ modulusLength: 2048, publicExponent: 65537n });
  const data = Buffer.from('to be signed');
  expect(verify('sha256', data, createPublicKey(key), sign('sha256', data, key))).toBe(true);
  expect(newRsaKey(seededBytes('one'))).toEqual(der);
  expect(newRsaKey(seededBytes('two'))).not.toEqual(der);
});
