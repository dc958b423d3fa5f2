/** What can be said of one node's encoding from its own octets: X.690 clauses 8, 10 and 11, universal types. */
import type { FaultCode } from './diagnostics.ts';

/** A check of a primitive's content `[start, end)`: the code of the first fault, or null. */
type ContentCheck = (bytes: Uint8Array, start: number, end: number) => FaultCode | null;

const boolean: ContentCheck = (bytes, start, end) => {
  if (end - start !== 1) return 'boolean-length';
  return bytes[start] === 0 || bytes[start] === 0xff ? null : 'boolean-value';
};

const integer: ContentCheck = (bytes, start, end) => {
  if (end === start) return 'integer-empty';
  if (end - start === 1) return null;
  const first = bytes[start];
  const signOfSecond = (bytes[start + 1] ?? 0) & 0x80;
  const redundant = (first === 0 && signOfSecond === 0) || (first === 0xff && signOfSecond !== 0);
  return redundant ? 'integer-not-minimal' : null;
};

const bitString: ContentCheck = (bytes, start, end) => {
  const unused = bytes[start] ?? 0;
  if (end === start || unused > 7 || (unused > 0 && end - start === 1)) return 'bit-string-unused-bits';
  return ((bytes[end - 1] ?? 0) & ((1 << unused) - 1)) !== 0 && unused > 0 ? 'bit-string-padding' : null;
};

const nothing: ContentCheck = (_bytes, start, end) => (end === start ? null : 'null-length');

const objectIdentifier: ContentCheck = (bytes, start, end) => {
  let first = true; // of a subidentifier's octets
  for (let p = start; p < end; p++) {
    const octet = bytes[p] ?? 0;
    if (first && octet === 0x80) return 'object-identifier-malformed';
    first = octet < 0x80;
  }
  return first && end > start ? null : 'object-identifier-malformed';
};

const allDigits = (bytes: Uint8Array, start: number, end: number): boolean => {
  for (let p = start; p < end; p++) {
    const octet = bytes[p] ?? 0;
    if (octet < 0x30 || octet > 0x39) return false;
  }
  return true;
};

/** X.690 11.8: YYMMDDhhmmssZ. */
const utcTime: ContentCheck = (bytes, start, end) =>
  end - start === 13 && bytes[end - 1] === 0x5a && allDigits(bytes, start, end - 1) ? null : 'time-form';

/** X.690 11.7: YYYYMMDDhhmmss[.f]Z, the fraction not ending in 0. */
const generalizedTime: ContentCheck = (bytes, start, end) => {
  const length = end - start;
  if (length < 15 || bytes[end - 1] !== 0x5a || !allDigits(bytes, start, start + 14)) return 'time-form';
  if (length === 15) return null;
  const fraction = length > 16 && bytes[start + 14] === 0x2e && allDigits(bytes, start + 15, end - 1);
  return fraction && bytes[end - 2] !== 0x30 ? null : 'time-form';
};

const mustBeConstructed: ContentCheck = () => 'must-be-constructed';
const endOfContents: ContentCheck = () => 'end-of-contents-malformed';

/** By the identifier octet of a primitive, null where there is nothing to check. */
const primitiveChecks: readonly (ContentCheck | null)[] = Array.from({ length: 31 }, (_, tag) => {
  switch (tag) {
    case 0x00:
      return endOfContents;
    case 0x01:
      return boolean;
    case 0x02:
    case 0x0a: // ENUMERATED
      return integer;
    case 0x03:
      return bitString;
    case 0x05:
      return nothing;
    case 0x06:
      return objectIdentifier;
    case 0x08: // EXTERNAL
    case 0x0b: // EMBEDDED PDV
    case 0x10: // SEQUENCE
    case 0x11: // SET
    case 0x1d: // CHARACTER STRING
      return mustBeConstructed;
    case 0x17:
      return utcTime;
    case 0x18:
      return generalizedTime;
    default:
      return null;
  }
});

/**
 * The first fault in the content `[start, end)` of a primitive with this identifier octet, null when there is
 * none or nothing is known about the type.
 */
export function checkPrimitive(
  bytes: Uint8Array,
  identifier: number,
  start: number,
  end: number,
): FaultCode | null {
  const check = primitiveChecks[identifier];
  return check ? check(bytes, start, end) : null;
}

const bits = (...tags: number[]): number => tags.reduce((set, tag) => set | (1 << tag), 0);
const alwaysPrimitive = bits(0x01, 0x02, 0x05, 0x06, 0x09, 0x0a, 0x0d);
const strings = bits(
  0x03,
  0x04,
  0x07,
  0x0c,
  0x12,
  0x13,
  0x14,
  0x15,
  0x16,
  0x17,
  0x18,
  0x19,
  0x1a,
  0x1b,
  0x1c,
  0x1e,
);

/** What a constructed encoding with this identifier octet (universal class, 0x20 to 0x3f) gets wrong, or null. */
export function checkConstructed(identifier: number): FaultCode | null {
  const tag = 1 << (identifier & 0x1f);
  if ((alwaysPrimitive & tag) !== 0) return 'must-be-primitive';
  if ((strings & tag) !== 0) return 'constructed-string';
  return identifier === 0x20 ? 'end-of-contents-malformed' : null;
}
