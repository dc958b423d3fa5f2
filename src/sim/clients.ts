/** What each client sends, and how it ends a connection it does not want, as data. */
import type { ClientName } from '../identity/types.ts';
import type { AlertName, ProtocolVersionName } from '../tls/codePoints.ts';
import type { Failure } from './clientErrors.ts';
import { clientOffer, type ClientOffer } from './clientOffer.ts';

/**
 * When certificate checks fail: the TLS alert sent (RFC 9846 section 6.2), or null for a program that checks after
 * the handshake and just closes.
 */
type Refusal = Partial<Record<Failure, AlertName | null>> & { default: AlertName | null };

/** What a failure is about. */
export type Aspect = 'issuer' | 'name' | 'date';

export type ClientProfile = ClientOffer & {
  /** Its hello carries extensions at all. */
  extensions: boolean;
  /**
   * It shows a certificate only if its issuer is among the CAs that the server names (RFC 9846 section 4.5.1.2 asks
   * for it); others send what they were given. Observed, but for browsers: NSS filters for Firefox, Chrome filters
   * in its client certificate store, Schannel for Internet Explorer.
   */
  choosesByAuthority: boolean;
  /**
   * What it says to an answer in plain HTTP before it closes; null: nothing. Observed, but for Firefox and the
   * standards (RFC 9846 section 5: a record of an unexpected type).
   */
  toPlainHttp: { alert: AlertName; recordVersion: ProtocolVersionName } | null;
  refusal: Refusal;
  /** What is reported first when several things are wrong. */
  precedence: readonly Aspect[];
};

/** One X509_verify_cert with the host in it: chain, then name, then dates. Chrome and Firefox rank likewise. */
const nameBeforeDate: readonly Aspect[] = ['issuer', 'name', 'date'];
/** The chain with its dates first, the name afterwards, on its own. */
const nameLast: readonly Aspect[] = ['issuer', 'date', 'name'];
/** crypto/x509 Certificate.Verify: the leaf's dates, the name, then the chain. */
const chainLast: readonly Aspect[] = ['date', 'name', 'issuer'];

/** OpenSSL's ssl/statem/statem_lib.c ssl_x509err2alert. */
const openssl: Refusal = {
  'unknown-issuer': 'unknown_ca',
  'self-signed': 'unknown_ca',
  expired: 'certificate_expired',
  'not-yet-valid': 'bad_certificate',
  default: 'bad_certificate',
};

/** Beside what its hello offers. */
type Manners = Omit<ClientProfile, keyof ClientOffer>;

const modern = (refusal: Refusal, precedence: readonly Aspect[]): Manners => ({
  extensions: true,
  choosesByAuthority: false,
  toPlainHttp: null,
  refusal,
  precedence,
});

const unexpected = { alert: 'unexpected_message', recordVersion: 'TLS 1.2' } as const;

const choosing = (profile: Manners): Manners => ({ ...profile, choosesByAuthority: true });

const profiles: Record<ClientName, Manners> = {
  chrome: {
    ...choosing(modern({ default: 'certificate_unknown' }, nameBeforeDate)),
    toPlainHttp: { alert: 'protocol_version', recordVersion: 'TLS 1.0' },
  },
  firefox: {
    ...choosing(
      modern(
        { 'unknown-issuer': 'unknown_ca', expired: 'certificate_expired', default: 'bad_certificate' },
        nameBeforeDate,
      ),
    ),
  },
  openssl: modern(openssl, nameBeforeDate),
  python: modern(openssl, nameBeforeDate),
  python36: modern({ ...openssl, 'name-mismatch': null }, nameLast),
  curl: modern({ ...openssl, 'name-mismatch': null }, nameLast),
  gnutls: { ...modern({ default: null }, nameLast), toPlainHttp: unexpected },
  go: choosing(modern({ default: 'bad_certificate' }, chainLast)),
  // A signature by another key: observed with OpenJDK 17, where all others say decrypt_error.
  java: {
    ...choosing(modern({ 'wrong-key': 'handshake_failure', default: 'certificate_unknown' }, nameLast)),
    toPlainHttp: unexpected,
  },
  node: modern({ default: null }, nameLast),
  rfc9525: { ...choosing(modern({ default: 'bad_certificate' }, nameLast)), toPlainHttp: unexpected },
  rfc6125: { ...choosing(modern({ default: 'bad_certificate' }, nameLast)), toPlainHttp: unexpected },
  rfc2818: { ...choosing(modern({ default: 'bad_certificate' }, nameLast)), toPlainHttp: unexpected },
  // Illustrative: Internet Explorer 6 on Windows XP. Its hello here is TLS 1.2 without extensions.
  xp: {
    extensions: false,
    choosesByAuthority: true,
    toPlainHttp: null,
    refusal: { default: null },
    precedence: nameLast,
  },
};

export const clientProfile = (client: ClientName): ClientProfile => ({
  ...clientOffer(client),
  ...profiles[client],
});
