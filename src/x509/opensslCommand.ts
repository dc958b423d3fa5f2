/** The `openssl asn1parse` that prints one node and what is inside it. */
import type { ExpandedDocument } from '../asn1/expand.ts';
import { visibleText } from '../text/visible.ts';

/** `name` is quoted for a POSIX shell. */
export type CommandFile = { name: string; form: 'PEM' | 'DER' };

const BIT_STRING = 0x03;

/**
 * `-strparse` goes into the content of each primitive string around the node (its offset counts from the content of
 * the one before), `-offset` and `-length` choose the node there. The offsets that are printed count from it.
 */
export function opensslCommand(document: ExpandedDocument, node: number, file: CommandFile): string {
  const words = ['openssl', 'asn1parse', '-i', '-in', quoted(file.name), '-inform', file.form];
  let origin = 0;
  for (const string of stringsAround(document, node)) {
    words.push('-strparse', String(document.start(string) - origin));
    const unusedBits = document.identifier(string) === BIT_STRING ? 1 : 0;
    origin = document.content(string) + unusedBits;
  }
  const [start, end] = [document.start(node), document.end(node)];
  if (start > origin) words.push('-offset', String(start - origin)); // openssl refuses an offset of 0
  words.push('-length', String(end - start));
  return words.join(' ');
}

/** The primitive strings that `node` is inside of, outermost first. */
function stringsAround(document: ExpandedDocument, node: number): number[] {
  const strings: number[] = [];
  for (let i = node; i >= 0; i = document.parent(i)) {
    if (document.encapsulated(i)) strings.unshift(document.parent(i));
  }
  return strings;
}

/** As one word of a POSIX shell. `./` keeps a name that begins with a hyphen from being an option. */
function quoted(name: string): string {
  if (/^[\w.-]+$/.test(name) && !name.startsWith('-')) return name;
  return visibleText(name) === name ? `'./${name.replaceAll("'", "'\\''")}'` : printed(`./${name}`);
}

/**
 * The name as `printf` of every POSIX shell prints it, octets that are not printable ASCII by their numbers: the command
 * shows what it names. An octal escape has three digits, so that no digit of the name joins it.
 */
const printed = (name: string): string =>
  `"$(printf '${[...new TextEncoder().encode(name)].map(printfOctet).join('')}')"`;

function printfOctet(octet: number): string {
  const character = String.fromCharCode(octet);
  if (character === '%') return '%%';
  return /[ -~]/.test(character) && !/['\\]/.test(character)
    ? character
    : `\\${octet.toString(8).padStart(3, '0')}`;
}
