/** Octets of a file -> the text they are, if they are text. */

const NUL_SAMPLE = 4096;

/**
 * UTF-8 (with or without byte order mark) or UTF-16 (with one, or recognised by its zero octets); else Latin-1 when
 * there are no control octets. null: binary.
 */
export function decodeText(bytes: Uint8Array): string | null {
  const utf16 = utf16Encoding(bytes);
  if (utf16 !== null) return new TextDecoder(utf16).decode(bytes);
  if (hasControls(bytes.subarray(0, NUL_SAMPLE))) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return isMostlyAscii(bytes.subarray(0, NUL_SAMPLE))
      ? new TextDecoder('windows-1252').decode(bytes)
      : null;
  }
}

function utf16Encoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const [first, second, third, fourth] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const printable = (octet: number | undefined): boolean =>
    octet !== undefined && octet >= 0x09 && octet < 0x7f;
  if (printable(first) && second === 0 && printable(third) && fourth === 0) return 'utf-16le';
  if (first === 0 && printable(second) && third === 0 && printable(fourth)) return 'utf-16be';
  return null;
}

/** Control octets that no text has: all below space but tab, line ends, form feed and escape. */
const hasControls = (bytes: Uint8Array): boolean =>
  bytes.some((octet) => octet < 0x20 && !(octet >= 0x09 && octet <= 0x0d) && octet !== 0x1b);

const isMostlyAscii = (bytes: Uint8Array): boolean =>
  bytes.filter((octet) => octet >= 0x80).length * 10 < bytes.length;
