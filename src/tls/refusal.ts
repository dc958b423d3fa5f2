/** Why a machine ends a connection. The alert is what the peer is told; sentences are in `content/`. */
import type { AlertName } from './codePoints.ts';
import type { ParseReason } from './parseError.ts';

/** What is wrong beyond what a parser sees (`ParseReason`). */
export type RefusalReason =
  | ParseReason
  | 'unexpected-message'
  | 'message-too-long'
  | 'message-across-key-change'
  | 'too-many-warnings'
  | 'bad-record-mac'
  | 'no-content-type'
  | 'no-common-version'
  | 'downgrade'
  | 'no-common-cipher-suite'
  | 'no-common-group'
  | 'no-common-signature-scheme'
  | 'no-common-application-protocol'
  | 'missing-extension'
  | 'extension-not-offered'
  | 'not-as-offered'
  | 'hello-changed'
  | 'second-retry'
  | 'bad-key-share'
  | 'bad-binder'
  | 'bad-finished'
  | 'bad-signature'
  | 'bad-certificate'
  | 'wrong-signature-scheme'
  | 'no-certificate'
  | 'no-null-compression'
  | 'no-uncompressed-points'
  | 'no-extended-master-secret'
  | 'renegotiation'
  | 'no-user-name'
  | 'no-common-certificate-type'
  | 'ech-rejected'
  | 'ech-not-confirmed'
  | 'ech-not-opened'
  | 'bad-inner-hello'
  | 'refused-by-caller'
  | 'not-implemented';

/** An end of the connection by this side. */
export type Refusal = { alert: AlertName; reason: RefusalReason };
