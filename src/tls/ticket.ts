/**
 * How a server remembers a session: sealed into the ticket that the client keeps (as RFC 5077 section 4 recommends,
 * with AES-256-GCM), or by an id in a cache. Either is what the client hands back.
 */
import { readAnnotated, type AnnotatedReader } from '../bytes/annotatedReader.ts';
import { writeAnnotated } from '../bytes/annotatedWriter.ts';
import { encodeHex } from '../bytes/hex.ts';
import { cipherSuite, cipherSuiteName, isCipherSuiteName } from './codePoints.ts';
import { concat } from '../bytes/concat.ts';
import { nonceLength, open, seal } from './crypto/aead.ts';
import type { RandomBytes } from './credential.ts';
import type { Identity, Session, SessionCache } from './session.ts';

/** What of a server's options is about sessions. */
export type SessionMemory = { ticketKey: Uint8Array | null; cache: SessionCache | null; random: RandomBytes };

const aead = 'aes-256-gcm';
const nothing = new Uint8Array();
const noIdentity: Identity = { kind: 'ticket', bytes: nothing };

/** The longest ticket that a NewSessionTicket can carry. */
const longestTicket = 0xffff;

/** A ticket for the session; null: this server gives none, or what to seal (a client's chain) is too long. `label`: tells several tickets apart. */
export function giveTicket(memory: SessionMemory, session: Session, label: string): Uint8Array | null {
  const { ticketKey, cache, random } = memory;
  if (ticketKey !== null) {
    const ticket = sealTicket(ticketKey, session, random(nonceLength, `${label} nonce`));
    return ticket.length <= longestTicket ? ticket : null;
  }
  if (cache === null) return null;
  const id = random(32, `${label} id`);
  cache.set(encodeHex(id), session);
  return id;
}

/** The session that a ticket or id stands for; null: unknown here, damaged, or too old. `now`: milliseconds. */
export function findSession(memory: SessionMemory, identity: Uint8Array, now: number): Session | null {
  const sealed = memory.ticketKey === null ? null : openTicket(memory.ticketKey, identity);
  const session = sealed ?? memory.cache?.get(encodeHex(identity)) ?? null;
  return session !== null && isFresh(session, now) ? session : null;
}

/** Whether a session may still be resumed; `now` in milliseconds since the epoch. */
export const isFresh = ({ issuedAt, lifetime }: Session, now: number): boolean =>
  now >= issuedAt && now <= issuedAt + lifetime * 1000;

function sealTicket(key: Uint8Array, session: Session, nonce: Uint8Array): Uint8Array {
  return concat(nonce, seal(aead, key, nonce, nothing, encodeState(session)));
}

function openTicket(key: Uint8Array, ticket: Uint8Array): Session | null {
  const nonce = ticket.subarray(0, nonceLength);
  const state = open(aead, key, nonce, nothing, ticket.subarray(nonceLength));
  return state === null ? null : decodeState(state);
}

const encodeText = (text: string): Uint8Array => new TextEncoder().encode(text);

/** StatePlaintext: RFC 5077's, with what else a session has here. Nullable texts are lists of none or one. */
function encodeState(session: Session): Uint8Array {
  const { bytes } = writeAnnotated<'StatePlaintext'>('StatePlaintext', (writer) => {
    const text = (value: string | null): void => {
      writer.uint('StatePlaintext', 1, value === null ? 0 : 1);
      writer.opaqueVector('StatePlaintext', 2, encodeText(value ?? ''));
    };
    writer.uint('StatePlaintext', 1, session.version === '1.3' ? 3 : 2);
    writer.uint('StatePlaintext', 2, cipherSuite(session.cipherSuite));
    writer.opaqueVector('StatePlaintext', 1, session.secret);
    text(session.serverName);
    text(session.alpn);
    text(session.context);
    writer.uint('StatePlaintext', 3, Math.floor(session.issuedAt / 2 ** 24));
    writer.uint('StatePlaintext', 3, session.issuedAt % 2 ** 24);
    writer.uint('StatePlaintext', 4, session.lifetime);
    writer.uint('StatePlaintext', 4, session.ageAdd);
    writer.uint('StatePlaintext', 1, session.extendedMasterSecret ? 1 : 0);
    for (const certificate of session.peerChain) writer.opaqueVector('StatePlaintext', 3, certificate);
  });
  return bytes;
}

function decodeState(state: Uint8Array): Session | null {
  const { content, errors } = readAnnotated<'StatePlaintext', never, Session | null>(
    state,
    'StatePlaintext',
    readState,
  );
  return errors.length === 0 ? content : null;
}

function readState(reader: AnnotatedReader<'StatePlaintext', never>): Session | null {
  const number = (width: 1 | 2 | 3 | 4): number => reader.uint('StatePlaintext', width);
  const bytes = (width: 1 | 2 | 3): Uint8Array =>
    reader.opaqueVector('StatePlaintext', width, { min: 0, max: 0xffffff });
  const text = (): string | null => {
    const present = number(1) === 1;
    const value = new TextDecoder().decode(bytes(2));
    return present ? value : null;
  };
  const version = number(1) === 3 ? '1.3' : '1.2';
  const suite = cipherSuiteName(number(2));
  const secret = bytes(1);
  const [serverName, alpn, context] = [text(), text(), text() ?? ''];
  const issuedAt = number(3) * 2 ** 24 + number(3);
  const [lifetime, ageAdd, extendedMasterSecret] = [number(4), number(4), number(1) === 1];
  const peerChain: Uint8Array[] = [];
  while (reader.more) peerChain.push(bytes(3));
  if (!isCipherSuiteName(suite)) return null;
  const identity = noIdentity;
  const of = { serverName, alpn, context, issuedAt, lifetime, ageAdd, extendedMasterSecret, peerChain };
  return { version, cipherSuite: suite, secret, identity, ...of };
}
