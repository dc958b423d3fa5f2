/** Published vectors for the primitives, and Node's OpenSSL as the other side of every signature. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, constants } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { open, seal } from '../../../../src/tls/crypto/aead.ts';
import { agree, keyPair } from '../../../../src/tls/crypto/agreement.ts';
import { hkdfExpand, hkdfExtract } from '../../../../src/tls/crypto/hkdf.ts';
import { signingKey } from '../../../../src/tls/crypto/privateKey.ts';
import { certificateKey } from '../../../../src/tls/crypto/publicKey.ts';
import { isSignature } from '../../../../src/tls/crypto/signature.ts';
import {
  isPlaceholder,
  keySigner,
  placeholderSigner,
  wrongKeySigner,
} from '../../../../src/tls/crypto/signer.ts';
import { seededBytes } from '../../../../src/tls/seededBytes.ts';
import { pemBlocks } from '../machine/ends.ts';
import { fromHex } from '../truth.ts';

const random = seededBytes('vectors');
const text = (words: string): Uint8Array => new TextEncoder().encode(words);

test('HKDF: RFC 5869 appendix A.1', () => {
  const prk = hkdfExtract('sha256', fromHex('000102030405060708090a0b0c'), new Uint8Array(22).fill(0x0b));
  expect(prk).toEqual(fromHex('077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5'));
  expect(hkdfExpand('sha256', prk, fromHex('f0f1f2f3f4f5f6f7f8f9'), 42)).toEqual(
    fromHex('3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865'),
  );
});

const sealed = [
  {
    source: 'AES-128-GCM: McGrew and Viega, test case 4',
    aead: 'aes-128-gcm' as const,
    key: 'feffe9928665731c6d6a8f9467308308',
    nonce: 'cafebabefacedbaddecaf888',
    additional: 'feedfacedeadbeeffeedfacedeadbeefabaddad2',
    plaintext:
      'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
    ciphertext:
      '42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091' +
      '5bc94fbc3221a5db94fae95ae7121a47',
  },
  {
    source: 'AES-256-GCM: McGrew and Viega, test case 16',
    aead: 'aes-256-gcm' as const,
    key: 'feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308',
    nonce: 'cafebabefacedbaddecaf888',
    additional: 'feedfacedeadbeeffeedfacedeadbeefabaddad2',
    plaintext:
      'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
    ciphertext:
      '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662' +
      '76fc6ece0f4e1768cddf8853bb2d551b',
  },
  {
    source: 'ChaCha20-Poly1305: RFC 8439 section 2.8.2',
    aead: 'chacha20-poly1305' as const,
    key: '808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f',
    nonce: '070000004041424344454647',
    additional: '50515253c0c1c2c3c4c5c6c7',
    plaintext: Buffer.from(
      "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.",
    ).toString('hex'),
    ciphertext:
      'd31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca9671282fafb69da92728b1a71de0a9e060b2905d6a5b67ecd3b3692ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc3ff4def08e4b7a9de576d26586cec64b6116' +
      '1ae10b594f09e26a7e902ecbd0600691',
  },
];
test.each(sealed)('$source', ({ aead, key, nonce, additional, plaintext, ciphertext }) => {
  const given = [aead, fromHex(key), fromHex(nonce), fromHex(additional)] as const;
  expect(seal(...given, fromHex(plaintext))).toEqual(fromHex(ciphertext));
  expect(open(...given, fromHex(ciphertext))).toEqual(fromHex(plaintext));
  const changed = fromHex(ciphertext);
  changed[0] = (changed[0] ?? 0) ^ 1;
  expect(open(...given, changed)).toBeNull();
  expect(open(...given, changed.subarray(0, 15))).toBeNull();
});

describe('agreement', () => {
  test('X25519: RFC 7748 section 6.1', () => {
    const alice = fromHex('77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a');
    const pair = keyPair('x25519', () => alice, '');
    expect(pair.publicKey).toEqual(
      fromHex('8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a'),
    );
    expect(agree(pair, fromHex('de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f'))).toEqual(
      fromHex('4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742'),
    );
  });

  const refused = [
    { what: 'x25519 of small order', group: 'x25519' as const, share: new Uint8Array(32) },
    { what: 'x25519 of 31 octets', group: 'x25519' as const, share: new Uint8Array(31).fill(9) },
    { what: 'a point not on the curve', group: 'secp256r1' as const, share: new Uint8Array(65).fill(4) },
    { what: 'nothing', group: 'secp256r1' as const, share: new Uint8Array() },
  ];
  test.each(refused)('refused: $what', ({ group, share }) => {
    expect(agree(keyPair(group, random, 'own'), share)).toBeNull();
  });

  test('a compressed point of P-256 is refused', () => {
    const { publicKey } = keyPair('secp256r1', random, 'peer');
    const compressed = Uint8Array.of(2 + ((publicKey[64] ?? 0) & 1), ...publicKey.subarray(1, 33));
    expect(agree(keyPair('secp256r1', random, 'own'), compressed)).toBeNull();
  });
});

const content = text('what both sides said');
const padding = constants.RSA_PKCS1_PSS_PADDING;
const files = [
  { file: 'shop.example.pem', scheme: 'ecdsa_secp256r1_sha256' as const, hash: 'sha256', options: {} },
  { file: 'ed25519.pem', scheme: 'ed25519' as const, hash: null, options: {} },
  {
    file: 'rsa-2048.pem',
    scheme: 'rsa_pss_rsae_sha256' as const,
    hash: 'sha256',
    options: { padding, saltLength: 32 },
  },
  {
    file: 'rsa-2048.pem',
    scheme: 'rsa_pss_rsae_sha512' as const,
    hash: 'sha512',
    options: { padding, saltLength: 64 },
  },
  { file: 'rsa-2048.pem', scheme: 'rsa_pkcs1_sha256' as const, hash: 'sha256', options: {} },
  { file: 'rsa-2048.pem', scheme: 'rsa_pkcs1_sha384' as const, hash: 'sha384', options: {} },
];

describe('signatures', () => {
  test.each(files)(
    "$scheme: ours verifies in OpenSSL, OpenSSL's in ours",
    ({ file, scheme, hash, options }) => {
      const [der = new Uint8Array()] = pemBlocks(`keys/${file}`);
      const privateKey = createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' });
      const [certificate = new Uint8Array()] = pemBlocks(file);
      const key = certificateKey(certificate);
      if (typeof key === 'string') throw new Error(key);
      const ours = keySigner(der)?.sign(scheme, content, random) ?? new Uint8Array();
      expect(verify(hash, content, { key: createPublicKey(privateKey), ...options }, ours)).toBe(true);
      expect(keySigner(der)?.sign(scheme, content, random)).toEqual(ours);
      const theirs = new Uint8Array(sign(hash, content, { key: privateKey, ...options }));
      expect(isSignature(scheme, key, content, theirs)).toBe(true);
      expect(isSignature(scheme, key, text('something else'), theirs)).toBe(false);
      expect(isSignature(scheme, key, content, theirs.subarray(1))).toBe(false);
      expect(isSignature(scheme, key, content, new Uint8Array())).toBe(false);
    },
  );

  test.each(['P-384', 'P-521'])('ECDSA with %s, in both forms that keys are kept in', (namedCurve) => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve });
    const read = (['pkcs8', 'sec1'] as const).map((type) =>
      signingKey(new Uint8Array(privateKey.export({ format: 'der', type }))),
    );
    expect(read[0]).toEqual(read[1]);
    const scheme = namedCurve === 'P-384' ? 'ecdsa_secp384r1_sha384' : 'ecdsa_secp521r1_sha512';
    const signer = keySigner(new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' })));
    const signature = signer?.sign(scheme, content, random) ?? new Uint8Array();
    expect(
      verify(namedCurve === 'P-384' ? 'sha384' : 'sha512', content, createPublicKey(privateKey), signature),
    ).toBe(true);
  });

  test('PKCS#1 is read as PKCS#8 is', () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const [pkcs1, pkcs8] = (['pkcs1', 'pkcs8'] as const).map((type) =>
      signingKey(new Uint8Array(privateKey.export({ format: 'der', type }))),
    );
    expect(pkcs1?.kind).toBe('rsa');
    expect(pkcs1).toEqual(pkcs8);
  });

  const strangers = ['', '30', '3000', '3003020100', '300602010030003000', '0102030405'];
  test.each(strangers)('not a private key: %j', (hex) => {
    expect(signingKey(fromHex(hex))).toBeNull();
  });

  test.each(['shop.example.pem', 'ed25519.pem', 'rsa-2048.pem'])(
    '%s: another key and a placeholder',
    (file) => {
      const [certificate = new Uint8Array()] = pemBlocks(file);
      const key = certificateKey(certificate);
      if (typeof key === 'string') throw new Error(key);
      const [thief, placeholder] = [wrongKeySigner(certificate, random), placeholderSigner(certificate)];
      const scheme = thief?.schemes[0] ?? 'ed448';
      const stolen = thief?.sign(scheme, content, random) ?? new Uint8Array();
      expect(stolen.length).toBeGreaterThan(60);
      expect(isSignature(scheme, key, content, stolen)).toBe(false);
      expect(isPlaceholder(stolen)).toBe(false);
      expect(isPlaceholder(placeholder?.sign(scheme, content, random) ?? new Uint8Array())).toBe(true);
    },
  );
});

const foreign = [
  { file: 'ed448.pem', schemes: ['ed448'] },
  { file: 'rsa-pss.pem', schemes: ['rsa_pss_pss_sha256', 'rsa_pss_pss_sha384', 'rsa_pss_pss_sha512'] },
];
test.each(foreign)(
  '$file: nothing here signs with such a key, but a placeholder stands in for it',
  (each) => {
    const pem = readFileSync(new URL(`../../../truth/tls/${each.file}`, import.meta.url), 'utf8');
    const body = /-----BEGIN CERTIFICATE-----([^-]+)/u.exec(pem)?.[1] ?? '';
    const certificate = new Uint8Array(Buffer.from(body, 'base64'));
    expect(certificateKey(certificate)).toBe('unsupported');
    expect(wrongKeySigner(certificate, random)).toBeNull();
    expect(placeholderSigner(certificate)?.schemes).toEqual(each.schemes);
  },
);

test('a certificate that is none has no key', () => {
  expect(certificateKey(text('certificate'))).toBe('unreadable');
});
