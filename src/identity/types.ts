/** What `verifyIdentity` takes and returns. Words of RFC 9525: reference identifier, presented identifier. */
import type { Params, Source } from '../decision.ts';
import type { GeneralNameType } from '../x509/types.ts';
import type { IdentityRule } from './rules.ts';

/**
 * Whose rules: `chrome` 156, `firefox` 153 ESR, `openssl` 3.0 X509_check_host, `python` 3.11 ssl, `python36` the
 * pure-Python matcher of 3.6 and earlier, `curl` 7.88 with OpenSSL, `gnutls` 3.7, `go` crypto/x509, `java` 17,
 * `node` 20; the standards; `xp` a Windows XP era browser (illustrative).
 */
export const clientNames = [
  'rfc9525',
  'rfc6125',
  'rfc2818',
  'chrome',
  'firefox',
  'openssl',
  'python',
  'python36',
  'curl',
  'gnutls',
  'go',
  'java',
  'node',
  'xp',
] as const;
export type ClientName = (typeof clientNames)[number];

/**
 * One check that was made. `presented` is the identifier in the certificate it looked at (null: the check was about
 * the host or the certificate as a whole); `source` its node.
 */
export type IdentityCheck = {
  presented: { type: GeneralNameType | 'commonName'; text: string } | null;
  result: 'match' | 'no-match' | 'ignored' | 'passed' | 'failed';
  rule: IdentityRule;
  params: Params;
  source: Source | null;
};

export type IdentityVerdict = {
  outcome: 'match' | 'mismatch' | 'bad-reference' | 'bad-certificate';
  client: ClientName;
  /** The reference identifier after the client's own canonicalisation; null when it refused the host. */
  reference: { type: 'dns' | 'ip'; text: string } | null;
  /** In the order made. */
  checks: IdentityCheck[];
};
