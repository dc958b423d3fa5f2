/**
 * Whether octets begin as a private key does, or as a file that holds one: by tags, lengths and identifiers, so strictly
 * that a certificate has no place that looks so, and without a need for the end to be there.
 */

/** `length`: how many octets it has; Infinity: nothing says. */
export type KeyStart = { length: number };

/** null: no private key begins at `at`. Looks at no more than a few dozen octets. */
export function keyStart(octets: ArrayLike<number>, at: number): KeyStart | null {
  return octets[at] === 0x30 ? derKeyStart(octets, at) : otherKeyStart(octets, at);
}

/** Where the private keys in `octets` stand, in order. */
export function keysIn(octets: ArrayLike<number>): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (let at = 0; at < octets.length; at++) {
    const key = keyStart(octets, at);
    if (key === null) continue;
    const end = Math.min(octets.length, at + key.length);
    found.push({ start: at, end });
    at = end - 1;
  }
  return found;
}

const tag = { integer: 0x02, octetString: 0x04, oid: 0x06, sequence: 0x30 } as const;

/** `end` is Infinity for an indefinite length (X.690 clause 8.1.3.6). */
type Element = { tag: number; content: number; end: number };

/** The header at `at`; null: there is none. */
function elementAt(octets: ArrayLike<number>, at: number): Element | null {
  const [identifier, first] = [octets[at], octets[at + 1]];
  if (identifier === undefined || first === undefined) return null;
  if (first < 0x80) return { tag: identifier, content: at + 2, end: at + 2 + first };
  if (first === 0x80) return { tag: identifier, content: at + 2, end: Infinity };
  const count = first - 0x80;
  if (count > 4) return null;
  let length = 0;
  for (let i = 0; i < count; i++) length = length * 256 + (octets[at + 2 + i] ?? 0);
  return { tag: identifier, content: at + 2 + count, end: at + 2 + count + length };
}

function derKeyStart(octets: ArrayLike<number>, at: number): KeyStart | null {
  const outer = elementAt(octets, at);
  if (outer === null) return null;
  const first = elementAt(octets, outer.content);
  if (first === null || first.end > outer.end) return null;
  const isKey =
    first.tag === tag.sequence ? isSealed(octets, outer, first) : isNumbered(octets, outer, first);
  return isKey ? { length: outer.end - at } : null;
}

/** EncryptedPrivateKeyInfo (RFC 5958 section 3), whose algorithm encrypts by a password (RFC 8018, RFC 7292). */
function isSealed(octets: ArrayLike<number>, outer: Element, algorithm: Element): boolean {
  return algorithm.end < outer.end && sealing.some((oid) => startsWith(octets, algorithm.content, oid));
}
const sealing = ['06092a864886f70d0105', '060a2a864886f70d010c01'].map(octetsOf);

/** `SEQUENCE { INTEGER version, … }`. */
function isNumbered(octets: ArrayLike<number>, outer: Element, version: Element): boolean {
  if (version.tag !== tag.integer || version.end !== version.content + 1) return false;
  const number = octets[version.content] ?? 0xff;
  const second = elementAt(octets, version.end);
  if (second === null || second.end > outer.end) return false;
  if (number === 3) return second.tag === tag.sequence && startsWith(octets, second.content, cmsContent);
  if (number > 1) return false;
  const length = second.end - second.content;
  if (second.tag === tag.octetString) return isScalar(octets, outer, second);
  if (second.tag === tag.integer) return length >= 32 && isTagged(octets, second.end, outer, tag.integer);
  return isKeyInfo(octets, outer, second);
}
/** id-data and its relatives (RFC 5652): what a PFX (RFC 7292 section 4) holds. */
const cmsContent = octetsOf('06092a864886f70d0107');

/** ECPrivateKey (RFC 5915 section 3): a scalar, then nothing, the curve [0] or the public key [1]. */
function isScalar(octets: ArrayLike<number>, outer: Element, scalar: Element): boolean {
  const length = scalar.end - scalar.content;
  if (length < 14 || length > 80) return false;
  const next = octets[scalar.end];
  return scalar.end === outer.end || next === undefined || next === 0xa0 || next === 0xa1;
}

/** PrivateKeyInfo (RFC 5208 section 5, RFC 5958 section 2): AlgorithmIdentifier, OCTET STRING. */
function isKeyInfo(octets: ArrayLike<number>, outer: Element, algorithm: Element): boolean {
  if (algorithm.tag !== tag.sequence || octets[algorithm.content] !== tag.oid) return false;
  return isTagged(octets, algorithm.end, outer, tag.octetString);
}

/** Whether an element with that tag stands at `at`, or what is there was cut off. */
function isTagged(octets: ArrayLike<number>, at: number, outer: Element, wanted: number): boolean {
  return at < outer.end && (octets[at] === undefined || octets[at] === wanted);
}

/** OpenSSH's own format (PROTOCOL.key), Java key stores; they say nothing of their length. */
const magics = [
  ...['6f70656e7373682d6b65792d763100', 'feedfeed00000002', 'feedfeed00000001', 'cececece00000002'].map(
    octetsOf,
  ),
];

function otherKeyStart(octets: ArrayLike<number>, at: number): KeyStart | null {
  return magics.some((magic) => startsWith(octets, at, magic)) ? { length: Infinity } : null;
}

function startsWith(octets: ArrayLike<number>, at: number, wanted: readonly number[]): boolean {
  return wanted.every((octet, i) => octets[at + i] === octet);
}

function octetsOf(hex: string): number[] {
  return (hex.match(/../g) ?? []).map((pair) => parseInt(pair, 16));
}
