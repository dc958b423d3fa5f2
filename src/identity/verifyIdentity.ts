/**
 * Whether a certificate is good for a host, by one client's rules (RFC 9525 section 6): the reference identifier is
 * made from the host, the certificate's identifiers are walked in order, then the common name if the client still
 * reads it. The walk knows no client: everything that differs is in its `ClientPolicy`.
 */
import type { Params, Source } from '../decision.ts';
import type { Certificate } from '../x509/types.ts';
import { checkCommonNames } from './commonName.ts';
import { comparePresented } from './compare.ts';
import { policies } from './policies.ts';
import type { CertificateFault, ClientPolicy, FaultTreatment } from './policy.ts';
import { presentedIdentifiers, type Presented, type PresentedIdentifiers } from './presented.ts';
import {
  readReference,
  type AddressReference,
  type NameReference,
  type ReferenceReading,
} from './reference.ts';
import type { IdentityRule } from './rules.ts';
import type { ClientName, IdentityCheck, IdentityVerdict } from './types.ts';

/**
 * Never throws. `bad-reference`: the client refuses the host before it looks at any certificate; `bad-certificate`: it
 * does not use this certificate for any name. Trust, validity and purpose are not looked at here. Java's public suffix
 * check, which it makes only for chains to a public root, is left out; Chrome's needs `loadPublicSuffixes` first.
 */
export function verifyIdentity(certificate: Certificate, host: string, client: ClientName): IdentityVerdict {
  const policy = policies[client];
  const { program } = policy;
  const reading = readReference(host, policy);
  const checks = referenceChecks(reading, host, policy);
  const { reference } = reading;
  if (reference.kind === 'refused') return { outcome: 'bad-reference', client, reference: null, checks };

  const shown = {
    type: reference.kind === 'name' ? ('dns' as const) : ('ip' as const),
    text: reference.text,
  };
  const presented = presentedIdentifiers(certificate, policy);
  checks.push(...certificateChecks(presented, program));
  if (presented.refused) return { outcome: 'bad-certificate', client, reference: shown, checks };

  const matched = walk(certificate, presented, reference, policy, checks);
  return { outcome: matched ? 'match' : 'mismatch', client, reference: shown, checks };
}

function walk(
  certificate: Certificate,
  presented: PresentedIdentifiers,
  reference: NameReference | AddressReference,
  policy: ClientPolicy,
  checks: IdentityCheck[],
): boolean {
  if (reference.kind === 'name' && reference.fault !== null && policy.reference.invalid === 'no-match')
    return false;
  for (const name of presented.names) {
    const { result, rule, params } = comparePresented(name, reference, policy, policy.wildcard);
    checks.push(presentedCheck(name, result, rule, params));
    if (result === 'match') return true;
    if (result === 'failed') return false;
  }
  return checkCommonNames(certificate, presented, reference, policy, checks);
}

export function presentedCheck(
  { type, text, source }: Presented,
  result: IdentityCheck['result'],
  rule: IdentityRule,
  params: Params,
): IdentityCheck {
  return { presented: { type, text }, result, rule, params, source };
}

function referenceChecks(reading: ReferenceReading, host: string, policy: ClientPolicy): IdentityCheck[] {
  const { program } = policy;
  const about = (result: IdentityCheck['result'], rule: IdentityRule, params: Params): IdentityCheck => ({
    presented: null,
    result,
    rule,
    params: { program, host, ...params },
    source: null,
  });
  const checks = reading.steps.map(({ rule, params }) => about('passed', rule, params));
  const { reference } = reading;
  if (reference.kind === 'refused') return [...checks, about('failed', reference.rule, reference.params)];
  const params = { reference: reference.text };
  if (reference.kind === 'address') return [...checks, about('passed', 'host-is-address', params)];
  const rule = policy.addresses.compared === 'names' ? 'host-only-name' : 'host-is-name';
  checks.push(about('passed', rule, params));
  if (reference.fault === null) return checks;
  const fault = { ...params, fault: reference.fault };
  return policy.reference.invalid === 'exact-only'
    ? [...checks, about('passed', 'host-exact-only', fault)]
    : [...checks, about('failed', 'host-not-comparable', fault)];
}

const FAULT_RULES: Record<FaultTreatment, [IdentityCheck['result'], IdentityRule]> = {
  refused: ['failed', 'certificate-refused'],
  absent: ['ignored', 'san-counts-as-absent'],
  'absent-unless-critical': ['ignored', 'san-counts-as-absent'],
  first: ['ignored', 'san-first-counts'],
  'name-unread': ['ignored', 'san-name-unread'],
  accepted: ['passed', 'san-fault-accepted'],
};

function certificateChecks(
  { faults, refused, subjectAltName }: PresentedIdentifiers,
  program: string,
): IdentityCheck[] {
  const checks = faults.map(({ fault, treatment, source }) => faultCheck(fault, treatment, source, program));
  if (refused || subjectAltName !== null || faults.length > 0) return checks;
  return [{ presented: null, result: 'passed', rule: 'san-absent', params: { program }, source: null }];
}

function faultCheck(
  fault: CertificateFault,
  treatment: FaultTreatment,
  source: Source,
  program: string,
): IdentityCheck {
  const [result, rule] = FAULT_RULES[treatment];
  return { presented: null, result, rule, params: { program, fault }, source };
}
