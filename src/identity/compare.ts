/** One presented identifier against the reference identifier: result, rule and what its sentence needs. */
import { equalBytes } from '../bytes/equalBytes.ts';
import type { Params } from '../decision.ts';
import { unmapped } from './address.ts';
import { matchPattern, type NamePattern } from './pattern.ts';
import type { ClientPolicy, WildcardRules } from './policy.ts';
import type { Presented } from './presented.ts';
import type { AddressReference, NameReference } from './reference.ts';
import type { IdentityRule } from './rules.ts';
import type { IdentityCheck } from './types.ts';

export type Comparison = { result: IdentityCheck['result']; rule: IdentityRule; params: Params };
type Outcome = { result: IdentityCheck['result']; rule: IdentityRule; fault?: string };

/** Result `failed`: the client gives up here, whatever follows. */
export function comparePresented(
  presented: Presented,
  reference: NameReference | AddressReference,
  policy: ClientPolicy,
  wildcard: WildcardRules,
): Comparison {
  const outcome =
    reference.kind === 'name'
      ? compareName(presented, reference, policy, wildcard)
      : compareAddress(presented, reference, policy);
  const params: Params = { program: policy.program, presented: presented.text, reference: reference.text };
  params.type = presented.type;
  if (outcome.fault !== undefined) params.fault = outcome.fault;
  return { result: outcome.result, rule: outcome.rule, params };
}

function compareAddress({ form }: Presented, reference: AddressReference, policy: ClientPolicy): Outcome {
  if (form.kind !== 'address') return { result: 'ignored', rule: 'type-not-compared' };
  if (equalBytes(form.bytes, reference.bytes)) return { result: 'match', rule: 'address-equal' };
  const alike =
    policy.addresses.mapped === 'same' && equalBytes(unmapped(form.bytes), unmapped(reference.bytes));
  return alike
    ? { result: 'match', rule: 'address-equal-mapped' }
    : { result: 'no-match', rule: 'address-differs' };
}

function compareName(
  { form }: Presented,
  reference: NameReference,
  policy: ClientPolicy,
  wildcard: WildcardRules,
): Outcome {
  switch (form.kind) {
    case 'other':
    case 'address':
      return { result: 'ignored', rule: 'type-not-compared' };
    case 'unusable':
      return { result: 'no-match', rule: form.rule };
    case 'invalid':
      return { result: 'ignored', rule: 'presented-syntax', fault: form.fault };
    case 'ignored':
      return { result: 'ignored', rule: form.rule };
    case 'halt':
      return { result: 'failed', rule: form.rule };
    case 'exact':
      return exactly(form.name, reference);
    default:
      return matchName(form, reference, policy, wildcard);
  }
}

function matchName(
  form: Extract<NamePattern, { kind: 'name' | 'wildcard' }>,
  reference: NameReference,
  policy: ClientPolicy,
  wildcard: WildcardRules,
): Outcome {
  if (reference.fault !== null) return exactly(form.name, reference);
  if (policy.reference.leadingDot === 'any-subdomain' && /^\../s.test(reference.name)) {
    return form.name.endsWith(reference.name)
      ? { result: 'match', rule: 'name-subdomain' }
      : { result: 'no-match', rule: 'name-differs' };
  }
  const rule = matchPattern(form, reference, wildcard);
  const matched =
    rule === 'name-equal' || rule === 'wildcard-equal' || rule === 'wildcard-equal-suffixes-not-loaded';
  return { result: matched ? 'match' : 'no-match', rule };
}

const exactly = (name: string, reference: NameReference): Outcome =>
  name === reference.exact
    ? { result: 'match', rule: 'exact-equal' }
    : { result: 'no-match', rule: 'exact-differs' };

/** An address text against a common name, for the clients that do so. */
export function compareAddressWithName(
  presented: Presented,
  reference: AddressReference,
  policy: ClientPolicy,
  wildcard: WildcardRules,
): Comparison {
  const { name, text } = reference;
  const params = {
    program: policy.program,
    presented: presented.text,
    reference: text,
    type: presented.type,
  };
  if (presented.form.kind === 'wildcard' && policy.commonName?.address === 'without-wildcard') {
    return { result: 'no-match', rule: 'wildcard-not-for-address', params };
  }
  const asName: NameReference = {
    kind: 'name',
    text,
    name: name.toLowerCase(),
    exact: name,
    labels: name.toLowerCase().split('.'),
    fault: null,
  };
  return comparePresented(presented, asName, policy, wildcard);
}
