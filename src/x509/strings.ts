/** Character strings of X.680 as text, by universal tag number. */

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const utf16 = new TextDecoder('utf-16be', { ignoreBOM: true });
const REPLACEMENT = '\ufffd';

/**
 * The text of a string's content octets; what cannot be read becomes U+FFFD. TeletexString is read as Latin-1, as
 * OpenSSL and the browsers do. null: not a character string type.
 */
export function decodeString(tagNumber: number, bytes: Uint8Array): string | null {
  switch (tagNumber) {
    case 12: // UTF8String
      return utf8.decode(bytes);
    case 18: // NumericString
    case 19: // PrintableString
    case 22: // IA5String
    case 26: // VisibleString
      return ascii(bytes);
    case 20: // TeletexString
      return latin1(bytes);
    case 28: // UniversalString
      return utf32(bytes);
    case 30: // BMPString
      return utf16.decode(bytes);
    default:
      return null;
  }
}

function ascii(bytes: Uint8Array): string {
  let text = '';
  for (const octet of bytes) text += octet < 0x80 ? String.fromCharCode(octet) : REPLACEMENT;
  return text;
}

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const octet of bytes) text += String.fromCharCode(octet);
  return text;
}

function utf32(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let text = '';
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const point = view.getUint32(at);
    text += isScalar(point) ? String.fromCodePoint(point) : REPLACEMENT;
  }
  return bytes.length % 4 === 0 ? text : text + REPLACEMENT;
}

const isScalar = (point: number): boolean => point < 0xd800 || (point > 0xdfff && point <= 0x10ffff);

/** Octets as people read them: printable ASCII as it is, everything else as `\xNN`. */
export function escapeOctets(bytes: Uint8Array): string {
  let text = '';
  for (const octet of bytes) {
    text +=
      octet >= 0x20 && octet < 0x7f
        ? String.fromCharCode(octet)
        : `\\x${octet.toString(16).padStart(2, '0')}`;
  }
  return text;
}

export const isAscii = (bytes: Uint8Array): boolean => bytes.every((octet) => octet < 0x80);
