/** The rules by which a chain is judged (RFC 5280 section 6.1, RFC 9846 section 4.5.1). Sentences: `content/`. */

/** Rules that a check passed by, or that say why it was not made. */
export const passedRules = [
  'chain.issuer-found',
  'chain.anchor',
  'chain.assumed-issuer',
  'chain.signature-verified',
  'chain.signature-not-checked',
  'chain.valid-now',
  'chain.is-ca',
  'chain.server-auth',
  'chain.names-permitted',
  'chain.name-constraints-not-checked',
] as const;

/** Rules that a chain fails by. */
export const failedRules = [
  'chain.no-certificate',
  'chain.self-signed',
  'chain.untrusted-root',
  'chain.missing-intermediate',
  'chain.unknown-issuer',
  'chain.bad-signature',
  'chain.algorithm-mismatch',
  'chain.expired',
  'chain.not-yet-valid',
  'chain.validity-unreadable',
  'chain.not-a-ca',
  'chain.no-key-cert-sign',
  'chain.path-too-long',
  'chain.no-server-auth',
  'chain.unhandled-critical',
  'chain.name-not-permitted',
  'chain.name-excluded',
  'chain.name-constraint-unsupported',
  'chain.name-constraints-unreadable',
] as const;

export type ChainFailure = (typeof failedRules)[number];
export type ChainRule = (typeof passedRules)[number] | ChainFailure;
