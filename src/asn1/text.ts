/** Character strings of X.680 clause 41 and following: octets -> text. */

/** How the octets of a string type become characters. TeletexString (T.61) is read as Latin-1, as OpenSSL does. */
export type TextEncoding = 'utf-8' | 'ascii' | 'latin-1' | 'ucs-2' | 'ucs-4';

/**
 * `malformed`: the octets are no text of that type (a bad sequence, a character outside the type's set). What
 * cannot be read is U+FFFD in `text`; control characters and NUL are kept as they are.
 */
export type DecodedText = { text: string; encoding: TextEncoding; malformed: boolean };

const REPLACEMENT = '\ufffd';
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const utf8Encoder = new TextEncoder();

const encodings: Readonly<Record<number, TextEncoding>> = {
  7: 'latin-1', // ObjectDescriptor
  12: 'utf-8', // UTF8String
  18: 'ascii', // NumericString
  19: 'ascii', // PrintableString
  20: 'latin-1', // TeletexString
  21: 'latin-1', // VideotexString
  22: 'ascii', // IA5String
  25: 'latin-1', // GraphicString
  26: 'ascii', // VisibleString
  27: 'latin-1', // GeneralString
  28: 'ucs-4', // UniversalString
  30: 'ucs-2', // BMPString
};

/** X.680 41.2 and 41.4, 43: the characters of the types that have fewer than ASCII. */
const characterSets: Readonly<Record<number, RegExp>> = {
  18: /^[0-9 ]*$/,
  19: /^[A-Za-z0-9 '()+,\-./:=?]*$/,
  26: /^[ -~]*$/,
};

/** Null: `tagNumber` is not the universal tag of a character string. */
export function decodeText(tagNumber: number, octets: Uint8Array): DecodedText | null {
  const encoding = encodings[tagNumber];
  if (encoding === undefined) return null;
  const { text, malformed } = decoders[encoding](octets);
  return { text, encoding, malformed: malformed || characterSets[tagNumber]?.test(text) === false };
}

type Decoded = { text: string; malformed: boolean };

const decoders: Readonly<Record<TextEncoding, (octets: Uint8Array) => Decoded>> = {
  'utf-8': (octets) => {
    const text = utf8.decode(octets);
    const again = utf8Encoder.encode(text);
    return {
      text,
      malformed: again.length !== octets.length || again.some((octet, k) => octet !== octets[k]),
    };
  },
  ascii: (octets) => units(octets, 1, (unit) => (unit < 0x80 ? String.fromCharCode(unit) : null)),
  'latin-1': (octets) => units(octets, 1, (unit) => String.fromCharCode(unit)),
  // X.680 41.1: BMPString is UCS-2. A surrogate is not a character of it; a pair is shown as what it was meant to be.
  'ucs-2': (octets) => {
    const { text, malformed } = units(octets, 2, (unit) => String.fromCharCode(unit));
    return {
      text: text.replace(/\p{Cs}/gu, REPLACEMENT),
      malformed: malformed || /[\ud800-\udfff]/.test(text),
    };
  },
  'ucs-4': (octets) => units(octets, 4, (unit) => (isScalar(unit) ? String.fromCodePoint(unit) : null)),
};

const isScalar = (point: number): boolean => point < 0xd800 || (point > 0xdfff && point <= 0x10ffff);

/** Big-endian units of `size` octets; `character` null for a unit that is none. An incomplete last one is a fault. */
function units(octets: Uint8Array, size: number, character: (unit: number) => string | null): Decoded {
  const characters: string[] = [];
  let malformed = octets.length % size !== 0;
  for (let start = 0; start + size <= octets.length; start += size) {
    let unit = 0;
    for (let k = 0; k < size; k++) unit = unit * 256 + (octets[start + k] ?? 0);
    const read = character(unit);
    malformed ||= read === null;
    characters.push(read ?? REPLACEMENT);
  }
  if (octets.length % size !== 0) characters.push(REPLACEMENT);
  return { text: characters.join(''), malformed };
}
