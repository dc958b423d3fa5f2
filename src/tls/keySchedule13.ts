/** The key schedule of TLS 1.3 (RFC 9846 section 7.1), top to bottom as the RFC draws it. */
import { digest, hashLength, hmac, type HashName } from './crypto/hash.ts';
import { deriveSecret, hkdfExpandLabel, hkdfExtract } from './crypto/hkdf.ts';

const nothing = new Uint8Array();
const zeros = (hash: HashName): Uint8Array => new Uint8Array(hashLength(hash));

/** Derive-Secret(., "derived", ""), between two extractions. */
const derived = (hash: HashName, secret: Uint8Array): Uint8Array =>
  deriveSecret(hash, secret, 'derived', digest(hash, nothing));

/** `psk` null: a full handshake. */
export const earlySecret = (hash: HashName, psk: Uint8Array | null): Uint8Array =>
  hkdfExtract(hash, zeros(hash), psk ?? zeros(hash));

/** Of a PSK that comes from a ticket. */
export const binderKey = (hash: HashName, early: Uint8Array): Uint8Array =>
  deriveSecret(hash, early, 'res binder', digest(hash, nothing));

/** `shared`: of the key agreement. */
export const handshakeSecret = (hash: HashName, early: Uint8Array, shared: Uint8Array): Uint8Array =>
  hkdfExtract(hash, derived(hash, early), shared);

export const mainSecret = (hash: HashName, handshake: Uint8Array): Uint8Array =>
  hkdfExtract(hash, derived(hash, handshake), zeros(hash));

/** One for each direction. */
export type TrafficSecrets = { client: Uint8Array; server: Uint8Array };

/** `toServerHello`: the hash of the transcript up to and with it. */
export const handshakeTrafficSecrets = (
  hash: HashName,
  handshake: Uint8Array,
  toServerHello: Uint8Array,
): TrafficSecrets => ({
  client: deriveSecret(hash, handshake, 'c hs traffic', toServerHello),
  server: deriveSecret(hash, handshake, 's hs traffic', toServerHello),
});

/** `toServerFinished`: as above, up to the server's Finished. */
export const applicationTrafficSecrets = (
  hash: HashName,
  main: Uint8Array,
  toServerFinished: Uint8Array,
): TrafficSecrets & { exporter: Uint8Array } => ({
  client: deriveSecret(hash, main, 'c ap traffic', toServerFinished),
  server: deriveSecret(hash, main, 's ap traffic', toServerFinished),
  exporter: deriveSecret(hash, main, 'exp master', toServerFinished),
});

/** `toClientFinished`: the whole handshake. */
export const resumptionSecret = (
  hash: HashName,
  main: Uint8Array,
  toClientFinished: Uint8Array,
): Uint8Array => deriveSecret(hash, main, 'res master', toClientFinished);

/** The PSK of a ticket (section 4.7.1). */
export const resumptionPsk = (hash: HashName, resumption: Uint8Array, nonce: Uint8Array): Uint8Array =>
  hkdfExpandLabel(hash, resumption, 'resumption', nonce, hashLength(hash));

/** After a KeyUpdate (section 7.2). */
export const nextTrafficSecret = (hash: HashName, secret: Uint8Array): Uint8Array =>
  hkdfExpandLabel(hash, secret, 'traffic upd', nothing, hashLength(hash));

/** verify_data of a Finished, and a binder (sections 4.5.3 and 4.3.11.2). `base`: a traffic secret or binder key. */
export const verifyData = (hash: HashName, base: Uint8Array, transcriptHash: Uint8Array): Uint8Array =>
  hmac(hash, hkdfExpandLabel(hash, base, 'finished', nothing, hashLength(hash)), transcriptHash);
