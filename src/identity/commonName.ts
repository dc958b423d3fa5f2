/** The subject's common name, for the clients that still read it (RFC 6125 section 6.4.4; RFC 9525 forbids it). */
import * as oid from '../asn1/oid.ts';
import type { Certificate, NameAttribute } from '../x509/types.ts';
import { compareAddressWithName, comparePresented } from './compare.ts';
import type { ClientPolicy, CommonNameRules } from './policy.ts';
import type { Presented, PresentedIdentifiers } from './presented.ts';
import type { AddressReference, NameReference } from './reference.ts';
import type { IdentityRule } from './rules.ts';
import type { IdentityCheck } from './types.ts';

type CommonName = PresentedIdentifiers['commonNames'][number];

/** Adds its checks to `checks`; true: a common name matched. */
export function checkCommonNames(
  certificate: Certificate,
  presented: PresentedIdentifiers,
  reference: NameReference | AddressReference,
  policy: ClientPolicy,
  checks: IdentityCheck[],
): boolean {
  const rules = policy.commonName;
  const { program } = policy;
  const { path, range } = certificate.subject;
  const about = (result: IdentityCheck['result'], rule: IdentityRule): void => {
    checks.push({ presented: null, result, rule, params: { program }, source: { path, range } });
  };
  const refusal = rules === null ? 'common-name-never' : blocked(certificate, presented, reference, rules);
  if (rules === null || refusal !== null) {
    about('failed', refusal ?? 'common-name-never');
    return false;
  }
  const components = certificate.subject.attributes.filter(
    (attribute) => attribute.oid === oid.domainComponent,
  );
  if (rules.domainComponents === 'instead' && components.length > 0) {
    const equal = allLabelsIn(components, reference);
    about(equal ? 'match' : 'no-match', equal ? 'domain-components-equal' : 'domain-components-differ');
    return equal;
  }
  about('passed', 'common-name-allowed');
  return walkCommonNames(presented.commonNames, rules, reference, policy, checks);
}

/** Why no common name is looked at; null: they are. */
function blocked(
  certificate: Certificate,
  { types, commonNames, faults }: PresentedIdentifiers,
  reference: NameReference | AddressReference,
  rules: CommonNameRules,
): IdentityRule | null {
  if (reference.kind === 'address' && rules.address === 'never') return 'common-name-not-for-address';
  const unread = faults.some(({ treatment }) => treatment === 'name-unread');
  if (unread || rules.unless.some((type) => types.has(type))) return 'common-name-blocked';
  if (rules.serverAuth === 'required' && !allowsServerAuth(certificate)) return 'common-name-not-for-server';
  if (rules.domainComponents === 'ignored' && commonNames.length === 0) return 'common-name-absent';
  return rules.which === 'only' && commonNames.length > 1 ? 'common-name-several' : null;
}

function allowsServerAuth({ extKeyUsage }: Certificate): boolean {
  return (
    extKeyUsage === null || extKeyUsage.includes('serverAuth') || extKeyUsage.includes('anyExtendedKeyUsage')
  );
}

function allLabelsIn(components: NameAttribute[], reference: NameReference | AddressReference): boolean {
  const values = new Set(components.map(({ text }) => text.toLowerCase()));
  return reference.name
    .toLowerCase()
    .split('.')
    .every((label) => values.has(label));
}

function walkCommonNames(
  commonNames: readonly CommonName[],
  rules: CommonNameRules,
  reference: NameReference | AddressReference,
  policy: ClientPolicy,
  checks: IdentityCheck[],
): boolean {
  const wildcard = rules.wildcard ?? policy.wildcard;
  const add = (
    { type, text, source }: Presented,
    { result, rule, params }: Omit<IdentityCheck, 'presented' | 'source'>,
  ) => checks.push({ presented: { type, text }, result, rule, params, source });
  for (const name of commonNames) {
    if (!isChosen(name, commonNames, rules)) {
      const params = { program: policy.program, presented: name.text, which: rules.which };
      add(name, { result: 'ignored', rule: 'common-name-not-chosen', params });
      continue;
    }
    const compared =
      reference.kind === 'name'
        ? comparePresented(name, reference, policy, wildcard)
        : compareAddressWithName(name, reference, policy, wildcard);
    add(name, compared);
    if (compared.result === 'match') return true;
    if (compared.result === 'failed') return false;
  }
  return false;
}

/** `most-specific`: the first one inside the last RelativeDistinguishedName that has any. */
function isChosen(name: CommonName, all: readonly CommonName[], { which }: CommonNameRules): boolean {
  switch (which) {
    case 'any':
    case 'only':
      return true;
    case 'first':
      return name === all[0];
    case 'last':
      return name === all.at(-1);
    case 'most-specific':
      return name === all.find(({ attribute }) => attribute.rdn === all.at(-1)?.attribute.rdn);
    case 'alone-in-rdn':
      return all.filter(({ attribute }) => attribute.rdn === name.attribute.rdn).length === 1;
  }
}
