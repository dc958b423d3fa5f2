/** What both ends remember of a connection, to resume it. */
import type { CipherSuiteName } from './codePoints.ts';
import type { MachineVersion } from './endpoint.ts';

/** What the client keeps, and the server keeps or seals into the ticket. */
export type Session = {
  version: MachineVersion;
  cipherSuite: CipherSuiteName;
  /** TLS 1.3: the PSK of this ticket (RFC 9846 section 4.7.1). TLS 1.2: the master secret. */
  secret: Uint8Array;
  /** What the client hands back: a ticket, or in TLS 1.2 a session id. Empty in the server's own record of it. */
  identity: Identity;
  /** The name in the hello of the connection that made it. */
  serverName: string | null;
  alpn: string | null;
  /** Milliseconds since the epoch, and seconds from then on. */
  issuedAt: number;
  lifetime: number;
  /** Added to the age that the client tells (TLS 1.3 only; else 0). */
  ageAdd: number;
  /** TLS 1.2: RFC 7627. */
  extendedMasterSecret: boolean;
  /** What the peer had presented, its own first; empty: nothing. A resumed connection presents nothing anew. */
  peerChain: Uint8Array[];
  /** Server: what the session belongs to (which virtual host, say), in the words of `choose`. */
  context: string;
};

/** In TLS 1.3 always a ticket. */
export type Identity = { kind: 'ticket' | 'session-id'; bytes: Uint8Array };

/** A server's memory by session id; several servers may share one. Key: the id in lower-case hex. */
export type SessionCache = Map<string, Session>;
