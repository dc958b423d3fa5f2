import { alertCode, type AlertName } from '../tls/codePoints.ts';
import type { Alert } from './model.ts';

const alert = (name: AlertName): Alert => ({ code: alertCode(name), name });

/** The alerts that servers refuse with (RFC 9846 section 6, RFC 6066 section 9). */
export const alerts = {
  unexpectedMessage: alert('unexpected_message'),
  handshakeFailure: alert('handshake_failure'),
  badCertificate: alert('bad_certificate'),
  unsupportedCertificate: alert('unsupported_certificate'),
  certificateExpired: alert('certificate_expired'),
  illegalParameter: alert('illegal_parameter'),
  unknownCa: alert('unknown_ca'),
  accessDenied: alert('access_denied'),
  decodeError: alert('decode_error'),
  protocolVersion: alert('protocol_version'),
  insufficientSecurity: alert('insufficient_security'),
  internalError: alert('internal_error'),
  unrecognizedName: alert('unrecognized_name'),
  certificateRequired: alert('certificate_required'),
};
