/**
 * What annotated bytes are made of. A field is a span of the bytes, never a copy of them; the leaves of a tree
 * stand side by side and claim every byte, those of a broken message too (`unparsed`).
 */
import type { ByteRange } from './range.ts';

/** Names that writer and reader give of themselves: a length prefix, what it counts, bytes that no field claims. */
export type StructuralName = 'length' | 'opaque' | 'unparsed';

/**
 * What a field means. `codePoint`: a number with a name in a registry; `text`: its bytes as text, those that are
 * not printable ASCII as `\xNN`; `opaque`: nothing but its bytes. A group of fields has the value null, or the
 * value that tells it from its neighbours (an extension: its type).
 */
export type FieldValue =
  | { kind: 'number'; number: number }
  | { kind: 'codePoint'; code: number; name: string }
  | { kind: 'text'; text: string }
  | { kind: 'opaque' };

/** `name` is the standard's word for it; `range` is half-open, in the bytes the tree belongs to. */
export type Field<Name extends string = string> = {
  name: Name | StructuralName;
  range: ByteRange;
  value: FieldValue | null;
  children: Field<Name>[];
};

/** How bytes are meant to be read by people. */
export type OpaqueKind = 'opaque' | 'text';

/** Looks up the name of a code. */
export type Naming = (code: number) => string;

const printable = (octet: number): boolean => octet >= 0x20 && octet < 0x7f && octet !== 0x5c;

/** The octets as text: printable ASCII as it is, anything else, and the backslash, as `\xNN`. */
export const escapedText = (bytes: Uint8Array): string =>
  Array.from(bytes, (octet) =>
    printable(octet) ? String.fromCharCode(octet) : `\\x${octet.toString(16).padStart(2, '0')}`,
  ).join('');

/** The value of a run of bytes. */
export const opaqueValue = (kind: OpaqueKind, bytes: Uint8Array): FieldValue =>
  kind === 'text' ? { kind, text: escapedText(bytes) } : { kind };

/** The value of an unsigned integer: a code point where a registry names it. */
export const numberValue = (number: number, naming: Naming | null): FieldValue =>
  naming === null ? { kind: 'number', number } : { kind: 'codePoint', code: number, name: naming(number) };

/** The leaves in order of their bytes. Iterative: a tree may have as many leaves as there are bytes. */
export function leaves<Name extends string>(root: Field<Name>): Field<Name>[] {
  const found: Field<Name>[] = [];
  const waiting = [root];
  for (let field = waiting.pop(); field !== undefined; field = waiting.pop()) {
    if (field.children.length === 0) found.push(field);
    else for (const child of field.children.toReversed()) waiting.push(child);
  }
  return found;
}
