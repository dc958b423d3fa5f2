/** What the extensions of a chain's certificates allow (RFC 5280 section 6.1.4; checked after building the path). */
import * as oid from '../asn1/oid.ts';
import type { Params, Source } from '../decision.ts';
import { certificateLabel } from './certificateLabel.ts';
import { isSelfIssued } from './chainPath.ts';
import type { ChainCheck } from './chainVerdict.ts';
import type { Certificate } from './types.ts';

export const NAME_CONSTRAINTS = oid.nameConstraints;

/** Extensions that are processed here, or that do not change whether a chain is good (RFC 5280 section 4.2). */
const HANDLED = [
  oid.basicConstraints,
  oid.keyUsage,
  oid.extKeyUsage,
  NAME_CONSTRAINTS,
  oid.subjectKeyIdentifier,
  oid.subjectAltName,
  oid.issuerAltName,
  oid.cRLDistributionPoints,
  oid.certificatePolicies,
  oid.policyMappings,
  oid.authorityKeyIdentifier,
  oid.policyConstraints,
  oid.inhibitAnyPolicy,
];

type Found = Pick<ChainCheck, 'result' | 'rule' | 'params' | 'source'>;

/** `below`: the certificates of the path under this one, leaf first. */
export function checkConstraints(certificate: Certificate, below: Certificate[]): Found[] {
  const found = below.length > 0 ? checkAuthority(certificate, below) : [];
  return [...found, checkPurpose(certificate), ...checkCritical(certificate)];
}

const params = (certificate: Certificate, more: Params = {}): Params => ({
  subject: certificateLabel(certificate),
  ...more,
});

function source(certificate: Certificate, oid: string): Source {
  const extension = certificate.extensions.find((candidate) => candidate.oid === oid);
  const { path, range } = extension ?? certificate.tbsCertificate;
  return { path, range };
}

/** A version 1 certificate cannot say that it is a CA: whether it is one is for who made it an anchor to know. */
function checkAuthority(certificate: Certificate, below: Certificate[]): Found[] {
  const limit = certificate.basicConstraints?.pathLength ?? null;
  const found = below.slice(1).filter((other) => !isSelfIssued(other)).length;
  const constraint = source(certificate, oid.basicConstraints);
  const isCa =
    certificate.basicConstraints?.ca === true || (certificate.version === 1 && isSelfIssued(certificate));
  const rules: Found[] = [];
  if (!isCa) rules.push(failed('chain.not-a-ca', params(certificate), constraint));
  if (certificate.keyUsage !== null && !certificate.keyUsage.includes('keyCertSign')) {
    rules.push(failed('chain.no-key-cert-sign', params(certificate), source(certificate, oid.keyUsage)));
  }
  if (limit !== null && found > limit) {
    rules.push(failed('chain.path-too-long', params(certificate, { limit, found }), constraint));
  }
  if (rules.length > 0) return rules;
  return [{ result: 'passed', rule: 'chain.is-ca', params: params(certificate), source: constraint }];
}

/** RFC 5280 section 4.2.1.12. Like all clients, and unlike it, the purposes of a CA bind what it issues. */
function checkPurpose(certificate: Certificate): Found {
  const where = source(certificate, oid.extKeyUsage);
  const present = certificate.extensions.some((extension) => extension.oid === oid.extKeyUsage);
  const allowed = certificate.extKeyUsage ?? (present ? [] : ['anyExtendedKeyUsage']);
  if (allowed.includes('serverAuth') || allowed.includes('anyExtendedKeyUsage')) {
    return { result: 'passed', rule: 'chain.server-auth', params: params(certificate), source: where };
  }
  return failed('chain.no-server-auth', params(certificate), where);
}

const checkCritical = (certificate: Certificate): Found[] =>
  certificate.extensions
    .filter(({ critical, oid }) => critical && !HANDLED.includes(oid))
    .map(({ path, range, oid, name }) =>
      failed('chain.unhandled-critical', params(certificate, { extension: name ?? oid }), { path, range }),
    );

const failed = (rule: Found['rule'], filled: Params, where: Source): Found => ({
  result: 'failed',
  rule,
  params: filled,
  source: where,
});
