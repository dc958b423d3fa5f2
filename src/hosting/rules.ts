/** Rule ids that all programs share; their sentences are in `content/en/hosting.ts`. */
import type { ListenerRule } from './listener.ts';
import type { OpenSslNameRule } from './serverNameExtension.ts';
import type { KeyTypeRule } from './tlsNegotiation.ts';

export type HostingRule =
  | ListenerRule
  | OpenSslNameRule
  | KeyTypeRule
  /** alert protocol_version */
  | 'no-common-version'
  /** alert handshake_failure */
  | 'no-usable-certificate'
  /** alert handshake_failure, before the hello is looked at */
  | 'no-cipher-for-version'
  /** Nothing listens: no request can be made. */
  | 'no-connection'
  /** TLS 1.0 and 1.1 need OpenSSL's security level 0: alert internal_error. */
  | 'old-version-needs-level-0';

export type HostingQuestion =
  'which-listener' | 'which-certificate' | 'which-of-its-certificates' | 'which-site';

export type HostingProblemCode = 'software-not-supported';
