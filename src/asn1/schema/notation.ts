/** ASN.1 types as data, written much as the RFC's module writes them. */

/**
 * One component or alternative. `tag`: the context-specific tag number, null: the type's own tag. An alternative with
 * the name '' adds nothing to a path (`Time`'s utcTime, `Name`'s rdnSequence: paths end at the field that has the type).
 */
export type Field = { name: string; tag: number | null; explicit: boolean; type: string };

/**
 * `tag` is a key of `tagKey`: for universal types the tag number itself.
 * - `universal`: the type with that tag, nothing known inside.
 * - `alias`: another name for a type.
 * - `open`: ANY DEFINED BY the object identifier beside it; `table` gives the type, and the name that a value opened
 *   from a string adds to the path.
 * - `containing`: an OCTET STRING (4) or BIT STRING (3) whose content is of the type, in DER or as the TLS structure of
 *   RFC 6962. `unlisted`: what to do with it when the type is open and its object identifier is not in the table.
 * - `any`: anything, named by its tags.
 */
export type SchemaType =
  | { kind: 'universal'; tag: number }
  | { kind: 'alias'; of: string }
  | { kind: 'fields'; tag: number; fields: readonly Field[] }
  | { kind: 'choice'; fields: readonly Field[] }
  | { kind: 'of'; tag: number; element: string }
  | { kind: 'open'; table: ReadonlyMap<string, OpenEntry> }
  | {
      kind: 'containing';
      tag: number;
      content: string;
      syntax: 'der' | 'sct-list';
      unlisted: 'as-guess' | 'never';
    }
  | { kind: 'any' };

export type OpenEntry = { name: string; type: string };

const fieldNotation = /^(\S*) (?:\[(\d+)\] )?(EXPLICIT )?(\S.*)$/;

/** `name [n] EXPLICIT Type`, `name [n] Type` (implicit), `name Type`, or ` Type` for a nameless alternative. */
function field(notation: string): Field {
  const [, name = '', tag, explicit, type = 'ANY'] = fieldNotation.exec(notation) ?? [];
  return { name, tag: tag === undefined ? null : Number(tag), explicit: explicit !== undefined, type };
}

export const sequence = (...fields: string[]): SchemaType => ({
  kind: 'fields',
  tag: 0x10,
  fields: fields.map(field),
});
export const choice = (...fields: string[]): SchemaType => ({ kind: 'choice', fields: fields.map(field) });
export const sequenceOf = (element: string): SchemaType => ({ kind: 'of', tag: 0x10, element });
export const setOf = (element: string): SchemaType => ({ kind: 'of', tag: 0x11, element });
export const alias = (of: string): SchemaType => ({ kind: 'alias', of });
export const octetsContaining = (content: string): SchemaType => ({
  kind: 'containing',
  tag: 4,
  content,
  syntax: 'der',
  unlisted: 'as-guess',
});
export const bitsContaining = (content: string): SchemaType => ({
  kind: 'containing',
  tag: 3,
  content,
  syntax: 'der',
  unlisted: 'never',
});
/** An OCTET STRING with a SignedCertificateTimestampList of RFC 6962 section 3.3 in it. */
export const octetsContainingScts = (content: string): SchemaType => ({
  kind: 'containing',
  tag: 4,
  content,
  syntax: 'sct-list',
  unlisted: 'never',
});

/** Structures of TLS presentation language (RFC 9846 section 3) have no tags: all their nodes have this key. */
const tlsTag = 4 * 2 ** 32;
export const tlsStruct = (...fields: string[]): SchemaType => ({
  kind: 'fields',
  tag: tlsTag,
  fields: fields.map(field),
});
export const tlsVectorOf = (element: string): SchemaType => ({ kind: 'of', tag: tlsTag, element });
export const tlsField: SchemaType = { kind: 'universal', tag: tlsTag };

/** By object identifier: `name Type`. */
export const definedBy = (entries: Record<string, string>): SchemaType => ({
  kind: 'open',
  table: new Map(
    Object.entries(entries).map(([oid, notation]): [string, OpenEntry] => {
      const space = notation.indexOf(' ');
      return [oid, { name: notation.slice(0, space), type: notation.slice(space + 1) }];
    }),
  ),
});
