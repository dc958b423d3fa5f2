/**
 * Private numbers under their names: JSON Web Keys (RFC 7518 section 6), XML signatures (RSAKeyValue), and what openssl,
 * certtool and programs print of a key.
 */
import type { CharRange } from '../textMap.ts';
import { base64From, isDigit, looksRandom } from './body.ts';

/** Names that say it alone. */
const certain = String.raw`priv(?:ate)?|priv(?:ate)?[ _-]?(?:exponent|key(?:[ _-]?(?:value|scalar|bytes|hex|data|base64|pem|der))?|scalar|value|d)|secret[ _-]?(?:key|scalar|exponent)|prime[ _-]?[12pq]|exponent[12]|exp[12]|coefficient|dmp1|dmq1|iqmp`;
/** Names that say it where the object around them is a key. */
const members = 'd|p|q|dp|dq|qi|oth|k|r|t';
const label = new RegExp(
  String.raw`(?<![A-Za-z0-9_$.-])(["'\`]?)(?:(${certain})|(${members}))\1[ \t]{0,9}(?::=?|=>?)[\s#>*|]{0,40}(?:0x|b(?=["']))?["'\`]?(?:0x)?`,
  'gi',
);
const element = /<(?:\w{1,20}:)?(D|P|Q|DP|DQ|InverseQ)>\s{0,40}/g;
/** What the object around a member must have. */
const keyObjects = /kty\b|RSAKeyValue|<Modulus>|<InverseQ>|ECKeyValue/gi;
/** How far from it a member may be: a key of 16,384 bits fits in. */
const NEAR = 24 * 1024;

/** Where private numbers stand that a name says to be such. */
export function namedKeys(text: string): CharRange[] {
  const objects = Array.from(text.matchAll(keyObjects), ({ index }) => index);
  const isNear = (at: number): boolean => {
    const next = firstAtLeast(objects, at);
    return (objects[next] ?? Infinity) - at < NEAR || at - (objects[next - 1] ?? -Infinity) < NEAR;
  };
  return [...values(text, label, isMember), ...values(text, element, isElement)];

  function isMember(match: RegExpExecArray, value: Value): boolean {
    const [, quote = '', sure, name = ''] = match;
    if (sure !== undefined) return value.octets >= 8;
    const isAlone = name.toLowerCase() === 'd' && quote !== '' && value.octets >= 28;
    return value.octets >= 16 && (isAlone || isNear(match.index));
  }
  function isElement(match: RegExpExecArray, value: Value): boolean {
    return value.octets >= 16 && ((match[1] === 'D' && value.octets >= 32) || isNear(match.index));
  }
}

/** Index of the first of `sorted` that is not less than `wanted`. */
function firstAtLeast(sorted: readonly number[], wanted: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** `octets`: how many it says, about. */
type Value = { end: number; octets: number };

function values(
  text: string,
  name: RegExp,
  isPrivate: (match: RegExpExecArray, value: Value) => boolean,
): CharRange[] {
  const found: CharRange[] = [];
  name.lastIndex = 0;
  for (let match = name.exec(text); match !== null; match = name.exec(text)) {
    const start = name.lastIndex;
    const value = valueAt(text, start);
    if (value === null || !isPrivate(match, value)) continue;
    found.push({ start, end: value.end });
    name.lastIndex = value.end;
  }
  return found;
}

function valueAt(text: string, start: number): Value | null {
  return hexValue(text, start) ?? decimalValue(text, start) ?? base64Value(text, start);
}

const pairs =
  /[0-9a-f]{2}(?![0-9a-z])(?:(?::|[ \t]{0,9}\\?\r?\n[ \t#>*|]{0,60}|[ \t]{1,4}|:[ \t]{0,9}\\?\r?\n[ \t#>*|]{0,60})[0-9a-f]{2}(?![0-9a-z])){7,5000}/iy;
const digits =
  /(?:[0-9a-f]{2}){16,8192}(?![0-9a-z])(?:[ \t]{0,9}\r?\n[ \t]{1,40}(?:[0-9a-f]{2}){8,99}(?![0-9a-z])){0,999}/iy;

/** `00:ab:…` over several lines, or digits without anything between. */
function hexValue(text: string, start: number): Value | null {
  for (const pattern of [pairs, digits]) {
    pattern.lastIndex = start;
    const written = pattern.exec(text)?.[0];
    if (written === undefined) continue;
    return { end: pattern.lastIndex, octets: written.replace(/[^0-9a-f]/gi, '').length / 2 };
  }
  return null;
}

const number = /\d{38,12000}(?![0-9a-z])/iy;

function decimalValue(text: string, start: number): Value | null {
  number.lastIndex = start;
  const written = number.exec(text)?.[0];
  return written === undefined ? null : { end: number.lastIndex, octets: written.length / 2.41 };
}

function base64Value(text: string, start: number): Value | null {
  if (!isDigit(text, start)) return null;
  const { end, tokens, digits: count } = base64From(text, start, Infinity, { before: '', after: '' });
  const [first] = tokens;
  if (first === undefined || !looksRandom(text.slice(first.start, Math.min(first.end, first.start + 256))))
    return null;
  return { end, octets: (count * 3) / 4 };
}
