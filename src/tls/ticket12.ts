/**
 * Session tickets of TLS 1.2, in the form that RFC 5077 section 4 recommends: the state of a session, encrypted with
 * AES-128-CBC and authenticated with HMAC-SHA-256 under keys that only the server has. The state has what RFC 7627
 * section 5.3 and RFC 6066 section 3 ask to be remembered, and the server's own note, beside it.
 */
import { equalBytes } from '../bytes/equalBytes.ts';
import { cbc } from '@noble/ciphers/aes.js';
import { readAnnotated } from '../bytes/annotatedReader.ts';
import { writeAnnotated } from '../bytes/annotatedWriter.ts';
import {
  cipherSuite,
  cipherSuiteName,
  compressionMethod,
  compressionMethodName,
  isCipherSuiteName,
  protocolVersion,
  protocolVersionName,
} from './codePoints.ts';
import { opaque, opaqueVector, struct, uint, vector } from './codec.ts';
import type { Codec, ContentOf } from './codec.ts';
import { concat } from '../bytes/concat.ts';
import { hashLength, hmac } from './crypto/hash.ts';
import type { FieldName } from './fieldNames.ts';
import type { TlsReason } from './parseError.ts';
import { masterSecretLength, prf } from './prf12.ts';
import type { Session } from './session.ts';

/** Seconds that a ticket is good for: OpenSSL's default. */
export const ticketLifetime12 = 7200;

const ticketCodec = struct({
  key_name: opaque(16),
  iv: opaque(16),
  encrypted_state: opaqueVector(2, 0, 0xffff),
  mac: opaque(hashLength('sha256')),
});

const stateCodec = struct({
  protocol_version: uint(2, protocolVersionName),
  cipher_suite: uint(2, cipherSuiteName),
  compression_method: uint(1, compressionMethodName),
  master_secret: opaque(masterSecretLength),
  uses_extended_master_secret: uint(1),
  HostName: opaqueVector(2, 0, 0xffff, 'text'),
  session_context: opaqueVector(2, 0, 0xffff, 'text'),
  client_identity: vector(3, { min: 0, max: 0xffffff }, 'ASN.1Cert', opaqueVector(3, 1, 0xffffff)),
  timestamp: uint(4),
});

type Ticket = ContentOf<typeof ticketCodec>;
type TicketState = ContentOf<typeof stateCodec>;

/**
 * A ticket for `session`; null: it does not fit one, as with a client chain of 64 KB.
 * @param ticketKey 32 bytes
 * @param iv 16 bytes, another for every ticket
 */
export function sealTicket12(session: Session, ticketKey: Uint8Array, iv: Uint8Array): Uint8Array | null {
  const keys = ticketKeys(ticketKey);
  const plaintext = written('StatePlaintext', stateCodec, stateOf(session));
  if (plaintext.length > longestState) return null;
  const encrypted_state = cbc(keys.encryption, iv).encrypt(plaintext);
  const ticket = { key_name: keys.name, iv, encrypted_state };
  return written('Ticket', ticketCodec, { ...ticket, mac: macOf(ticket, keys.authentication) });
}

/** The session in a ticket; null: none that this key sealed. */
export function openTicket12(bytes: Uint8Array, ticketKey: Uint8Array): Session | null {
  const keys = ticketKeys(ticketKey);
  const ticket = readWhole('Ticket', ticketCodec, bytes);
  if (ticket === null || !equalBytes(ticket.key_name, keys.name)) return null;
  if (!equalBytes(ticket.mac, macOf(ticket, keys.authentication))) return null;
  const plaintext = cbc(keys.encryption, ticket.iv).decrypt(ticket.encrypted_state);
  const state = readWhole('StatePlaintext', stateCodec, plaintext);
  return state === null ? null : sessionOf(state, bytes);
}

/** So that the whole ticket, with padding and what surrounds it, is no longer than its vector can say. */
const longestState = 0xffff - 0x100;

function stateOf(session: Session): TicketState {
  return {
    protocol_version: protocolVersion('TLS 1.2'),
    cipher_suite: cipherSuite(session.cipherSuite),
    compression_method: compressionMethod('null'),
    master_secret: session.secret,
    uses_extended_master_secret: session.extendedMasterSecret ? 1 : 0,
    HostName: encoder.encode(session.serverName ?? ''),
    session_context: encoder.encode(session.context),
    client_identity: session.peerChain,
    timestamp: Math.min(Math.max(Math.floor(session.issuedAt / 1000), 0), 0xffffffff),
  };
}

function sessionOf(state: TicketState, ticket: Uint8Array): Session | null {
  const suite = cipherSuiteName(state.cipher_suite);
  if (!isCipherSuiteName(suite)) return null;
  return {
    version: '1.2',
    cipherSuite: suite,
    secret: state.master_secret,
    identity: { kind: 'ticket', bytes: ticket },
    serverName: state.HostName.length === 0 ? null : decoder.decode(state.HostName),
    alpn: null,
    issuedAt: state.timestamp * 1000,
    lifetime: ticketLifetime12,
    ageAdd: 0,
    extendedMasterSecret: state.uses_extended_master_secret === 1,
    peerChain: state.client_identity,
    context: decoder.decode(state.session_context),
  };
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Three keys of one: the name is public, the others are not. */
function ticketKeys(ticketKey: Uint8Array) {
  const keys = prf('sha256', ticketKey, 'ticket keys', new Uint8Array(), 64);
  return { name: keys.slice(0, 16), encryption: keys.slice(16, 32), authentication: keys.slice(32) };
}

/** Over key_name, iv, and encrypted_state with its length in front. */
function macOf({ key_name, iv, encrypted_state }: Omit<Ticket, 'mac'>, key: Uint8Array): Uint8Array {
  const { length } = encrypted_state;
  const counted = concat(Uint8Array.of(length >> 8, length & 0xff), encrypted_state);
  return hmac('sha256', key, concat(key_name, iv, counted));
}

const written = <T>(name: FieldName, codec: Codec<T>, content: T): Uint8Array =>
  writeAnnotated<FieldName>(name, (writer) => {
    codec.write(writer, name, content);
  }).bytes;

function readWhole<T>(name: FieldName, codec: Codec<T>, bytes: Uint8Array): T | null {
  const { content, errors } = readAnnotated<FieldName, TlsReason, T>(bytes, name, (reader) =>
    codec.read(reader, name),
  );
  return errors.length === 0 ? content : null;
}
