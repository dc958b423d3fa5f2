/**
 * Whether a client that trusts `anchors` trusts the chain a server presented, check by check. Names are not looked at
 * here: that is `identity/`.
 */
import type { Params } from '../decision.ts';
import { checkSigned, checkValidity, webCrypto, type ChainMember } from './chainMembers.ts';
import { labels } from './certificateLabel.ts';
import { checkConstraints, NAME_CONSTRAINTS } from './chainConstraints.ts';
import { buildPath, issuerIsOfAnchorsFamily, type ChainPath } from './chainPath.ts';
import { failedRules, type ChainFailure } from './chainRules.ts';
import type { ChainCheck, ChainVerdict } from './chainVerdict.ts';
import type { Certificate } from './types.ts';

export type { ChainCheck, ChainVerdict } from './chainVerdict.ts';
export type { ChainFailure, ChainRule } from './chainRules.ts';

/**
 * `trust`: 'assume-issuer' takes the end of the path on trust when it is no anchor. `subtle`: WebCrypto; the global one
 * when absent, null for a page that has none.
 */
export type ChainOptions = { now: Date; trust: 'anchors' | 'assume-issuer'; subtle?: SubtleCrypto | null };

/**
 * Builds the path from `presented[0]` (the leaf) and checks it in the order of OpenSSL 3.0's `X509_verify_cert`: path
 * and anchor, then what extensions allow, then from the top down each signature and validity, then name constraints. All
 * checks are made, also behind one that failed. A signature that cannot be checked is 'not-checked' and does not make it
 * untrusted. Not checked at all: revocation, certificate policies.
 */
export async function verifyChain(
  presented: Certificate[],
  anchors: Certificate[],
  options: ChainOptions,
): Promise<ChainVerdict> {
  const built = buildPath(presented, anchors);
  if (built === null) return verdict([], [wholeChain('chain.no-certificate', {})], null);
  const path = built.certificates;
  const checks = [
    ...checkTrust(built, anchors, options.trust),
    ...path.flatMap((certificate, index) =>
      checkConstraints(certificate, path.slice(0, index)).map((found) => ({ certificate: index, ...found })),
    ),
  ];
  const subtle = webCrypto(options.subtle);
  for (let index = path.length - 1; index >= 0; index--) {
    const member = memberAt(built, index);
    if (member === null) continue;
    checks.push(...(await checkSigned(member, subtle)), checkValidity(member, options.now));
  }
  checks.push(...(await checkNames(path)));
  return verdict(path, checks, built.end);
}

/** Few chains limit names: what compares them is loaded for those. */
async function checkNames(path: Certificate[]): Promise<ChainCheck[]> {
  const limited = path.some(({ extensions }) => extensions.some(({ oid }) => oid === NAME_CONSTRAINTS));
  return limited ? (await import('./nameConstraints.ts')).checkNameConstraints(path) : [];
}

/** The anchor has no issuer here, and needs none. */
function memberAt({ certificates, end }: ChainPath, index: number): ChainMember | null {
  const certificate = certificates[index];
  if (certificate === undefined) return null;
  const isAnchor = end === 'anchor' && index === certificates.length - 1;
  return { certificate, index, issuer: certificates[index + 1] ?? null, isAnchor };
}

function verdict(path: Certificate[], checks: ChainCheck[], end: ChainPath['end'] | null): ChainVerdict {
  const failure = checks.find((check) => check.result === 'failed')?.rule;
  if (failure !== undefined && isFailure(failure)) return { outcome: 'untrusted', failure, path, checks };
  return { outcome: end === 'anchor' ? 'trusted' : 'assumed', failure: null, path, checks };
}

const isFailure = (rule: string): rule is ChainFailure => failedRules.some((failure) => failure === rule);

const wholeChain = (rule: ChainFailure, params: Params): ChainCheck => ({
  certificate: null,
  result: 'failed',
  rule,
  params,
  source: null,
});

/** Each issuer that was found, then how the path ends. */
function checkTrust(built: ChainPath, anchors: Certificate[], trust: ChainOptions['trust']): ChainCheck[] {
  const { certificates: path, end } = built;
  const found = path.slice(0, -1).map((certificate, index): ChainCheck => ({
    certificate: index,
    result: 'passed',
    rule: 'chain.issuer-found',
    params: labels(certificate),
    source: issuerPlace(certificate),
  }));
  const last = path.at(-1);
  if (last === undefined) return found;
  const place = { certificate: path.length - 1, params: labels(last), source: issuerPlace(last) };
  if (end === 'anchor') return [...found, { ...place, result: 'passed', rule: 'chain.anchor' }];
  if (trust === 'assume-issuer')
    return [...found, { ...place, result: 'passed', rule: 'chain.assumed-issuer' }];
  return [...found, { ...place, result: 'failed', rule: endFailure(built, last, anchors) }];
}

function endFailure(
  { certificates, end }: ChainPath,
  last: Certificate,
  anchors: Certificate[],
): ChainFailure {
  if (end === 'self-issued') return certificates.length === 1 ? 'chain.self-signed' : 'chain.untrusted-root';
  return issuerIsOfAnchorsFamily(last, anchors) ? 'chain.missing-intermediate' : 'chain.unknown-issuer';
}

const issuerPlace = ({ issuer: { path, range } }: Certificate) => ({ path, range });
