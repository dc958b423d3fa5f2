/** Certificates made here, read by OpenSSL (node:crypto) and compared with the ones that they are made after. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseCertificate } from '../../../src/x509/certificate.ts';
import { issueLeaf, issuerOf, newIssuer, purpose, reissue } from '../../../src/x509/issue.ts';
import { readPem } from '../../../src/x509/pem.ts';
import { ed25519PrivateKey, p256PrivateKey, readPrivateKey } from '../../../src/x509/privateKey.ts';
import { p256SubjectKey, publicHalf } from '../../../src/x509/subjectKey.ts';

const text = (name: string): string =>
  readFileSync(new URL(`../../../samples/${name}.pem`, import.meta.url), 'utf8');
const derOf = (name: string): Uint8Array => readPem(text(name)).blocks[0]?.body.bytes ?? new Uint8Array();
const secretOf = (name: string): Uint8Array => {
  const key = readPrivateKey(derOf(`keys/${name}`));
  return key?.kind === 'ec' ? key.secret : new Uint8Array();
};

const labCa = new X509Certificate(text('lab-ca'));
const issuer = issuerOf(parseCertificate(derOf('lab-ca')), secretOf('lab-ca'));
const secret = new Uint8Array(32).fill(7);
const serial = Uint8Array.from({ length: 16 }, (_, index) => 0x90 + index);

describe('a certificate with another key', () => {
  // Each has something that has to survive: many names, an address, no extensions, script, another algorithm.
  const samples = [
    'hundred-sans',
    'ip-san',
    'x509-v1',
    'hostile-names',
    'rsa-2048',
    'self-signed',
    'several-cns',
  ];

  test.each(samples)(
    '%s: OpenSSL reads the same subject, names and dates, and the lab CA signed it',
    (name) => {
      const der = reissue(parseCertificate(derOf(name)), serial, p256SubjectKey(secret), issuer);
      const [twin, original] = [new X509Certificate(der), new X509Certificate(text(name))];
      expect(twin.subject).toBe(original.subject);
      expect(twin.subjectAltName).toBe(original.subjectAltName);
      expect([twin.validFrom, twin.validTo]).toEqual([original.validFrom, original.validTo]);
      expect(twin.keyUsage).toEqual(original.keyUsage);
      expect(twin.issuer).toBe(labCa.subject);
      expect(twin.verify(labCa.publicKey)).toBe(true);
      expect(twin.publicKey.equals(original.publicKey)).toBe(false);
      expect(twin.serialNumber).toBe('909192939495969798999A9B9C9D9E9F');
    },
  );

  test('OpenSSL follows the key identifiers to the lab CA', () => {
    const der = reissue(parseCertificate(derOf('blog.example')), serial, p256SubjectKey(secret), issuer);
    expect(new X509Certificate(der).checkIssued(labCa)).toBe(true);
  });

  test('all other octets of the extensions are the original’s', () => {
    const original = parseCertificate(derOf('blog.example'));
    const twin = parseCertificate(reissue(original, serial, p256SubjectKey(secret), issuer));
    const octets = (certificate: typeof original) =>
      certificate.extensions
        .filter(({ name }) => !name?.endsWith('KeyIdentifier'))
        .map(({ range }) => certificate.der.slice(range.start, range.end));
    expect(octets(twin)).toEqual(octets(original));
    expect(octets(twin)).toHaveLength(4);
  });
});

test('a leaf: OpenSSL reads its purpose, dates and issuer', () => {
  const other = newIssuer('another CA', new Uint8Array(32).fill(9));
  const description = {
    commonName: 'client of the lab',
    serialNumber: serial,
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2051-06-01T12:00:00Z'),
    purposes: [purpose.clientAuth],
  };
  const leaf = new X509Certificate(issueLeaf(description, p256SubjectKey(secret), other));
  expect(leaf.subject).toBe('CN=client of the lab');
  expect(leaf.issuer).toBe('CN=another CA');
  expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']); // node's name for extKeyUsage
  expect(leaf.validFrom).toBe('Jan  1 00:00:00 2026 GMT');
  expect(leaf.validTo).toBe('Jun  1 12:00:00 2051 GMT');
  expect(leaf.verify(labCa.publicKey)).toBe(false);
});

describe('private keys', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
  const ec = generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).privateKey;
  const ed25519 = createPrivateKey(text('keys/ed25519').slice(text('keys/ed25519').indexOf('-----')));
  const forms = [
    ['pkcs8', rsa],
    ['pkcs1', rsa],
    ['pkcs8', ec],
    ['sec1', ec],
    ['pkcs8', ed25519],
  ] as const;

  test.each(forms)('%s: the numbers are those that OpenSSL reads', (type, key) => {
    const read = readPrivateKey(new Uint8Array(key.export({ type, format: 'der' })));
    const jwk = key.export({ format: 'jwk' });
    const base64url = (octets: Uint8Array) => Buffer.from(octets).toString('base64url');
    if (read?.kind === 'rsa')
      expect([read.modulus, read.publicExponent, read.privateExponent].map(base64url)).toEqual([
        jwk.n,
        jwk.e,
        jwk.d,
      ]);
    else expect(read && base64url(read.secret)).toBe(jwk.d);
    if (read?.kind === 'ec') expect(read.curve).toBe(jwk.crv);
    expect(read?.kind).toBe(key.asymmetricKeyType);
  });

  test.each(forms)('%s: the public half is the one that OpenSSL makes', (type, key) => {
    const read = readPrivateKey(new Uint8Array(key.export({ type, format: 'der' })));
    const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
    expect(read && publicHalf(read)?.subjectPublicKeyInfo).toEqual(new Uint8Array(spki));
  });

  test('keys made here are read by OpenSSL', () => {
    const ours = createPrivateKey({ key: Buffer.from(p256PrivateKey(secret)), format: 'der', type: 'sec1' });
    expect(ours.export({ format: 'jwk' }).d).toBe(Buffer.from(secret).toString('base64url'));
    const seed = createPrivateKey({
      key: Buffer.from(ed25519PrivateKey(secret)),
      format: 'der',
      type: 'pkcs8',
    });
    expect(seed.export({ format: 'jwk' })).toMatchObject({
      crv: 'Ed25519',
      d: Buffer.from(secret).toString('base64url'),
    });
  });

  test('what is no private key is none', () => {
    const publicKey = createPublicKey(ec).export({ type: 'spki', format: 'der' });
    for (const bytes of [new Uint8Array(), derOf('blog.example'), new Uint8Array(publicKey)])
      expect(readPrivateKey(bytes)).toBeNull();
  });
});
