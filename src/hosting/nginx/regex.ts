/** `server_name ~expression`: PCRE, caseless where it holds a capital letter (`ngx_http_core_server_name`). */
import { readPattern, type Pattern } from '../../text/pattern/pattern.ts';
import type { SiteName } from '../model.ts';

/** `pattern` is what follows `~`. null: not known how PCRE reads it. Names are lower-cased before they are matched. */
export const readNamePattern = (pattern: string): Pattern | null =>
  readPattern(pattern, { caseless: /[A-Z]/u.test(pattern) });

/** Each is read once, however many connections ask for it. */
const read = new WeakMap<SiteName, Pattern | null>();

/** The expression of a name that begins with `~`. */
export function patternOf(name: SiteName): Pattern | null {
  const known = read.get(name);
  if (known !== undefined) return known;
  const pattern = readNamePattern(name.text.slice(1));
  read.set(name, pattern);
  return pattern;
}
