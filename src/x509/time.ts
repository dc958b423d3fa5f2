/** UTCTime and GeneralizedTime (X.680 sections 46 and 47, RFC 5280 section 4.1.2.5). */

const UTC_TIME = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(Z|[+-]\d{4})$/;
const GENERALIZED_TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)?(\d\d)?(?:[.,]\d+)?(Z|[+-]\d{4})$/;

/**
 * The instant that the text of a UTCTime means, null when it cannot be read. Looser than RFC 5280, which wants
 * seconds and `Z`: X.680 allows no seconds and an offset, and programs read them.
 */
export function parseUtcTime(text: string): Date | null {
  const match = UTC_TIME.exec(text);
  if (match === null) return null;
  const twoDigits = Number(match[1]);
  return instant(twoDigits >= 50 ? 1900 + twoDigits : 2000 + twoDigits, match);
}

/** As `parseUtcTime`; a fraction of a second is dropped, a time without a zone is not an instant. */
export function parseGeneralizedTime(text: string): Date | null {
  const match = GENERALIZED_TIME.exec(text);
  return match === null ? null : instant(Number(match[1]), match);
}

function instant(year: number, match: RegExpExecArray): Date | null {
  const [month, day, hour, minute, second] = match.slice(2, 7).map((digits) => Number(digits || 0));
  if (month === undefined || day === undefined) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour ?? 0, minute ?? 0, second ?? 0);
  const exists =
    date.getUTCFullYear() === year &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hour &&
    date.getUTCMinutes() === minute &&
    date.getUTCSeconds() === second;
  if (!exists) return null;
  return new Date(date.getTime() - offsetMinutes(match[7] ?? 'Z') * 60_000);
}

function offsetMinutes(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3, 5));
  return zone.startsWith('-') ? -minutes : minutes;
}
