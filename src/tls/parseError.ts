/**
 * What can be wrong with received bytes, and the alert that the standard has the receiver send. Sentences for the
 * reasons are in `content/`.
 */
import type { BoundsReason, ReadError } from '../bytes/annotatedReader.ts';
import type { ByteRange } from '../bytes/range.ts';
import type { AlertName } from './codePoints.ts';

/** Errors beyond the bounds of a structure: what conforms to the syntax and is wrong all the same. */
export type TlsReason =
  | 'wrong-message-type'
  | 'duplicate-extension'
  | 'pre-shared-key-not-last'
  | 'compression-in-tls13'
  | 'duplicate-name-type'
  | 'duplicate-key-share'
  | 'unknown-fragment-length'
  | 'record-size-limit-too-small'
  | 'not-a-named-curve'
  | 'change-cipher-spec-not-one'
  | 'unknown-key-update-request'
  | 'unknown-ech-type'
  | 'unknown-record-type'
  | 'empty-handshake-record'
  | 'record-overflow';

export type ParseReason = BoundsReason | TlsReason;

/** `code`: the alert to send; `reason`: why; `range`: the bytes that are wrong, in what was parsed. */
export type ParseError = { code: AlertName; reason: ParseReason; range: ByteRange };

const alertFor: Readonly<Record<ParseReason, AlertName>> = {
  // RFC 9846 section 6: a length beyond the message boundary, an out-of-range length
  truncated: 'decode_error',
  'length-out-of-range': 'decode_error',
  // RFC 9846 section 4.3: data left over after parsing the structure
  'trailing-bytes': 'decode_error',
  // RFC 9846 section 4: a message in unexpected order
  'wrong-message-type': 'unexpected_message',
  // RFC 9846 section 4.3 forbids it without naming the alert; section 6: syntactically correct, semantically invalid
  'duplicate-extension': 'illegal_parameter',
  // RFC 9846 section 4.3.11
  'pre-shared-key-not-last': 'illegal_parameter',
  // RFC 9846 sections 4.2.2 and 4.2.3
  'compression-in-tls13': 'illegal_parameter',
  // RFC 6066 section 3 forbids it without naming the alert; RFC 9846 section 6 as above
  'duplicate-name-type': 'illegal_parameter',
  // RFC 9846 section 4.3.8
  'duplicate-key-share': 'illegal_parameter',
  // RFC 6066 section 4
  'unknown-fragment-length': 'illegal_parameter',
  // RFC 8449 section 4
  'record-size-limit-too-small': 'illegal_parameter',
  // RFC 8422 section 5.4 deprecates explicit curves; RFC 9846 section 6: an invalid enum
  'not-a-named-curve': 'illegal_parameter',
  // RFC 9846 section 5
  'change-cipher-spec-not-one': 'unexpected_message',
  // RFC 9849 section 7
  'unknown-ech-type': 'illegal_parameter',
  'unknown-record-type': 'unexpected_message',
  // RFC 9846 section 4.7.3
  'unknown-key-update-request': 'illegal_parameter',
  // RFC 9846 section 5.1 forbids it without naming the alert
  'empty-handshake-record': 'unexpected_message',
  // RFC 9846 section 5.1
  'record-overflow': 'record_overflow',
};

/** A reading error with the alert it calls for. */
export const parseError = ({ reason, range }: ReadError<TlsReason>): ParseError => ({
  code: alertFor[reason],
  reason,
  range,
});
