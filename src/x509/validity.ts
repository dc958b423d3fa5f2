/** Validity at a given moment (RFC 5280 section 4.1.2.5: both ends belong to the period). */
import type { Certificate } from './types.ts';

export type ValidityState = 'valid' | 'expired' | 'not-yet' | 'unreadable';

/** `now` is an argument everywhere: no room under `x509/` reads a clock. */
export function validityAt({ validity }: Pick<Certificate, 'validity'>, now: Date): ValidityState {
  const { notBefore, notAfter } = validity;
  if (notBefore.date === null || notAfter.date === null) return 'unreadable';
  if (now < notBefore.date) return 'not-yet';
  // The period ends with the last instant of that second, as OpenSSL and Go compare whole seconds.
  return now.getTime() >= notAfter.date.getTime() + 1000 ? 'expired' : 'valid';
}
