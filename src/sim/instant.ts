/**
 * Whether a text can be a scenario's `now`: ISO 8601, as `Date.parse` reads it, in the years that certificates can name
 * (RFC 5280 section 4.1.2.5).
 */
export function isInstant(text: string): boolean {
  const instant = Date.parse(text);
  return instant >= Date.parse('0000-01-01') && instant < Date.parse('+010000-01-01');
}
