/** A full handshake of TLS 1.3 between our two ends, and the operations of noble that it consists of, on their own. */
import { gcm } from '@noble/ciphers/aes.js';
import { x25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { expand, extract } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { createClient } from '../../src/tls/client.ts';
import { keySigner } from '../../src/tls/crypto/signer.ts';
import type { ClientOptions, ServerOptions } from '../../src/tls/options.ts';
import { seededBytes } from '../../src/tls/seededBytes.ts';
import { createServer } from '../../src/tls/server.ts';

const now = Date.UTC(2026, 0, 1);
let connections = 0;

const clientOptions = (seed: string): ClientOptions => ({
  random: seededBytes(seed),
  now,
  versions: ['1.3'],
  serverName: 'shop.example',
  alpn: ['http/1.1'],
  cipherSuites: ['TLS_AES_128_GCM_SHA256'],
  groups: ['x25519'],
  keyShares: ['x25519'],
  signatureSchemes: ['ecdsa_secp256r1_sha256'],
  session: null,
  credential: null,
  ech: null,
  placeholders: 'refused',
  shapeHello: (hello) => hello,
});

const serverOptions = (seed: string, chain: Uint8Array[], key: Uint8Array): ServerOptions => {
  const signer = keySigner(key);
  if (signer === null) throw new Error('not a key that signs');
  return {
    random: seededBytes(seed),
    now,
    choose: () => ({
      credential: { chain, signer },
      versions: ['1.3'],
      certificateType: 'X509',
      cipherSuites: ['TLS_AES_128_GCM_SHA256'],
      groups: ['x25519'],
      signatureSchemes: [],
      clientAuth: 'none',
      certificateAuthorities: [],
      alpn: ['http/1.1'],
      alpnMismatch: 'ignore',
      acknowledgeName: true,
      resume: false,
      context: '',
      tickets: 0,
    }),
    ticketKey: null,
    cache: null,
    ech: null,
    placeholders: 'refused',
  };
};

/** Both ends, from the hello to the last Finished; other keys each time. @throws when it does not complete. */
export function handshake(chain: Uint8Array[], key: Uint8Array): void {
  connections += 1;
  const client = createClient(clientOptions(`client ${connections}`));
  const server = createServer(serverOptions(`server ${connections}`, chain, key));
  server.start();
  client.receive(server.receive(client.start().bytes).bytes);
  server.receive(client.judge(null).bytes);
  if (client.state !== 'open' || server.state !== 'open') throw new Error('no handshake');
}

/** Lengths in bytes of what is sealed: EncryptedExtensions, Certificate, CertificateVerify, Finished, Finished. */
const sealed = [20, 520, 80, 36, 36];
/** Of what each side hashes in all: the messages. */
const transcript = 1000;
/** Times that each side expands a label: 4 secrets and `derived` twice, `exp master`, `res master`, 4 keys and IVs, 2 Finished keys. */
const expansions = 17;

/** The same operations: as many, on as many bytes. `scalar` and `publicKey`: the certificate's. */
export function bareOperations(scalar: Uint8Array, publicKey: Uint8Array): void {
  connections += 1;
  const random = seededBytes(`bare ${connections}`);
  const pairs = ['client', 'server'].map((side) => {
    const secretKey = random(32, side);
    return { secretKey, publicKey: x25519.getPublicKey(secretKey) };
  });
  const [client, server] = pairs;
  if (client === undefined || server === undefined) throw new Error('two');
  const content = sha256(random(130, 'content'));
  const options = { prehash: false, lowS: false, format: 'der' } as const;
  const signature = p256.sign(content, scalar, options);
  for (const [own, peer] of [
    [client, server],
    [server, client],
  ] as const) {
    const shared = x25519.getSharedSecret(own.secretKey, peer.publicKey);
    schedule(shared);
  }
  if (!p256.verify(signature, content, publicKey, options)) throw new Error('no signature');
  for (const length of sealed) {
    const [key, nonce, header] = [new Uint8Array(16), new Uint8Array(12), new Uint8Array(5)];
    gcm(key, nonce, header).decrypt(gcm(key, nonce, header).encrypt(new Uint8Array(length)));
  }
}

function schedule(shared: Uint8Array): void {
  sha256(new Uint8Array(transcript));
  let secret = shared;
  for (let round = 0; round < 3; round += 1) secret = extract(sha256, secret, shared);
  for (let round = 0; round < expansions; round += 1) expand(sha256, secret, shared, 32);
  for (let round = 0; round < 2; round += 1) hmac(sha256, secret, shared);
}
