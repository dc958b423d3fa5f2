/** tar: POSIX.1-2017 `pax` section "ustar Interchange Format" and "pax Header", and GNU tar's long names. */
import type { ArchiveEntry } from './archiveEntry.ts';

const BLOCK = 512;
const decoder = new TextDecoder();

/** The files and links of a tar archive in its order; null when it is none. One that is cut short gives what is whole. */
export function readTar(bytes: Uint8Array): ArchiveEntry[] | null {
  if (!isHeader(bytes.subarray(0, BLOCK))) return null;
  const entries: ArchiveEntry[] = [];
  let names: LongNames = {};
  for (let at = 0; at + BLOCK <= bytes.length;) {
    const header = bytes.subarray(at, at + BLOCK);
    if (!isHeader(header)) break; // two zero blocks end the archive
    const type = String.fromCharCode(header[156] ?? 0);
    const size = sizeOf(header, names);
    const content = bytes.subarray(at + BLOCK, at + BLOCK + size);
    if (content.length < size) break;
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    const longer = longNames(type, content);
    if (longer !== null) {
      names = { ...names, ...longer };
      continue;
    }
    const entry = entryOf(header, type, content, names);
    if (entry !== null) entries.push(entry);
    names = {};
  }
  return entries;
}

/** What the records before a header say in its place. */
type LongNames = { path?: string; linkpath?: string; size?: string };

/** The checksum is the sum of the header's octets with its own eight read as spaces. */
function isHeader(header: Uint8Array): boolean {
  if (header.length < BLOCK || header[0] === 0) return false;
  const sum = header.reduce((total, octet, at) => total + (at >= 148 && at < 156 ? 0x20 : octet), 0);
  return octal(header.subarray(148, 156)) === sum;
}

const textOf = (field: Uint8Array): string => {
  const end = field.indexOf(0);
  return decoder.decode(end < 0 ? field : field.subarray(0, end));
};

function octal(field: Uint8Array): number {
  const text = textOf(field).trim();
  return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : 0;
}

function sizeOf(header: Uint8Array, names: LongNames): number {
  return names.size !== undefined && /^\d+$/.test(names.size)
    ? Number(names.size)
    : octal(header.subarray(124, 136));
}

/** Content of a record that only names the next file: GNU `L` and `K`, pax `x`. `g` says nothing of names here. */
function longNames(type: string, content: Uint8Array): LongNames | null {
  if (type === 'L') return { path: textOf(content) };
  if (type === 'K') return { linkpath: textOf(content) };
  if (type === 'g') return {};
  return type === 'x' ? paxRecords(content) : null;
}

/** `length keyword=value\n`; the length counts the octets of the whole record. */
function paxRecords(content: Uint8Array): LongNames {
  const names: LongNames = {};
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(0x20, at);
    const length = space < 0 ? 0 : Number(decoder.decode(content.subarray(at, space)));
    if (!Number.isSafeInteger(length) || length <= space - at) break;
    const [key = '', ...value] = decoder.decode(content.subarray(space + 1, at + length - 1)).split('=');
    if (key === 'path' || key === 'linkpath' || key === 'size') names[key] = value.join('=');
    at += length;
  }
  return names;
}

function entryOf(
  header: Uint8Array,
  type: string,
  content: Uint8Array,
  names: LongNames,
): ArchiveEntry | null {
  const path = names.path ?? prefixOf(header) + textOf(header.subarray(0, 100));
  const link = names.linkpath ?? textOf(header.subarray(157, 257));
  if (type === '2') return { path, content, link };
  if (type === '1') return { path, content, link: `/${link}` }; // a hard link names a path of the archive
  const isFile = ['0', '\0', '7'].includes(type) && !path.endsWith('/');
  return isFile ? { path, content, link: null } : null;
}

/** Only POSIX headers (`ustar` and a NUL) have one; GNU's keep times there. */
function prefixOf(header: Uint8Array): string {
  const isPosix = textOf(header.subarray(257, 263)) === 'ustar' && header[262] === 0;
  const prefix = isPosix ? textOf(header.subarray(345, 500)) : '';
  return prefix === '' ? '' : `${prefix}/`;
}
