/** The `openssl asn1parse` that prints one node and what is inside it. */
import type { ExpandedDocument } from '../asn1/expand.ts';

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

const quoted = (name: string): string =>
  /^[\w.-]+$/.test(name) && !name.startsWith('-') ? name : `'./${name.replaceAll("'", "'\\''")}'`;
