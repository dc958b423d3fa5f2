/** Signature and validity of each certificate of a path (RFC 5280 section 6.1.3). */
import type { Params } from '../decision.ts';
import { labels } from './certificateLabel.ts';
import { isSelfIssued } from './chainPath.ts';
import type { ChainCheck } from './chainVerdict.ts';
import { sameAlgorithms } from './sameAlgorithms.ts';
import { checkSignature } from './signature.ts';
import type { Certificate, Time } from './types.ts';
import { validityAt } from './validity.ts';

/** `issuer`: the next certificate of the path, null at its end. */
export type ChainMember = {
  certificate: Certificate;
  index: number;
  issuer: Certificate | null;
  isAnchor: boolean;
};

/** An anchor's own signature proves nothing and is not looked at; that of a self-signed end that is none is. */
export async function checkSigned(
  { certificate, index, issuer, isAnchor }: ChainMember,
  subtle: SubtleCrypto | undefined,
): Promise<ChainCheck[]> {
  if (isAnchor) return [];
  const { path, range, oid, name } = certificate.signatureAlgorithm;
  const params: Params = { ...labels(certificate), algorithm: name ?? oid };
  const check = { certificate: index, source: { path, range }, params };
  if (!sameAlgorithms(certificate)) return [{ ...check, result: 'failed', rule: 'chain.algorithm-mismatch' }];
  const signer = issuer ?? (isSelfIssued(certificate) ? certificate : null);
  const notChecked = (reason: string): ChainCheck => ({
    ...check,
    result: 'not-checked',
    rule: 'chain.signature-not-checked',
    params: { ...params, reason },
  });
  if (signer === null) return [notChecked('no-issuer-key')];
  const outcome = await checkSignature(certificate, signer, subtle);
  if (outcome.result === 'not-checked') return [notChecked(outcome.reason)];
  return outcome.result === 'right'
    ? [{ ...check, result: 'passed', rule: 'chain.signature-verified' }]
    : [{ ...check, result: 'failed', rule: 'chain.bad-signature' }];
}

/** `given` null: none; absent: what the page or Node offers (browsers offer it over https and from localhost only). */
export function webCrypto(given: SubtleCrypto | null | undefined): SubtleCrypto | undefined {
  if (given !== undefined) return given ?? undefined;
  const offered: { subtle?: SubtleCrypto } = globalThis.crypto;
  return offered.subtle;
}

const validityRules = {
  valid: 'chain.valid-now',
  expired: 'chain.expired',
  'not-yet': 'chain.not-yet-valid',
  unreadable: 'chain.validity-unreadable',
} as const;

export function checkValidity({ certificate, index }: ChainMember, now: Date): ChainCheck {
  const { notBefore, notAfter } = certificate.validity;
  const state = validityAt(certificate, now);
  const { path, range } = state === 'not-yet' ? notBefore : notAfter;
  return {
    certificate: index,
    result: state === 'valid' ? 'passed' : 'failed',
    rule: validityRules[state],
    params: { ...labels(certificate), notBefore: timeText(notBefore), notAfter: timeText(notAfter) },
    source: { path, range },
  };
}

/** ISO 8601 to the second; as encoded when it cannot be read. */
const timeText = ({ date, text }: Time): string =>
  date === null ? text : date.toISOString().replace('.000', '');
