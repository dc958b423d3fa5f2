/** Texts that programs take for an IP address, each in its own spelling, as 4 or 16 octets; null: not an address. */

/** How a program reads an IPv4 address. */
export type Ipv4Spelling =
  /** It never does: every host is a name. */
  | 'none'
  /** Four decimal numbers without leading zeros (inet_pton, RFC 3986 IPv4address). */
  | 'dotted'
  /** Four decimal numbers, a leading zero only before one of 0 to 7 (Python 3.6 ipaddress). */
  | 'dotted-small-zeros'
  /** Four decimal numbers, leading zeros and spaces allowed (OpenSSL 3.0 a2i_IPADDRESS). */
  | 'dotted-scanned'
  /** One to four decimal numbers, the last one filling what is left (Java). */
  | 'short-decimal'
  /** One to four numbers, decimal, octal or hex (WHATWG URL): a host that ends in a number is an address or invalid. */
  | 'whatwg'
  /** As inet_aton: the same spellings, but what cannot be read is a name (curl). */
  | 'inet-aton';

const DOTTED = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/;
const SMALL_ZEROS = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;
const SCANNED = /^\s*(\+?\d+)\.\s*(\+?\d+)\.\s*(\+?\d+)\.\s*(\+?\d+)(\s.*)?$/s;

/** Reads `text` in that spelling. `whatwg` and `inet-aton` differ only in what `endsInNumber` makes of a failure. */
export function parseIpv4(text: string, spelling: Ipv4Spelling): Uint8Array | null {
  switch (spelling) {
    case 'none':
      return null;
    case 'dotted':
      return octets(DOTTED.exec(text));
    case 'dotted-small-zeros':
      return /(^|\.)0+([1-9]\d|[89])/.test(text) ? null : octets(SMALL_ZEROS.exec(text));
    case 'dotted-scanned':
      return octets(SCANNED.exec(text));
    case 'short-decimal':
      return text.length > 15 ? null : parseShort(text, 'decimal');
    case 'whatwg':
      return parseShort(text.replace(/\.$/, ''), 'empty-hex-is-zero');
    case 'inet-aton':
      return parseShort(text, 'any-base');
  }
}

function octets(match: RegExpExecArray | null): Uint8Array | null {
  if (match === null) return null;
  const numbers = match.slice(1, 5).map(Number);
  return numbers.every((number) => number <= 255) ? Uint8Array.from(numbers) : null;
}

type Bases = 'decimal' | 'any-base' | 'empty-hex-is-zero';

function parseShort(text: string, bases: Bases): Uint8Array | null {
  const parts = text.split('.');
  if (parts.length > 4) return null;
  const numbers = parts.map((part) => parseNumber(part, bases));
  const last = numbers.pop() ?? null;
  if (last === null || last >= 256 ** (4 - numbers.length)) return null;
  const bytes = new Uint8Array(4);
  for (const [index, number] of numbers.entries()) {
    if (number === null || number > 255) return null;
    bytes[index] = number;
  }
  for (let index = 3, rest = last; index >= numbers.length; index--, rest = Math.floor(rest / 256)) {
    bytes[index] = rest % 256;
  }
  return bytes;
}

/** WHATWG URL "IPv4 number parser" and strtoul with base 0; a number too large for an address stays too large. */
function parseNumber(text: string, bases: Bases): number | null {
  if (bases === 'decimal') return /^\d+$/.test(text) ? Number(text) : null;
  if (/^0x$/i.test(text)) return bases === 'empty-hex-is-zero' ? 0 : null;
  if (/^0x[0-9a-f]+$/i.test(text)) return parseInt(text.slice(2), 16);
  if (/^0[0-7]*$/.test(text)) return parseInt(text, 8);
  return /^[1-9]\d*$/.test(text) ? Number(text) : null;
}

/** WHATWG URL "ends in a number checker": the last label is digits, or a hex number. */
export function endsInNumber(text: string): boolean {
  const labels = text.replace(/\.$/, '').split('.');
  return /^(\d+|0x[0-9a-f]*)$/i.test(labels.at(-1) ?? '');
}

/** RFC 4291 section 2.2, without zone or brackets: 16 octets. */
export function parseIpv6(text: string): Uint8Array | null {
  const halves = text.split('::');
  if (halves.length > 2 || text.length > 45) return null;
  const head = parseGroups(halves[0] ?? '', halves.length === 1);
  const tail = halves.length === 2 ? parseGroups(halves[1] ?? '', true) : [];
  if (head === null || tail === null) return null;
  const missing = 16 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 2) return null;
  return Uint8Array.from([...head, ...new Array<number>(missing).fill(0), ...tail]);
}

function parseGroups(text: string, last: boolean): number[] | null {
  const bytes: number[] = [];
  const groups = text === '' ? [] : text.split(':');
  for (const [index, group] of groups.entries()) {
    const dotted = last && index === groups.length - 1 ? parseIpv4(group, 'dotted') : null;
    if (dotted !== null) bytes.push(...dotted);
    else if (!/^[0-9a-f]{1,4}$/i.test(group)) return null;
    else bytes.push(parseInt(group, 16) >> 8, parseInt(group, 16) & 0xff);
  }
  return bytes;
}

/** `::ffff:a.b.c.d` (RFC 4291 section 2.5.5.2) as its four octets; anything else as it is. */
export function unmapped(bytes: Uint8Array): Uint8Array {
  const mapped = bytes.length === 16 && bytes.every((octet, i) => i > 11 || octet === (i < 10 ? 0 : 0xff));
  return mapped ? bytes.subarray(12) : bytes;
}

/** As inet_ntop writes it: RFC 5952, with a dotted end after `::` and `::ffff:` (`text` is the RFC 5952 form). */
export function networkText(bytes: Uint8Array, text: string): string {
  const words = Array.from(
    { length: bytes.length / 2 },
    (_, i) => (bytes[2 * i] ?? 0) * 256 + (bytes[2 * i + 1] ?? 0),
  );
  const leading = words.findIndex((word) => word !== 0);
  if (words.length !== 8 || !(leading === 6 || (leading === 5 && words[5] === 0xffff))) return text;
  return `${leading === 5 ? '::ffff:' : '::'}${bytes.subarray(12).join('.')}`;
}
