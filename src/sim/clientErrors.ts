/**
 * What each client prints when a connection fails, as data. The quoted texts are the programs' own and the same in
 * every language of the page; `{host}` stands for the reference identifier, `{names}` for the certificate's names,
 * `{alert}` and `{alertName}` for the alert received.
 */
import type { ClientName } from '../identity/types.ts';
import { own } from '../text/own.ts';
import { echErrors, isEchFailure, type EchFailure } from './echErrors.ts';

/** What a client can report when a connection does not end with a response. */
type Reported =
  | 'bad-url'
  | 'name-not-resolved'
  | 'connection-refused'
  | 'plain-http'
  | 'alert-unrecognized-name'
  | 'alert-protocol-version'
  | 'alert-handshake-failure'
  | 'alert-other'
  | 'certificate-unreadable'
  | 'unknown-issuer'
  | 'self-signed'
  | 'expired'
  | 'not-yet-valid'
  | 'bad-chain'
  | 'name-mismatch'
  | 'wrong-key';

/**
 * Why a connection did not end with a response. `certificate-not-given`: the configuration names a file that nobody gave
 * the simulation, so it cannot say what the client would. `stopped`: a defect of this program ended the play; what it was
 * is among the problems.
 */
export type Failure = Reported | EchFailure | 'certificate-not-given' | 'stopped';

const chromium: Record<Reported, string> = {
  'bad-url': 'ERR_INVALID_URL',
  'name-not-resolved': 'ERR_NAME_NOT_RESOLVED',
  'connection-refused': 'ERR_CONNECTION_REFUSED',
  'plain-http': 'ERR_SSL_PROTOCOL_ERROR',
  'alert-unrecognized-name': 'ERR_SSL_UNRECOGNIZED_NAME_ALERT',
  'alert-protocol-version': 'ERR_SSL_VERSION_OR_CIPHER_MISMATCH',
  'alert-handshake-failure': 'ERR_SSL_VERSION_OR_CIPHER_MISMATCH',
  'alert-other': 'ERR_SSL_PROTOCOL_ERROR',
  'certificate-unreadable': 'NET::ERR_CERT_INVALID',
  'unknown-issuer': 'NET::ERR_CERT_AUTHORITY_INVALID',
  'self-signed': 'NET::ERR_CERT_AUTHORITY_INVALID',
  expired: 'NET::ERR_CERT_DATE_INVALID',
  'not-yet-valid': 'NET::ERR_CERT_DATE_INVALID',
  'bad-chain': 'NET::ERR_CERT_INVALID',
  'name-mismatch': 'NET::ERR_CERT_COMMON_NAME_INVALID',
  'wrong-key': 'ERR_SSL_PROTOCOL_ERROR',
};

const openssl: Record<Reported, string> = {
  'bad-url': 'BIO_parse_hostserv: ambiguous host or service',
  'name-not-resolved': 'BIO_lookup_ex: Name or service not known',
  'connection-refused': 'connect: Connection refused',
  'plain-http': 'ssl3_get_record: wrong version number',
  'alert-unrecognized-name': 'tlsv1 unrecognized name: SSL alert number 112',
  'alert-protocol-version': 'tlsv1 alert protocol version: SSL alert number 70',
  'alert-handshake-failure': 'sslv3 alert handshake failure: SSL alert number 40',
  'alert-other': 'alert received: SSL alert number {alert}',
  'certificate-unreadable': 'tls_process_server_certificate: ASN1 lib',
  'unknown-issuer': 'verify error:num=20:unable to get local issuer certificate',
  'self-signed': 'verify error:num=18:self-signed certificate',
  expired: 'verify error:num=10:certificate has expired',
  'not-yet-valid': 'verify error:num=9:certificate is not yet valid',
  'bad-chain': 'verify error:num=79:invalid CA certificate',
  'name-mismatch': 'verify error:num=62:hostname mismatch',
  'wrong-key': 'bad signature',
};

