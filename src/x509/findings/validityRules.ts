/** Validity: RFC 5280 section 4.1.2.5, and how long the CA/Browser Forum lets it be. */
import * as oid from '../../asn1/oid.ts';
import type { Certificate } from '../types.ts';
import { validityAt } from '../validity.ts';
import { when, type Rule } from './subject.ts';

const day = 24 * 60 * 60 * 1000;

/**
 * BR 6.3.2: the longest validity of a certificate issued on a day or later, newest first. Ballots 193 (825 days), SC-031
 * with the browsers' own rule (398 days) and SC-081 (200, 100 and 47 days).
 */
const limits: readonly { since: string; days: number }[] = [
  { since: '2029-03-15', days: 47 },
  { since: '2027-03-15', days: 100 },
  { since: '2026-03-15', days: 200 },
  { since: '2020-09-01', days: 398 },
  { since: '2018-03-01', days: 825 },
];
const longUsual = 398;

const state: Rule = ({ certificate, now }) => {
  const { notBefore, notAfter } = certificate.validity;
  const [start, end] = [notBefore.date, notAfter.date];
  if (start === null || end === null)
    return [{ code: 'validity-unreadable', place: start === null ? notBefore : notAfter }];
  if (end < start) return [{ code: 'validity-reversed', place: notAfter }];
  const validity = validityAt(certificate, now);
  return [
    ...when(validity === 'expired', { code: 'expired', place: notAfter, params: { date: dayOf(end) } }),
    ...when(validity === 'not-yet', {
      code: 'not-yet-valid',
      place: notBefore,
      params: { date: dayOf(start) },
    }),
  ];
};

/** Public CAs are bound by the limits; of others it is worth a note. */
const length: Rule = ({ certificate, isServer }) => {
  const { notBefore, notAfter } = certificate.validity;
  if (!isServer || notBefore.date === null || notAfter.date === null) return [];
  const issued = dayOf(notBefore.date);
  const days = validityDays(notBefore.date, notAfter.date, issued >= inclusiveSince);
  const limit = limits.find(({ since }) => issued >= since);
  if (limit !== undefined && days > limit.days) {
    const params = { days, limit: limit.days, since: limit.since };
    const severity = isPublic(certificate) ? 'warning' : 'note';
    return [{ code: 'validity-too-long', place: notAfter, params, severity }];
  }
  return when(days > longUsual, { code: 'validity-over-398', place: notAfter, params: { days } });
};

/** BR 6.3.2: a day is 86,400 seconds, any fraction counts as one; since SC-031 the last second belongs to the period. */
const inclusiveSince = '2020-09-01';
const validityDays = (start: Date, end: Date, inclusive: boolean): number =>
  Math.ceil((end.getTime() - start.getTime() + (inclusive ? 1000 : 0)) / day);

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

/** Says so itself: a policy of the CA/Browser Forum, or time stamps of public logs. */
const policies = ['67810c0101', '67810c010201', '67810c010202', '67810c010203'];
function isPublic({ extensions, der }: Certificate): boolean {
  if (extensions.some((extension) => extension.oid === oid.signedCertificateTimestampList)) return true;
  const extension = extensions.find((one) => one.oid === oid.certificatePolicies);
  if (extension === undefined) return false;
  const value = Array.from(der.subarray(extension.value.start, extension.value.end), (octet) =>
    octet.toString(16).padStart(2, '0'),
  ).join('');
  return policies.some((policy) =>
    value.includes(`06${(policy.length / 2).toString(16).padStart(2, '0')}${policy}`),
  );
}

export const validityRules: readonly Rule[] = [state, length];
