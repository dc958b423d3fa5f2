/**
 * Both ends of a TLS connection as machines without input or output of their own: bytes in, bytes and events out,
 * at once. So the same machine runs in the page, in tests, and against a real peer over a socket.
 */
import type { AlertName, CipherSuiteName, ContentTypeName, NamedGroupName } from './codePoints.ts';
import type { EchConfig } from './ech/config.ts';
import type { Message, ParsedMessage } from './message.ts';
import type { RefusalReason } from './refusal.ts';
import type { Session } from './session.ts';

/** The versions that the machines speak to the end. */
export type MachineVersion = '1.2' | '1.3';

/** Versions of which there are hellos, certificate and alerts only: then the machine says so and stops. */
export type OldVersion = 'ssl3' | '1.0' | '1.1';

/** What the machines have no cryptography for: old versions, SRP (RFC 5054), OpenPGP certificates (RFC 6091). */
export type NotModelled = OldVersion | 'srp' | 'openpgp';

/**
 * One end of a connection. What is wrong in received bytes never throws: it ends the connection with the alert that
 * the standard asks for, as an event and as bytes for the peer. After the end every call yields nothing.
 */
export type Endpoint = {
  /** The client's hello; nothing from a server, which waits. */
  start(): Output;
  /** Bytes from the peer, cut anywhere. While a judgement is awaited they are only kept. */
  receive(bytes: Uint8Array): Output;
  /**
   * Answers the event `certificate-received`: null accepts, an alert refuses. Until then the machine waits, because
   * chain, names and trust are for the caller to check. Without such an event it yields nothing.
   */
  judge(refusal: AlertName | null): Output;
  /** Application data; yields nothing unless the state is `open`. */
  send(data: Uint8Array): Output;
  /** A fatal alert of the caller's choice and the end, whatever the state. */
  abort(alert: AlertName): Output;
  /** close_notify and the end, whatever the state. */
  close(): Output;
  readonly state: EndpointState;
};

/** `failed`: ended by an alert of either side; `closed`: by close_notify; `stopped`: the rest is not modelled. */
export type EndpointState = 'handshake' | 'judging' | 'open' | 'closed' | 'failed' | 'stopped';

/** `bytes`: what to send to the peer now, as one flight. Events in the order they happened. */
export type Output = { bytes: Uint8Array; events: EndpointEvent[] };

/** Labels of NSS's key log format, as Wireshark reads it. In TLS 1.2 there is `CLIENT_RANDOM` only. */
export type KeyLogLabel =
  | 'CLIENT_RANDOM'
  | 'CLIENT_HANDSHAKE_TRAFFIC_SECRET'
  | 'SERVER_HANDSHAKE_TRAFFIC_SECRET'
  | 'CLIENT_TRAFFIC_SECRET_0'
  | 'SERVER_TRAFFIC_SECRET_0'
  | 'EXPORTER_SECRET'
  | 'ECH_SECRET'
  | 'ECH_CONFIG';

/** Whose keys sealed a record: those made of this secret, after so many KeyUpdates (0 before the first). */
export type SealedBy = { secret: KeyLogLabel; updates: number };

/** A record as it stood on the wire, and what was in it. */
export type WireRecord = {
  /** Counts this direction's records from 0: two messages in one record have the same. */
  number: number;
  /** Header and fragment as sent. */
  bytes: Uint8Array;
  /** null: not protected. */
  sealedBy: SealedBy | null;
  /** What was in it; for a sealed record of TLS 1.3 its header says application_data whatever it is. */
  contentType: ContentTypeName;
  /** The content without protection and padding: the fragment itself where nothing is sealed. */
  content: Uint8Array;
};

/**
 * What was found out about a peer's certificate when it proved, or did not, that it has the key. `not-modelled`: the
 * proof would come later, in what is not modelled.
 */
export type Possession = 'proven' | 'placeholder' | 'failed' | 'not-modelled';

export type EndpointEvent =
  /** Any message but application data: handshake, alert, change_cipher_spec. `records` carried it. */
  | { kind: 'sent'; message: Message; records: readonly WireRecord[] }
  | { kind: 'received'; message: ParsedMessage<unknown>; records: readonly WireRecord[] }
  /**
   * Encrypted Client Hello is settled; not told where there was none, nor by a client that sent filler. `hello`: the
   * one that counts: the inner one when accepted.
   */
  | { kind: 'ech'; outcome: 'accepted' | 'rejected'; hello: Message }
  /** Client: the handshake with the outer hello is done, and the server wants to be asked again with these; none: without. */
  | { kind: 'ech-retry'; configs: readonly EchConfig[] }
  /** A secret became known to this end. */
  | { kind: 'secret'; label: KeyLogLabel; clientRandom: Uint8Array; secret: Uint8Array }
  /**
   * The peer's chain (its own certificate first, never empty) and whether its signature proved possession of the
   * key. `judge` is awaited; where possession `failed`, judge(null) still ends in decrypt_error, as it comes after
   * the chain in real clients.
   */
  | { kind: 'certificate-received'; chain: Uint8Array[]; possession: Possession }
  /** The handshake is done as far as this end can tell: in TLS 1.3 a client's certificate may be refused later. */
  | ({ kind: 'established' } & Established)
  | { kind: 'data-sent'; data: Uint8Array; records: readonly WireRecord[] }
  | { kind: 'data'; data: Uint8Array; records: readonly WireRecord[] }
  /** `reason`: why this end sent it; null for the peer's alerts and for close_notify. */
  | {
      kind: 'alert';
      from: 'us' | 'peer';
      level: 'warning' | 'fatal';
      name: AlertName | null;
      code: number;
      reason: RefusalReason | null;
    }
  /** Client: what to resume with. It may come more than once, and after the handshake. */
  | { kind: 'session'; session: Session }
  /** Nothing more will come or go. */
  | { kind: 'closed' }
  /** The peers would go on; this machine does not. The last event. */
  | { kind: 'not-modelled'; what: NotModelled };

/** What both ends agreed on. */
export type Established = {
  version: MachineVersion;
  cipherSuite: CipherSuiteName;
  /** Of the key agreement; null in a resumed TLS 1.2 session, which has none. */
  group: NamedGroupName | null;
  resumed: boolean;
  /** The application protocol; null: none was agreed on. */
  alpn: string | null;
  /** The name in the client's hello; null: none. */
  serverName: string | null;
};