const python = (verify: (reason: string) => string): Record<Reported, string> => ({
  ...openssl,
  'bad-url': 'ValueError: unknown url type',
  'name-not-resolved': 'socket.gaierror: [Errno -2] Name or service not known',
  'connection-refused': 'ConnectionRefusedError: [Errno 111] Connection refused',
  'plain-http': 'ssl.SSLError: [SSL: WRONG_VERSION_NUMBER] wrong version number',
  'alert-unrecognized-name': 'ssl.SSLError: [SSL: TLSV1_UNRECOGNIZED_NAME] tlsv1 unrecognized name',
  'alert-protocol-version': 'ssl.SSLError: [SSL: TLSV1_ALERT_PROTOCOL_VERSION] tlsv1 alert protocol version',
  'alert-handshake-failure':
    'ssl.SSLError: [SSL: SSLV3_ALERT_HANDSHAKE_FAILURE] sslv3 alert handshake failure',
  'unknown-issuer': verify('unable to get local issuer certificate'),
  'self-signed': verify('self-signed certificate'),
  expired: verify('certificate has expired'),
  'not-yet-valid': verify('certificate is not yet valid'),
  'bad-chain': verify('invalid CA certificate'),
  'name-mismatch': verify("Hostname mismatch, certificate is not valid for '{host}'."),
  'wrong-key': 'ssl.SSLError: [SSL: BAD_SIGNATURE] bad signature',
});

const standard: Record<Reported, string> = {
  'bad-url': 'no usable reference identifier',
  'name-not-resolved': 'no address for {host}',
  'connection-refused': 'connection refused',
  'plain-http': 'not TLS',
  'alert-unrecognized-name': 'alert unrecognized_name',
  'alert-protocol-version': 'alert protocol_version',
  'alert-handshake-failure': 'alert handshake_failure',
  'alert-other': 'alert {alertName}',
  'certificate-unreadable': 'unreadable certificate',
  'unknown-issuer': 'no valid certification path',
  'self-signed': 'no valid certification path',
  expired: 'certificate not valid at this time',
  'not-yet-valid': 'certificate not valid at this time',
  'bad-chain': 'no valid certification path',
  'name-mismatch': 'no presented identifier matches {host}',
  'wrong-key': 'signature not made with the key of the certificate',
};

