/**
 * The lab's keys. A key is made once and then read from `samples/keys/`: only so can the certificates come out the
 * same byte for byte. They are published and worthless.
 */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { p256 } from '@noble/curves/nist.js';
import { nothing, objectIdentifier, sequence } from './der.mjs';

const WARNING = '# Worthless lab key: it is published. Never use it for anything.\n';

const makers = {
  ec: () => generateKeyPairSync('ec', { namedCurve: 'prime256v1' }),
  rsa: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ed25519: () => generateKeyPairSync('ed25519'),
};

/** A fresh key as the text of its file. @param {'ec' | 'rsa' | 'ed25519'} kind */
export function newKeyFile(kind) {
  return WARNING + makers[kind]().privateKey.export({ type: 'pkcs8', format: 'pem' });
}

/** @param {string} text of a file in `samples/keys/` */
export function readKey(text) {
  const secret = createPrivateKey(text.slice(text.indexOf('-----BEGIN')));
  const spki = new Uint8Array(createPublicKey(secret).export({ type: 'spki', format: 'der' }));
  return { secret, spki, kind: secret.asymmetricKeyType };
}

const oids = {
  ec: sequence(objectIdentifier('1.2.840.10045.4.3.2')),
  rsa: sequence(objectIdentifier('1.2.840.113549.1.1.11'), nothing()),
  ed25519: sequence(objectIdentifier('1.3.101.112')),
};

/** AlgorithmIdentifier of what `signWith` makes: ECDSA or RSA PKCS#1 v1.5 with SHA-256, or Ed25519. */
export const signatureAlgorithm = (key) => oids[key.kind];

/** Deterministic: RFC 6979 for ECDSA; the other two are so by definition. */
export function signWith(key, bytes) {
  if (key.kind === 'ec') return p256.sign(bytes, ecSecret(key.secret), { format: 'der', lowS: false });
  return new Uint8Array(sign(key.kind === 'rsa' ? 'sha256' : null, bytes, key.secret));
}

const ecSecret = (secret) => new Uint8Array(Buffer.from(secret.export({ format: 'jwk' }).d, 'base64url'));

export const sha256 = (data) => new Uint8Array(createHash('sha256').update(data).digest());
export const sha1 = (data) => new Uint8Array(createHash('sha1').update(data).digest());
