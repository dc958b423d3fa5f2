import { expect, test } from 'vitest';
import { refusalAlert } from '../../../src/sim/clientFailure.ts';
import { errorText, type Failure } from '../../../src/sim/clientErrors.ts';
import type { ClientName } from '../../../src/identity/types.ts';

/**
 * Seen with the real programs (curl 7.88.1, OpenSSL 3.0.22, Python 3.11, Node 20.20) against `openssl s_server` with
 * the lab's certificate for blog.example: what the client printed, and the alert the server's log names.
 */
const seen: [ClientName, Failure, string, string | null][] = [
  [
    'curl',
    'name-mismatch',
    "curl: (60) SSL: no alternative certificate subject name matches target host name 'shop.example'",
    null,
  ],
  [
    'curl',
    'unknown-issuer',
    'curl: (60) SSL certificate problem: unable to get local issuer certificate',
    'unknown_ca',
  ],
  ['openssl', 'name-mismatch', 'verify error:num=62:hostname mismatch', 'bad_certificate'],
  [
    'python',
    'name-mismatch',
    "ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: Hostname mismatch, certificate is not valid for 'shop.example'.",
    'bad_certificate',
  ],
  ['node', 'name-mismatch', 'ERR_TLS_CERT_ALTNAME_INVALID', null],
  ['node', 'unknown-issuer', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', null],
];

test.each(seen)('%s, %s', (client, failure, text, alert) => {
  expect(errorText(client, failure, { host: 'shop.example' })).toBe(text);
  expect(refusalAlert(client, failure)).toBe(alert);
});
