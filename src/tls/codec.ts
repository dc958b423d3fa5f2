/**
 * The presentation language of TLS (RFC 9846 section 3) as values: one description of a structure serves to write
 * it and to read it, so both yield the same fields. `struct({ legacy_version: ..., random: opaque(32) })` reads like
 * the RFC's definition, and the type of its content follows from it.
 */
import type { AnnotatedReader, VectorLimits } from '../bytes/annotatedReader.ts';
import type { AnnotatedWriter, IntegerWidth } from '../bytes/annotatedWriter.ts';
import type { Naming, OpaqueKind } from '../bytes/field.ts';
import type { ByteRange } from '../bytes/range.ts';
import type { FieldName } from './fieldNames.ts';
import type { TlsReason } from './parseError.ts';

export type TlsWriter = AnnotatedWriter<FieldName>;
export type TlsReader = AnnotatedReader<FieldName, TlsReason>;

/** How a value of type T stands in bytes, as the field `name`. */
export type Codec<T> = {
  write(writer: TlsWriter, name: FieldName, value: T): void;
  read(reader: TlsReader, name: FieldName): T;
};

/** What a codec encodes. */
export type ContentOf<C> = C extends Codec<infer T> ? T : never;

/** An unsigned integer of `width` bytes; `naming` when it is a code point. */
export const uint = (width: IntegerWidth, naming: Naming | null = null): Codec<number> => ({
  write: (writer, name, value) => {
    writer.uint(name, width, value, naming);
  },
  read: (reader, name) => reader.uint(name, width, naming),
});

/** `opaque name[length]` */
export const opaque = (length: number): Codec<Uint8Array> => ({
  write: (writer, name, value) => {
    writer.opaque(name, value);
  },
  read: (reader, name) => reader.opaque(name, length),
});

/** All bytes up to the end of what encloses them. */
export const rest: Codec<Uint8Array> = {
  write: (writer, name, value) => {
    writer.opaque(name, value);
  },
  read: (reader, name) => reader.opaque(name, reader.remaining),
};

/** `opaque name<min..max>`; the length takes `width` bytes. */
export const opaqueVector = (
  width: IntegerWidth,
  min: number,
  max: number,
  kind: OpaqueKind = 'opaque',
): Codec<Uint8Array> => ({
  write: (writer, name, value) => {
    writer.opaqueVector(name, width, value, kind);
  },
  read: (reader, name) => reader.opaqueVector(name, width, { min, max }, kind),
});

/** `Item name<min..max>`; the length takes `width` bytes, each item is the field `itemName`. */
export const vector = <T>(
  width: IntegerWidth,
  limits: VectorLimits,
  itemName: FieldName,
  item: Codec<T>,
): Codec<T[]> => ({
  write: (writer, name, values) => {
    writer.vector(name, width, () => {
      for (const value of values) item.write(writer, itemName, value);
    });
  },
  read: (reader, name) =>
    reader.vector(name, width, limits, () => {
      const values: T[] = [];
      while (reader.more) values.push(item.read(reader, itemName));
      return values;
    }),
});

type Members<T> = { [K in keyof T]: Codec<T[K]> };

/** Only the RFCs' names may be members: any other key makes the struct an error. */
type NamedMembers<T> = { [K in keyof T]: K extends FieldName ? unknown : never };

/** The members of a struct one after another, in the order written, without a field around them. */
export function sequence<T extends NamedMembers<T>>(members: Members<T>): Codec<T> {
  const names = Object.keys(members) as (keyof T & FieldName)[];
  return {
    write: (writer, _name, content) => {
      for (const member of names) writeMember(writer, member, members, content);
    },
    read: (reader) => {
      const content: Partial<T> = {};
      for (const member of names) readMember(reader, member, members, content);
      return content as T;
    },
  };
}

/** What a codec writes and reads, as one field. */
export const group = <T>(inner: Codec<T>): Codec<T> => ({
  write: (writer, name, content) => {
    writer.struct(name, () => {
      inner.write(writer, name, content);
    });
  },
  read: (reader, name) => reader.struct(name, () => inner.read(reader, name)),
});

/** `struct { ... } name` */
export const struct = <T extends NamedMembers<T>>(members: Members<T>): Codec<T> => group(sequence(members));

function writeMember<T, K extends keyof T & FieldName>(
  writer: TlsWriter,
  name: K,
  members: Pick<Members<T>, K>,
  content: T,
): void {
  members[name].write(writer, name, content[name]);
}

function readMember<T, K extends keyof T & FieldName>(
  reader: TlsReader,
  name: K,
  members: Pick<Members<T>, K>,
  content: Partial<T>,
): void {
  content[name] = members[name].read(reader, name);
}

/** A member that may be missing at the end of its structure: then null. */
export const optional = <T>(codec: Codec<T>): Codec<T | null> => ({
  write: (writer, name, value) => {
    if (value !== null) codec.write(writer, name, value);
  },
  read: (reader, name) => (reader.more ? codec.read(reader, name) : null),
});

/** A codec under its own name, where the enclosing structure gives it another. */
export const named = <T>(ownName: FieldName, codec: Codec<T>): Codec<T> => ({
  write: (writer, _name, value) => {
    codec.write(writer, ownName, value);
  },
  read: (reader) => codec.read(reader, ownName),
});

/** Nothing: `struct {} Empty`, without a field. */
export const empty: Codec<null> = { write: () => undefined, read: () => null };

/**
 * A codec with a rule about what was read: the reason it is broken for, or null. Reading goes on. `member`: the
 * member to blame, where it is not the whole.
 */
export const checked = <T>(
  codec: Codec<T>,
  brokenBecause: (value: T) => TlsReason | null,
  member: FieldName | null = null,
): Codec<T> => ({
  write: (writer, name, value) => {
    codec.write(writer, name, value);
  },
  read: (reader, name) => {
    const { losses, position: start } = reader;
    const value = codec.read(reader, name);
    const reason = reader.losses === losses ? brokenBecause(value) : null;
    if (reason !== null)
      reader.report(reason, memberRange(reader, member) ?? { start, end: reader.position });
    return value;
  },
});

/** Where `member` of the group that was read last stands. */
const memberRange = (reader: TlsReader, member: FieldName | null): ByteRange | null =>
  reader
    .fields()
    .at(-1)
    ?.children.find(({ name }) => name === member)?.range ?? null;
