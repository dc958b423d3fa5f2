/** What becomes of a client's certificate: `verify`, `crt-ignore-err` and `ca-ignore-err` (OpenSSL 3.0's verdicts). */
import { alerts } from '../alerts.ts';
import type { Alert, ClientCertificate, Listener, Reason, Selection } from '../model.ts';
import type { HaproxyRule } from './codes.ts';

type Fault = Exclude<ClientCertificate, 'none' | 'good'>;

/** X509_V_ERR_* that OpenSSL reports for the client's own certificate (depth 0), all of which must be let through. */
const verifyErrors: Record<Fault, { code: number; name: string }[]> = {
  'wrong-ca': [
    { code: 20, name: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY' },
    { code: 21, name: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
  ],
  'self-signed': [{ code: 18, name: 'DEPTH_ZERO_SELF_SIGNED_CERT' }],
  expired: [{ code: 10, name: 'CERT_HAS_EXPIRED' }],
  'wrong-eku': [{ code: 26, name: 'INVALID_PURPOSE' }],
};

const faultAlerts: Record<Fault, Alert> = {
  'wrong-ca': alerts.unknownCa,
  'self-signed': alerts.unknownCa,
  expired: alerts.certificateExpired,
  'wrong-eku': alerts.unsupportedCertificate,
};

/**
 * null: the handshake goes through. In TLS 1.2 the alert ends the handshake; in TLS 1.3 the client has finished
 * its side and finds the alert at its first read.
 */
export function clientCertificateAlert(
  selection: Extract<Selection, { outcome: 'served' }>,
  certificate: ClientCertificate,
  listener: Listener,
): { alert: Alert; reason: Reason } | null {
  const { clientAuth, version } = selection;
  if (clientAuth === 'none' || certificate === 'good') return null;
  const reason = {
    rule: 'haproxy-client-certificate' satisfies HaproxyRule,
    params: { certificate, clientAuth, version },
    source: listener.source,
  };
  if (certificate === 'none') {
    if (clientAuth !== 'required') return null;
    return { alert: version === '1.3' ? alerts.certificateRequired : alerts.handshakeFailure, reason };
  }
  if (isIgnored(certificate, listener)) return null;
  return { alert: faultAlerts[certificate], reason };
}

function isIgnored(fault: Fault, listener: Listener): boolean {
  const ignored = listener.bind?.ignoredErrors.certificate ?? [];
  if (ignored.includes('all')) return true;
  return verifyErrors[fault].every(
    ({ code, name }) => ignored.includes(String(code)) || ignored.includes(`X509_V_ERR_${name}`),
  );
}