const errors: Record<ClientName, Record<Reported, string>> = {
  chrome: chromium,
  openssl,
  firefox: {
    'bad-url': 'Hmm. That address doesn’t look right.',
    'name-not-resolved': 'Hmm. We’re having trouble finding that site.',
    'connection-refused': 'Unable to connect',
    'plain-http': 'SSL_ERROR_RX_RECORD_TOO_LONG',
    'alert-unrecognized-name': 'SSL_ERROR_UNRECOGNIZED_NAME_ALERT',
    'alert-protocol-version': 'SSL_ERROR_PROTOCOL_VERSION_ALERT',
    'alert-handshake-failure': 'SSL_ERROR_HANDSHAKE_FAILURE_ALERT',
    'alert-other': 'SSL_ERROR_INTERNAL_ERROR_ALERT',
    'certificate-unreadable': 'SEC_ERROR_BAD_DER',
    'unknown-issuer': 'SEC_ERROR_UNKNOWN_ISSUER',
    'self-signed': 'MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT',
    expired: 'SEC_ERROR_EXPIRED_CERTIFICATE',
    'not-yet-valid': 'MOZILLA_PKIX_ERROR_NOT_YET_VALID_CERTIFICATE',
    'bad-chain': 'SEC_ERROR_CA_CERT_INVALID',
    'name-mismatch': 'SSL_ERROR_BAD_CERT_DOMAIN',
    'wrong-key': 'SEC_ERROR_BAD_SIGNATURE',
  },
  python: python(
    (reason) =>
      `ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: ${reason}`,
  ),
  python36: {
    ...python(() => 'ssl.SSLError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed'),
    'name-mismatch': "ssl.CertificateError: hostname '{host}' doesn't match {names}",
  },
  curl: {
    'bad-url': 'curl: (3) URL using bad/illegal format or missing URL',
    'name-not-resolved': 'curl: (6) Could not resolve host: {host}',
    'connection-refused': "curl: (7) Failed to connect to {host}: Couldn't connect to server",
    'plain-http': 'curl: (35) wrong version number',
    'alert-unrecognized-name': 'curl: (35) tlsv1 unrecognized name',
    'alert-protocol-version': 'curl: (35) tlsv1 alert protocol version',
    'alert-handshake-failure': 'curl: (35) sslv3 alert handshake failure',
    'alert-other': 'curl: (35) TLS alert {alert}',
    'certificate-unreadable': "curl: (60) SSL: couldn't get X509-issuer name",
    'unknown-issuer': 'curl: (60) SSL certificate problem: unable to get local issuer certificate',
    'self-signed': 'curl: (60) SSL certificate problem: self-signed certificate',
    expired: 'curl: (60) SSL certificate problem: certificate has expired',
    'not-yet-valid': 'curl: (60) SSL certificate problem: certificate is not yet valid',
    'bad-chain': 'curl: (60) SSL certificate problem: invalid CA certificate',
    'name-mismatch':
      "curl: (60) SSL: no alternative certificate subject name matches target host name '{host}'",
    'wrong-key': 'curl: (35) bad signature',
  },
  gnutls: {
    'bad-url': 'Cannot resolve {host}: Name or service not known',
    'name-not-resolved': 'Cannot resolve {host}: Name or service not known',
    'connection-refused': 'Could not connect: Connection refused',
    'plain-http': '*** Fatal error: An unexpected TLS packet was received.',
    'alert-unrecognized-name': '*** Received alert [112]: The server name sent was not recognized',
    'alert-protocol-version': '*** Received alert [70]: Error in protocol version',
    'alert-handshake-failure': '*** Received alert [40]: Handshake failed',
    'alert-other': '*** Received alert [{alert}]',
    'certificate-unreadable': '*** Fatal error: ASN1 parser: Error in DER parsing.',
    'unknown-issuer': 'Status: The certificate is NOT trusted. The certificate issuer is unknown.',
    'self-signed': 'Status: The certificate is NOT trusted. The certificate issuer is unknown.',
    expired: 'Status: The certificate is NOT trusted. The certificate chain uses expired certificate.',
    'not-yet-valid':
      'Status: The certificate is NOT trusted. The certificate chain uses not yet valid certificate.',
    'bad-chain': 'Status: The certificate is NOT trusted. The certificate issuer is not a CA.',
    'name-mismatch':
      'Status: The certificate is NOT trusted. The name in the certificate does not match the expected.',
    'wrong-key': '*** Fatal error: Public key signature verification has failed.',
  },
  go: {
    'bad-url': 'unsupported protocol scheme',
    'name-not-resolved': 'dial tcp: lookup {host}: no such host',
    'connection-refused': 'dial tcp: connect: connection refused',
    'plain-http': 'http: server gave HTTP response to HTTPS client',
    'alert-unrecognized-name': 'remote error: tls: unrecognized name',
    'alert-protocol-version': 'remote error: tls: protocol version not supported',
    'alert-handshake-failure': 'remote error: tls: handshake failure',
    'alert-other': 'remote error: tls: alert({alert})',
    'certificate-unreadable': 'tls: failed to parse certificate from server',
    'unknown-issuer': 'x509: certificate signed by unknown authority',
    'self-signed': 'x509: certificate signed by unknown authority',
    expired: 'x509: certificate has expired or is not yet valid',
    'not-yet-valid': 'x509: certificate has expired or is not yet valid',
    'bad-chain': 'x509: certificate is not authorized to sign other certificates',
    'name-mismatch': 'x509: certificate is valid for {names}, not {host}',
    'wrong-key': 'tls: invalid signature by the server certificate',
  },
  java: {
    'bad-url': 'java.net.MalformedURLException',
    'name-not-resolved': 'java.net.UnknownHostException: {host}',
    'connection-refused': 'java.net.ConnectException: Connection refused',
    'plain-http': 'javax.net.ssl.SSLException: Unsupported or unrecognized SSL message',
    'alert-unrecognized-name': 'javax.net.ssl.SSLHandshakeException: Received fatal alert: unrecognized_name',
    'alert-protocol-version': 'javax.net.ssl.SSLHandshakeException: Received fatal alert: protocol_version',
    'alert-handshake-failure': 'javax.net.ssl.SSLHandshakeException: Received fatal alert: handshake_failure',
    'alert-other': 'javax.net.ssl.SSLHandshakeException: Received fatal alert: {alertName}',
    'certificate-unreadable': 'java.security.cert.CertificateParsingException',
    'unknown-issuer':
      'sun.security.validator.ValidatorException: PKIX path building failed: unable to find valid certification path to requested target',
    'self-signed':
      'sun.security.validator.ValidatorException: PKIX path building failed: unable to find valid certification path to requested target',
    expired: 'java.security.cert.CertificateExpiredException: NotAfter',
    'not-yet-valid': 'java.security.cert.CertificateNotYetValidException: NotBefore',
    'bad-chain': 'sun.security.validator.ValidatorException: PKIX path validation failed',
    'name-mismatch':
      'java.security.cert.CertificateException: No subject alternative DNS name matching {host} found.',
    'wrong-key': 'javax.net.ssl.SSLHandshakeException: Invalid CertificateVerify signature',
  },
  node: {
    'bad-url': 'ERR_INVALID_URL',
    'name-not-resolved': 'ENOTFOUND {host}',
    'connection-refused': 'ECONNREFUSED',
    'plain-http': 'EPROTO wrong version number',
    'alert-unrecognized-name': 'ERR_SSL_TLSV1_UNRECOGNIZED_NAME',
    'alert-protocol-version': 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
    'alert-handshake-failure': 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
    'alert-other': 'EPROTO SSL alert number {alert}',
    'certificate-unreadable': 'ERR_SSL_ASN1_LIB',
    'unknown-issuer': 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'self-signed': 'DEPTH_ZERO_SELF_SIGNED_CERT',
    expired: 'CERT_HAS_EXPIRED',
    'not-yet-valid': 'CERT_NOT_YET_VALID',
    'bad-chain': 'INVALID_CA',
    'name-mismatch': 'ERR_TLS_CERT_ALTNAME_INVALID',
    'wrong-key': 'ERR_SSL_BAD_SIGNATURE',
  },
  xp: {
    'bad-url': 'The page cannot be displayed',
    'name-not-resolved': 'The page cannot be displayed: Cannot find server or DNS Error',
    'connection-refused': 'The page cannot be displayed: Cannot find server or DNS Error',
    'plain-http': 'The page cannot be displayed: Cannot find server or DNS Error',
    'alert-unrecognized-name': 'The page cannot be displayed',
    'alert-protocol-version': 'The page cannot be displayed',
    'alert-handshake-failure': 'The page cannot be displayed',
    'alert-other': 'The page cannot be displayed',
    'certificate-unreadable': 'The page cannot be displayed',
    'unknown-issuer':
      'Security Alert: The security certificate was issued by a company you have not chosen to trust.',
    'self-signed':
      'Security Alert: The security certificate was issued by a company you have not chosen to trust.',
    expired: 'Security Alert: The security certificate has expired or is not yet valid.',
    'not-yet-valid': 'Security Alert: The security certificate has expired or is not yet valid.',
    'bad-chain':
      'Security Alert: The security certificate was issued by a company you have not chosen to trust.',
    'name-mismatch':
      'Security Alert: The name on the security certificate is invalid or does not match the name of the site.',
    'wrong-key': 'The page cannot be displayed',
  },
  // The three standards have no error texts: the sentences of the page say enough.
  rfc9525: standard,
  rfc6125: standard,
  rfc2818: standard,
};

/** The program's own words for a failure, filled in; empty where they are not known. */
export function errorText(client: ClientName, failure: Failure, params: Record<string, string>): string {
  if (failure === 'certificate-not-given' || failure === 'stopped') return '';
  const words = isEchFailure(failure) ? echErrors[client]?.[failure] : errors[client][failure];
  return (words ?? '').replace(/\{(\w+)\}/g, (whole, key: string) => own(params, key) ?? whole);
}
