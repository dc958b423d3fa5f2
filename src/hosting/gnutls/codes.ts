/** Every code and rule id of gnutls-serv's room; the sentences are in `content/en/gnutls.ts`. */

/** Problems of its command line. */
export type GnutlsProblemCode =
  | 'gnutls-main-file-missing'
  | 'gnutls-too-much'
  | 'gnutls-unmatched-quote'
  | 'gnutls-not-a-command'
  | 'gnutls-unknown-option'
  | 'gnutls-missing-value'
  | 'gnutls-not-an-option'
  | 'gnutls-bad-port'
  | 'gnutls-port-taken'
  | 'gnutls-conflicting-options'
  | 'gnutls-keys-and-certificates'
  | 'gnutls-no-certificate'
  | 'gnutls-certificate-not-given'
  | 'gnutls-certificate-unreadable'
  | 'gnutls-datagrams'
  | 'gnutls-no-http'
  | 'gnutls-option-not-modelled'
  | 'gnutls-priority-not-modelled'
  | 'gnutls-no-version'
  | 'gnutls-resumption-not-modelled'
  // printConfig
  | 'gnutls-print-address'
  | 'gnutls-print-plain'
  | 'gnutls-print-names'
  | 'gnutls-print-strict'
  | 'gnutls-print-no-sni'
  | 'gnutls-print-settings-differ'
  | 'gnutls-print-key-file'
  | 'gnutls-print-no-certificate'
  | 'gnutls-print-host-routing';

export type GnutlsRule =
  // which-certificate
  | 'gnutls-name-matches'
  | 'gnutls-first-usable'
  | 'gnutls-other-name'
  | 'gnutls-no-name-said'
  | 'gnutls-later-same-name'
  | 'gnutls-key-not-usable'
  | 'gnutls-key-of-other-suite'
  // reasons
  | 'gnutls-server-name-malformed'
  | 'gnutls-server-name-not-ascii'
  | 'gnutls-sni-hostname-fatal'
  | 'gnutls-no-common-version'
  | 'gnutls-no-usable-certificate'
  | 'gnutls-certificate-required'
  | 'gnutls-certificate-not-verified'
  | 'gnutls-answer'
  // which-site
  | 'gnutls-site-of-certificate'
  | 'gnutls-site-other-certificate';
