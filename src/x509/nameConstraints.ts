/**
 * Name constraints (RFC 5280 section 4.2.1.10), compared as OpenSSL 3.0 compares them: a form that it does not know or
 * a name that it cannot read counts as a violation when a constraint is about it.
 */
import type { Params, Source } from '../decision.ts';
import { certificateLabel } from './certificateLabel.ts';
import { NAME_CONSTRAINTS } from './chainConstraints.ts';
import { isSelfIssued } from './chainPath.ts';
import type { ChainCheck } from './chainVerdict.ts';
import { constrainedNames, type ConstrainedName } from './constrainedNames.ts';
import { childrenOf, encapsulated, isContext, isUniversal, tag, type Cursor } from './cursor.ts';
import { readGeneralName } from './generalName.ts';
import { baseText, matchesBase } from './nameSubtree.ts';
import type { Certificate, Extension, GeneralName } from './types.ts';

/** One GeneralSubtree. `isLimited`: minimum or maximum is used, which RFC 5280 forbids. */
export type Subtree = { base: GeneralName; isLimited: boolean };
export type Constraints = {
  extension: Extension;
  permitted: Subtree[];
  excluded: Subtree[];
  isReadable: boolean;
};

/** Comparisons of one pair of certificates; OpenSSL gives up at the same number. */
const MOST_COMPARISONS = 2 ** 20;

/**
 * For each certificate of `path` (leaf first) that limits names: whether those below it keep to that. Certificates that
 * are issued by themselves are passed over, but for the leaf (RFC 5280 section 6.1.3).
 */
export function checkNameConstraints(path: readonly Certificate[]): ChainCheck[] {
  return path.flatMap((authority, index) => {
    const constraints = readNameConstraints(authority);
    if (constraints === null) return [];
    const below = path
      .slice(0, index)
      .flatMap((certificate, at) => (at > 0 && isSelfIssued(certificate) ? [] : [{ certificate, at }]));
    const failed = below.flatMap(({ certificate, at }) => violation(certificate, at, authority, constraints));
    return failed.length > 0 ? failed : [allPermitted(authority, index, constraints, below.length)];
  });
}

function allPermitted(
  authority: Certificate,
  index: number,
  { extension: { path, range } }: Constraints,
  below: number,
): ChainCheck {
  const params = { subject: certificateLabel(authority), below };
  return {
    certificate: index,
    result: 'passed',
    rule: 'chain.names-permitted',
    params,
    source: { path, range },
  };
}

/** null: the certificate limits no names. */
export function readNameConstraints(certificate: Certificate): Constraints | null {
  const extension = certificate.extensions.find(({ oid }) => oid === NAME_CONSTRAINTS);
  if (extension === undefined) return null;
  const sequence = encapsulated(certificate.der, extension.value);
  const parts = sequence !== null && isUniversal(sequence, tag.sequence) ? childrenOf(sequence) : [];
  const path = `${extension.path}.extnValue.nameConstraints`;
  const permitted = subtrees(parts, 0, `${path}.permittedSubtrees`);
  const excluded = subtrees(parts, 1, `${path}.excludedSubtrees`);
  const isReadable = permitted !== null && excluded !== null && parts.length > 0;
  return { extension, permitted: permitted ?? [], excluded: excluded ?? [], isReadable };
}

/** null: one of them is no GeneralSubtree. */
function subtrees(parts: readonly Cursor[], number: number, path: string): Subtree[] | null {
  const field = parts.find((part) => isContext(part, number));
  const entries = field === undefined ? [] : childrenOf(field);
  const read = entries.flatMap((entry, index) => {
    const [base, ...limits] = childrenOf(entry);
    const name = base && readGeneralName(base, `${path}[${index}].base`);
    return name ? [{ base: name, isLimited: limits.length > 0 }] : [];
  });
  return read.length === entries.length ? read : null;
}

/** The first name of `certificate` that `constraints` do not allow; none: all are allowed. */
function violation(
  certificate: Certificate,
  at: number,
  authority: Certificate,
  constraints: Constraints,
): ChainCheck[] {
  const subject = certificateLabel(certificate);
  const params = { subject, authority: certificateLabel(authority) };
  const names = constrainedNames(certificate, at === 0);
  const { permitted, excluded, isReadable, extension } = constraints;
  const outcome = (
    result: 'failed' | 'not-checked',
    rule: ChainCheck['rule'],
    more: Params,
    source: Source,
  ): ChainCheck[] => [{ certificate: at, result, rule, params: { ...params, ...more }, source }];
  const whole = { path: extension.path, range: extension.range };
  if (!isReadable) return outcome('failed', 'chain.name-constraints-unreadable', {}, whole);
  if (names.length * (permitted.length + excluded.length) > MOST_COMPARISONS) {
    return outcome('not-checked', 'chain.name-constraints-not-checked', {}, certificate.tbsCertificate);
  }
  for (const name of names) {
    const found = judge(name, permitted, excluded);
    if (found === null) continue;
    const source = { path: name.path, range: name.range };
    return outcome('failed', found.rule, { name: name.text, base: found.base }, source);
  }
  return [];
}

type Violation = { rule: ChainCheck['rule']; base: string };

/** null: allowed. A kind of name that no permitted subtree is about is allowed (RFC 5280 section 4.2.1.10). */
function judge(
  name: ConstrainedName,
  permitted: readonly Subtree[],
  excluded: readonly Subtree[],
): Violation | null {
  const about = ({ base }: Subtree): boolean => base.type === name.type;
  const allowed = permitted.filter(about);
  const matches = (subtree: Subtree): boolean | null =>
    subtree.isLimited ? null : matchesBase(name, subtree.base);
  const unsupported = [...allowed, ...excluded.filter(about)].find((subtree) => matches(subtree) === null);
  if (unsupported !== undefined) {
    return { rule: 'chain.name-constraint-unsupported', base: baseText(unsupported.base) };
  }
  if (allowed.length > 0 && !allowed.some(matches)) {
    return { rule: 'chain.name-not-permitted', base: allowed.map(({ base }) => baseText(base)).join(', ') };
  }
  const hit = excluded.filter(about).find(matches);
  return hit === undefined ? null : { rule: 'chain.name-excluded', base: baseText(hit.base) };
}
