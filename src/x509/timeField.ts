/** Time (RFC 5280 section 4.1.2.5) out of a node. */
import { contentOf, isUniversal, rangeOf, tag, type Cursor } from './cursor.ts';
import { decodeString } from './strings.ts';
import { parseGeneralizedTime, parseUtcTime } from './time.ts';
import type { Time } from './types.ts';

/** null: neither UTCTime nor GeneralizedTime. */
export function readTime(cursor: Cursor | undefined, path: string): Time | null {
  if (cursor === undefined) return null;
  const text = decodeString(26, contentOf(cursor)) ?? '';
  const place = { path, range: rangeOf(cursor), text };
  if (isUniversal(cursor, tag.utcTime)) return { ...place, date: parseUtcTime(text) };
  if (isUniversal(cursor, tag.generalizedTime)) return { ...place, date: parseGeneralizedTime(text) };
  return null;
}
