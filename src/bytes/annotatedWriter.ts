/**
 * A writer that annotates as it writes: each call appends bytes and the field that claims them. Groups are nested
 * by nested calls, and a vector writes its own length when its content is complete: no length is counted by hand.
 */
import { numberValue, opaqueValue } from './field.ts';
import type { Field, FieldValue, Naming, OpaqueKind, StructuralName } from './field.ts';

/** Width of an unsigned big-endian integer in bytes. */
export type IntegerWidth = 1 | 2 | 3 | 4;

/** Annotated bytes: `field` spans all of `bytes`. */
export type Annotated<Name extends string> = { bytes: Uint8Array; field: Field<Name> };

/**
 * Writes what `fill` writes, as one group called `name`.
 * @throws RangeError when a number or a vector does not fit its width: a mistake of the caller, not of an input.
 */
export function writeAnnotated<Name extends string>(
  name: Name,
  fill: (writer: AnnotatedWriter<Name>) => void,
): Annotated<Name> {
  const writer = new AnnotatedWriter<Name>();
  const field = writer.struct(name, () => {
    fill(writer);
  });
  return { bytes: writer.bytes(), field };
}

export class AnnotatedWriter<Name extends string> {
  #buffer = new Uint8Array(256);
  #length = 0;
  #siblings: Field<Name>[] = [];

  /** A copy of what was written so far. */
  bytes(): Uint8Array {
    return this.#buffer.slice(0, this.#length);
  }

  /** A group of fields. `value`: what tells this group from its neighbours. */
  struct(name: Name, fill: () => void, value: FieldValue | null = null): Field<Name> {
    const start = this.#length;
    const children = this.#collect(fill);
    return this.#claim(name, start, value, children);
  }

  /** The length in bytes of what `fill` writes, then what it writes. */
  counted(width: IntegerWidth, fill: () => void): void {
    const start = this.#length;
    this.#reserve(width);
    const length = this.#claim('length', start, null, []);
    fill();
    const counted = this.#length - start - width;
    this.#store(start, width, counted);
    length.value = numberValue(counted, null);
  }

  /** A group that begins with the length in bytes of the rest of it. */
  vector(name: Name, width: IntegerWidth, fill: () => void): Field<Name> {
    return this.struct(name, () => {
      this.counted(width, fill);
    });
  }

  /** An unsigned big-endian integer; `naming` when it is a code point. */
  uint(name: Name, width: IntegerWidth, number: number, naming: Naming | null = null): void {
    const start = this.#length;
    this.#reserve(width);
    this.#store(start, width, number);
    this.#claim(name, start, numberValue(number, naming), []);
  }

  /** Bytes as they are. No bytes, no field. */
  opaque(name: Name | StructuralName, bytes: Uint8Array, kind: OpaqueKind = 'opaque'): void {
    if (bytes.length === 0) return;
    const start = this.#length;
    this.#reserve(bytes.length);
    this.#buffer.set(bytes, start);
    this.#claim(name, start, opaqueValue(kind, bytes), []);
  }

  /** Bytes preceded by their length; the vector carries their value too. */
  opaqueVector(name: Name, width: IntegerWidth, bytes: Uint8Array, kind: OpaqueKind = 'opaque'): void {
    const field = this.vector(name, width, () => {
      this.opaque('opaque', bytes, kind);
    });
    field.value = opaqueValue(kind, bytes);
  }

  /** Bytes that were annotated elsewhere; `fields` count from their first byte. */
  adopt(bytes: Uint8Array, fields: readonly Field<Name>[]): void {
    const start = this.#length;
    this.#reserve(bytes.length);
    this.#buffer.set(bytes, start);
    this.#siblings.push(...fields.map((field) => shifted(field, start)));
  }

  #collect(fill: () => void): Field<Name>[] {
    const outer = this.#siblings;
    const children: Field<Name>[] = [];
    this.#siblings = children;
    fill();
    this.#siblings = outer;
    return children;
  }

  #claim(
    name: Name | StructuralName,
    start: number,
    value: FieldValue | null,
    children: Field<Name>[],
  ): Field<Name> {
    const field = { name, range: { start, end: this.#length }, value, children };
    this.#siblings.push(field);
    return field;
  }

  #reserve(count: number): void {
    const needed = this.#length + count;
    if (needed > this.#buffer.length) {
      const grown = new Uint8Array(Math.max(needed, 2 * this.#buffer.length));
      grown.set(this.#buffer.subarray(0, this.#length));
      this.#buffer = grown;
    }
    this.#length = needed;
  }

  #store(offset: number, width: IntegerWidth, number: number): void {
    if (!Number.isInteger(number) || number < 0 || number >= 256 ** width)
      throw new RangeError(`${number} does not fit ${width} bytes`);
    for (let index = 0; index < width; index += 1)
      this.#buffer[offset + index] = Math.floor(number / 256 ** (width - 1 - index)) & 0xff;
  }
}

/** The same field `by` bytes further on. Depth is that of a grammar, not of an input. */
const shifted = <Name extends string>(field: Field<Name>, by: number): Field<Name> => ({
  ...field,
  range: { start: field.range.start + by, end: field.range.end + by },
  children: field.children.map((child) => shifted(child, by)),
});
