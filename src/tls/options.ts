/** What the caller decides for each end. */
import type {
  AlertName,
  CertificateTypeName,
  CipherSuiteName,
  NamedGroupName,
  SignatureSchemeName,
} from './codePoints.ts';
import type { Credential, RandomBytes } from './credential.ts';
import type { EchKey, EchRecipient } from './ech/clientHello.ts';
import type { EchConfig } from './ech/config.ts';
import type { MachineVersion, OldVersion } from './endpoint.ts';
import type { ParsedMessage } from './message.ts';
import type { ClientHelloContent } from './messages/clientHello.ts';
import type { Session, SessionCache } from './session.ts';

export type ClientOptions = {
  random: RandomBytes;
  /** Milliseconds since the epoch. */
  now: number;
  /** Those accepted; the server picks. */
  versions: readonly (MachineVersion | OldVersion)[];
  /** The host to name in the hello; null: no server_name. */
  serverName: string | null;
  /** Application protocols offered, best first; none: no extension. */
  alpn: readonly string[];
  /** Best first, of all versions offered. */
  cipherSuites: readonly CipherSuiteName[];
  groups: readonly NamedGroupName[];
  /** Groups to send a key share for at once; any of `groups` that are implemented (`crypto/agreement.ts`). */
  keyShares: readonly NamedGroupName[];
  signatureSchemes: readonly SignatureSchemeName[];
  /** To resume. */
  session: Session | null;
  /** A client certificate; null: an empty Certificate when one is asked for. */
  credential: Credential | null;
  /**
   * Encrypted Client Hello (RFC 9849), where TLS 1.3 is offered. The hello is sealed for the first configuration that
   * can be used; where there is none, filler goes in its place (section 6.2). A session is offered in the sealed hello
   * alone. null: no encrypted_client_hello.
   */
  ech: { configs: readonly EchConfig[] } | null;
  /** "Names only": a marked placeholder passes for a signature (`crypto/signer.ts`). */
  placeholders: 'accepted' | 'refused';
  /**
   * Last word on the hello, to look like a certain program: order, GREASE, unknown extensions. Whatever it does not
   * take away of the machine's own extensions keeps working. pre_shared_key is put behind its answer.
   */
  shapeHello: (hello: ClientHelloContent) => ClientHelloContent;
};

export type ServerOptions = {
  random: RandomBytes;
  now: number;
  choose: (hello: ReceivedHello) => ServerChoice | { alert: AlertName };
  /** Seals tickets, 32 bytes; null: no tickets. */
  ticketKey: Uint8Array | null;
  /** Sessions by id, maybe shared with other servers; null: none are kept. */
  cache: SessionCache | null;
  /**
   * Encrypted Client Hello: what opens hellos, and what a client gets whose hello does not open (retry_configs).
   * null: the server does not know it.
   */
  ech: { keys: readonly EchKey[]; retryConfigs: readonly EchConfig[] } | null;
  placeholders: 'accepted' | 'refused';
};

/**
 * `accepted`: the hello comes out of a sealed one. `rejected`: an encrypted_client_hello that nothing here opens,
 * filler maybe. `none`: it has none, or one that says nothing to this server.
 */
export type ReceivedEch = { state: 'accepted'; recipient: EchRecipient } | { state: 'rejected' | 'none' };

/** What a server knows when it chooses. */
export type ReceivedHello = {
  message: ParsedMessage<ClientHelloContent>;
  hello: ClientHelloContent;
  /** host_name of server_name as text; null: no such extension or no host_name in it. */
  serverName: string | null;
  /** Code points of ProtocolVersion offered: supported_versions, or all up to legacy_version. */
  versions: readonly number[];
  alpn: readonly string[];
  /** Where the hello comes from; all the rest here is about the one that counts. */
  ech: ReceivedEch;
  /** A session of this server's that the client offers, unexpired; null: none. */
  session: Session | null;
};

export type ServerChoice = {
  credential: Credential;
  versions: readonly (MachineVersion | OldVersion)[];
  /** RFC 6091: what the certificates are, if the client asks. In TLS 1.2 only. */
  certificateType: CertificateTypeName;
  /** Best first, of all versions spoken: the server's order decides. */
  cipherSuites: readonly CipherSuiteName[];
  groups: readonly NamedGroupName[];
  /** Schemes for client certificates. */
  signatureSchemes: readonly SignatureSchemeName[];
  clientAuth: 'none' | 'optional' | 'required';
  /** DER names put into the request; empty: any issuer. */
  certificateAuthorities: readonly Uint8Array[];
  /** Protocols spoken, best first; empty: the extension is ignored. */
  alpn: readonly string[];
  /** What to do when the client offers protocols and none is in `alpn`. */
  alpnMismatch: 'ignore' | 'refuse';
  /** Whether the name was used: then the answer has an empty server_name (RFC 6066 section 3). */
  acknowledgeName: boolean;
  /** Whether to resume `ReceivedHello.session`. */
  resume: boolean;
  /** Kept with new sessions: `Session.context`. */
  context: string;
  /** New tickets after a full handshake or a resumed one. OpenSSL sends 2, nginx 2, 1 when resumed. */
  tickets: number;
};
