/** The alerts that servers refuse with (RFC 8446 section 6; codes are the wire's). */
import type { Alert } from './model.ts';

export const alerts = {
  closeNotify: { code: 0, name: 'close_notify' },
  unexpectedMessage: { code: 10, name: 'unexpected_message' },
  handshakeFailure: { code: 40, name: 'handshake_failure' },
  badCertificate: { code: 42, name: 'bad_certificate' },
  unsupportedCertificate: { code: 43, name: 'unsupported_certificate' },
  certificateExpired: { code: 45, name: 'certificate_expired' },
  illegalParameter: { code: 47, name: 'illegal_parameter' },
  unknownCa: { code: 48, name: 'unknown_ca' },
  accessDenied: { code: 49, name: 'access_denied' },
  decodeError: { code: 50, name: 'decode_error' },
  protocolVersion: { code: 70, name: 'protocol_version' },
  insufficientSecurity: { code: 71, name: 'insufficient_security' },
  internalError: { code: 80, name: 'internal_error' },
  unrecognizedName: { code: 112, name: 'unrecognized_name' },
  certificateRequired: { code: 116, name: 'certificate_required' },
} satisfies Record<string, Alert>;
