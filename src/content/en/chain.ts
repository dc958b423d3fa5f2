/** Sentences for what the chain check reports. */
import type { Params } from '../../decision.ts';
import type { ChainRule } from '../../x509/chainRules.ts';

export const chain: Record<ChainRule, (params: Params) => string> = {
  'chain.issuer-found': ({ subject, issuer }) => `${issuer ?? ''} issued ${subject ?? ''}.`,
  'chain.anchor': ({ subject }) => `${subject ?? ''} is a trust anchor of this client.`,
  'chain.assumed-issuer': ({ issuer }) => `${issuer ?? ''} is assumed to be trusted, as the switch says.`,
  'chain.no-certificate': () => 'The server presented no certificate.',
  'chain.self-signed': ({ subject }) => `${subject ?? ''} signed itself and is not a trust anchor.`,
  'chain.untrusted-root': ({ subject }) => `The chain ends at ${subject ?? ''}, which is not a trust anchor.`,
  'chain.missing-intermediate': ({ issuer }) =>
    `The certificate of ${issuer ?? ''} was not presented, so the way to a trust anchor is broken.`,
  'chain.unknown-issuer': ({ issuer }) =>
    `The issuer ${issuer ?? ''} is neither presented nor a trust anchor.`,
  'chain.signature-verified': ({ subject, algorithm }) =>
    `The signature on ${subject ?? ''} is right (${algorithm ?? ''}).`,
  'chain.bad-signature': ({ subject, issuer }) =>
    `The signature on ${subject ?? ''} is not one by the key of ${issuer ?? ''}.`,
  'chain.algorithm-mismatch': ({ subject }) =>
    `The two signature algorithms in ${subject ?? ''} differ (RFC 5280 section 4.1.1.2).`,
  'chain.signature-not-checked': ({ subject, reason, algorithm }) =>
    reason === 'no-web-crypto'
      ? `The signature on ${subject ?? ''} was not checked: this page was not opened over https, so the browser offers no cryptography.`
      : reason === 'no-issuer-key'
        ? `The signature on ${subject ?? ''} was not checked: the issuer’s certificate is not there.`
        : `The signature on ${subject ?? ''} was not checked: ${algorithm ?? ''} is not supported here.`,
  'chain.valid-now': ({ subject, notAfter }) => `${subject ?? ''} is valid until ${notAfter ?? ''}.`,
  'chain.expired': ({ subject, notAfter }) => `${subject ?? ''} expired at ${notAfter ?? ''}.`,
  'chain.not-yet-valid': ({ subject, notBefore }) =>
    `${subject ?? ''} is not valid before ${notBefore ?? ''}.`,
  'chain.validity-unreadable': ({ subject }) => `The validity dates of ${subject ?? ''} cannot be read.`,
  'chain.is-ca': ({ subject }) => `${subject ?? ''} may issue certificates.`,
  'chain.not-a-ca': ({ subject }) => `${subject ?? ''} is not a CA: its basicConstraints do not say cA TRUE.`,
  'chain.no-key-cert-sign': ({ subject }) =>
    `The key of ${subject ?? ''} may not sign certificates: keyUsage lacks keyCertSign.`,
  'chain.path-too-long': ({ subject, limit, found }) =>
    `${subject ?? ''} allows ${limit ?? ''} intermediate certificates below it; there are ${found ?? ''}.`,
  'chain.server-auth': ({ subject }) => `${subject ?? ''} may be used by a TLS server.`,
  'chain.names-permitted': ({ subject }) =>
    `${subject ?? ''} limits the names that may stand below it (RFC 5280 section 4.2.1.10); those here are allowed.`,
  'chain.name-not-permitted': ({ subject, authority, name, base }) =>
    `${authority ?? ''} permits ${base ?? ''} below it; the name ${name ?? ''} of ${subject ?? ''} is outside.`,
  'chain.name-excluded': ({ subject, authority, name, base }) =>
    `${authority ?? ''} excludes ${base ?? ''} below it; the name ${name ?? ''} of ${subject ?? ''} is inside.`,
  'chain.name-constraint-unsupported': ({ subject, authority, name, base }) =>
    `${authority ?? ''} limits names (${base ?? ''}) in a way in which ${name ?? ''} of ${subject ?? ''} cannot be compared; programs refuse it.`,
  'chain.name-constraints-unreadable': ({ authority }) =>
    `${authority ?? ''} limits the names that may stand below it, but the limits cannot be read; programs refuse it.`,
  'chain.name-constraints-not-checked': ({ subject, authority }) =>
    `${authority ?? ''} limits names, and ${subject ?? ''} has too many of them to compare.`,
  'chain.no-server-auth': ({ subject }) =>
    `${subject ?? ''} may not be used by a TLS server: extKeyUsage lacks serverAuth.`,
  'chain.unhandled-critical': ({ subject, extension }) =>
    `${subject ?? ''} has a critical extension that is not understood here (${extension ?? ''}).`,
};
