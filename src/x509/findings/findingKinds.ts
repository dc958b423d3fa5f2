/** Every finding, how bad it is and who says so. The sentences are in `content/en/findings.ts`. */

/**
 * - `error`: clients refuse the certificate (or list, or response), or a standard says that it is none.
 * - `warning`: a standard forbids it, but clients mostly take it.
 * - `note`: worth knowing; nothing is wrong.
 */
export type FindingSeverity = 'error' | 'warning' | 'note';

type Kind = { severity: FindingSeverity; source: string };

const error = (source: string): Kind => ({ severity: 'error', source });
const warning = (source: string): Kind => ({ severity: 'warning', source });
const note = (source: string): Kind => ({ severity: 'note', source });

/** BR: the Baseline Requirements of the CA/Browser Forum, which bind public CAs. */
export const findingKinds = {
  // Encoding, where the schema is needed to see it (the scanner sees the rest)
  'default-encoded': warning('X.690 11.5'),
  'named-bits-not-minimal': warning('X.690 11.2.2'),
  'extension-value-type': error('RFC 5280 4.2'),
  'extension-value-trailing': error('RFC 5280 4.2'),
  'time-type': warning('RFC 5280 4.1.2.5'),

  // Structure
  'version-1': note('RFC 5280 4.1.2.1'),
  'version-too-low': error('RFC 5280 4.1.2.1'),
  'version-unknown': error('RFC 5280 4.1.2.1'),
  'serial-negative': error('RFC 5280 4.1.2.2'),
  'serial-zero': warning('RFC 5280 4.1.2.2'),
  'serial-long': warning('RFC 5280 4.1.2.2'),
  'signature-algorithms-differ': error('RFC 5280 4.1.1.2'),
  'issuer-empty': error('RFC 5280 4.1.2.4'),
  'subject-empty': warning('RFC 5280 4.1.2.6'),
  'extension-malformed': error('RFC 5280 4.1'),
  'extension-repeated': error('RFC 5280 4.2'),
  'extension-critical-unknown': warning('RFC 5280 4.2'),
  precertificate: note('RFC 6962 3.1'),
  'hidden-characters': warning('UTR #36 3'),

  // Signature and key
  'signature-md5': error('RFC 9846 4.5.1.3'),
  'signature-sha1': error('BR 7.1.3.2'),
  'rsa-small': error('BR 6.1.5'),
  'rsa-exponent': warning('BR 6.1.6'),
  'rsa-parameters-missing': warning('RFC 3279 2.3.1'),
  'algorithm-parameters-present': warning('RFC 5758 3.2'),
  'ml-dsa-length': error('RFC 9881 4'),
  'ec-curve': warning('BR 6.1.5'),
  'ec-explicit': error('RFC 5480 2.1.1'),

  // Validity
  expired: error('RFC 5280 4.1.2.5'),
  'not-yet-valid': error('RFC 5280 4.1.2.5'),
  'validity-unreadable': error('RFC 5280 4.1.2.5'),
  'validity-reversed': error('RFC 5280 4.1.2.5'),
  'validity-too-long': warning('BR 6.3.2'),
  'validity-over-398': note('BR 6.3.2'),

  // Names
  'no-san': error('RFC 9525 6.3'),
  'san-malformed': error('RFC 5280 4.2.1.6'),
  'common-name-not-in-san': warning('BR 7.1.4.3'),
  'wildcard-alone': error('RFC 9525 6.3'),
  'wildcard-position': warning('RFC 9525 6.3'),
  'wildcard-public-suffix': error('BR 3.2.2.6'),
  'dns-name-syntax': error('RFC 5280 4.2.1.6'),
  'dns-name-underscore': note('BR 7.1.2.7.12'),
  'dns-name-address': warning('RFC 5280 4.2.1.6'),
  'lab-name': note('RFC 6761 6'),
  'private-address': note('RFC 6890 2.2'),
  'many-names': note('Let’s Encrypt: at most 100'),
  large: note('RFC 6928 2'),

  // Requests, revocation lists, OCSP responses
  'request-without-names': note('RFC 9525 6.3'),
  'weak-signature': warning('NIST SP 800-131A 3'),
  'list-algorithms-differ': error('RFC 5280 5.1.1.2'),
  'list-outdated': error('RFC 5280 5.1.2.5'),
  'list-without-end': warning('RFC 5280 5.1.2.5'),
  'list-early': error('RFC 5280 5.1.2.4'),
  'response-outdated': error('RFC 6960 4.2.2.1'),
  'response-early': error('RFC 6960 4.2.2.1'),

  // Purposes
  'not-for-servers': note('RFC 5280 4.2.1.12'),
  'no-purposes': note('BR 7.1.2.7.6'),
  'ca-as-leaf': warning('BR 7.1.2.7.6'),
  'path-length-without-ca': error('RFC 5280 4.2.1.9'),
  'basic-constraints-not-critical': warning('RFC 5280 4.2.1.9'),
  'cert-sign-without-ca': error('RFC 5280 4.2.1.9'),
  'ca-without-cert-sign': error('RFC 5280 4.2.1.3'),
  'key-usage-empty': error('RFC 5280 4.2.1.3'),
  'no-digital-signature': warning('RFC 9846 4.5.1.2'),
} as const satisfies Record<string, Kind>;

export type FindingCode = keyof typeof findingKinds;
