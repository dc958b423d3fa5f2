/** UTCTime and GeneralizedTime (X.680 clauses 46 and 47) -> an instant. */

const utcTime = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?()(Z|[+-]\d{4})$/;
const generalizedTime = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)?(\d\d)?([.,]\d+)?(Z|[+-]\d{4})$/;

/**
 * The instant, to the second, that the text of a UTCTime (`tagNumber` 23) or GeneralizedTime (24) means; null when it
 * means none. Looser than RFC 5280 section 4.1.2.5, which asks for seconds and `Z`: `scan` remarks on the form. A
 * two-digit year from 50 is 19YY (RFC 5280 section 4.1.2.5.1). A local time, without a zone, is no instant.
 */
export function readTime(tagNumber: number, text: string): Date | null {
  const match = (tagNumber === 23 ? utcTime : generalizedTime).exec(text);
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((digits: string | undefined) => Number(digits ?? 0));
  const fullYear = tagNumber === 24 ? year : year + (year >= 50 ? 1900 : 2000);
  const date = new Date(0);
  date.setUTCFullYear(fullYear, month - 1, day);
  date.setUTCHours(hour, minute, second);
  const read = [date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCHours(), date.getUTCMinutes()];
  const real = read.join() === [month, day, hour, minute].join() && date.getUTCSeconds() === second;
  return real ? new Date(date.getTime() - zoneOffset(match[8] ?? 'Z')) : null;
}

/** Milliseconds that local time is ahead of UTC. */
function zoneOffset(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3, 5));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}
