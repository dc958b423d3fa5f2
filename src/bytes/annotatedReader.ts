/**
 * The writer's counterpart: reads within bounds and yields the same tree. It never throws and never reads past the
 * end of the vector it is in. After a failure the rest of that vector is claimed as `unparsed`, and reading goes on
 * behind it, so that a broken message still shows all that can be told.
 */
import type { IntegerWidth } from './annotatedWriter.ts';
import { numberValue, opaqueValue } from './field.ts';
import type { Field, FieldValue, Naming, OpaqueKind, StructuralName } from './field.ts';
import type { ByteRange } from './range.ts';

/**
 * `truncated`: fewer bytes than the structure needs, or than a length announces. `trailing-bytes`: bytes left over
 * at the end of a vector. `length-out-of-range`: a vector shorter or longer than its definition allows.
 */
export type BoundsReason = 'truncated' | 'trailing-bytes' | 'length-out-of-range';

export type ReadError<Reason extends string> = { reason: Reason | BoundsReason; range: ByteRange };

/** Bytes a vector may have, both ends included, as presentation language writes it: `<min..max>`. */
export type VectorLimits = { min: number; max: number };

/**
 * What was read. `content` is null when it could not be read in full; `errors` are in the order found; `field`
 * spans all bytes in any case.
 */
export type ReadResult<Name extends string, Reason extends string, T> = {
  content: T | null;
  field: Field<Name>;
  errors: ReadError<Reason>[];
};

/** Reads all of `bytes` as one group called `name`. */
export function readAnnotated<Name extends string, Reason extends string, T>(
  bytes: Uint8Array,
  name: Name,
  read: (reader: AnnotatedReader<Name, Reason>) => T,
): ReadResult<Name, Reason, T> {
  const reader = new AnnotatedReader<Name, Reason>(bytes);
  const content = reader.attempt(
    () => reader.struct(name, () => reader.region(bytes.length, () => read(reader))),
    null,
  );
  const field = reader.fields()[0] ?? {
    name,
    range: { start: 0, end: bytes.length },
    value: null,
    children: [],
  };
  return { content, field, errors: reader.errors() };
}

export class AnnotatedReader<Name extends string, Reason extends string> {
  #bytes: Uint8Array;
  #position = 0;
  #end: number;
  #siblings: Field<Name>[] = [];
  #errors: ReadError<Reason>[] = [];
  /** The current vector cannot be read any further. */
  #stopped = false;
  #losses = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#end = bytes.length;
  }

  /** Whether the current vector has more to read. */
  get more(): boolean {
    return !this.#stopped && this.#position < this.#end;
  }

  /** Bytes left in the current vector; 0 after a failure. */
  get remaining(): number {
    return this.#stopped ? 0 : this.#end - this.#position;
  }

  get position(): number {
    return this.#position;
  }

  /** How often something could not be read: no more than before means that all in between was. */
  get losses(): number {
    return this.#losses;
  }

  /** The fields of the current group so far. */
  fields(): Field<Name>[] {
    return this.#siblings;
  }

  errors(): ReadError<Reason>[] {
    return this.#errors;
  }

  /** The next bytes, without claiming them; fewer where the vector ends. */
  peek(offset: number, length: number): Uint8Array {
    const start = Math.min(this.#position + offset, this.#end);
    return this.#bytes.subarray(start, Math.min(start + length, this.#end));
  }

  /** A group of fields. `value`: what tells this group from its neighbours, known after reading. */
  struct<T>(name: Name, read: () => T, value: (content: T) => FieldValue | null = () => null): T {
    const start = this.#position;
    const { children, result } = this.#collect(read);
    if (this.#position > start || !this.#stopped) this.#claim(name, start, value(result), children);
    return result;
  }

  /** A length in bytes, then as many bytes, read to their exact end. */
  counted<T>(width: IntegerWidth, limits: VectorLimits, read: () => T): T {
    const start = this.#position;
    const length = this.#integer('length', width, null);
    const announced = { start, end: this.#position };
    if (announced.end > start && (length < limits.min || length > limits.max))
      this.report('length-out-of-range', announced);
    return this.region(length, read, announced);
  }

  /** A group that begins with the length in bytes of the rest of it. */
  vector<T>(name: Name, width: IntegerWidth, limits: VectorLimits, read: () => T): T {
    return this.struct(name, () => this.counted(width, limits, read));
  }

  /**
   * The next `length` bytes, read to their exact end. More than there are is an error at `announced`; what is there
   * is read all the same.
   */
  region<T>(length: number, read: () => T, announced: ByteRange | null = null): T {
    const outerEnd = this.#end;
    const outerStopped = this.#stopped;
    const overruns = length > outerEnd - this.#position;
    if (overruns) this.fail('truncated', announced ?? { start: this.#position, end: outerEnd });
    this.#end = Math.min(this.#position + length, outerEnd);
    this.#stopped = outerStopped;
    const result = read();
    this.#close();
    this.#end = outerEnd;
    this.#stopped = outerStopped || overruns;
    return result;
  }

  /** An unsigned big-endian integer; `naming` when it is a code point. 0 after a failure. */
  uint(name: Name, width: IntegerWidth, naming: Naming | null = null): number {
    return this.#integer(name, width, naming);
  }

  /** Exactly `length` bytes, a view of the input; empty after a failure. */
  opaque(name: Name | StructuralName, length: number, kind: OpaqueKind = 'opaque'): Uint8Array {
    if (!this.#available(length)) return new Uint8Array(0);
    const start = this.#position;
    this.#position += length;
    const bytes = this.#bytes.subarray(start, this.#position);
    if (length > 0) this.#claim(name, start, opaqueValue(kind, bytes), []);
    return bytes;
  }

  /** Bytes preceded by their length; the vector carries their value too. */
  opaqueVector(
    name: Name,
    width: IntegerWidth,
    limits: VectorLimits,
    kind: OpaqueKind = 'opaque',
  ): Uint8Array {
    const claimed = this.#siblings.length;
    const bytes = this.vector(name, width, limits, () => this.opaque('opaque', this.remaining, kind));
    const field = this.#siblings[claimed];
    if (field !== undefined) field.value = opaqueValue(kind, bytes);
    return bytes;
  }

  /** What `read` yields, or `otherwise` when something in it could not be read: that then costs nothing else. */
  attempt<T, U>(read: () => T, otherwise: U): T | U {
    const before = this.#losses;
    const result = read();
    const complete = this.#losses === before;
    this.#losses = before;
    return complete ? result : otherwise;
  }

  /** Notes an error in what could be read: reading goes on. */
  report(reason: Reason | BoundsReason, range: ByteRange): void {
    this.#errors.push({ reason, range });
  }

  /** Notes an error after which the current vector makes no sense. */
  fail(reason: Reason | BoundsReason, range: ByteRange): void {
    if (!this.#stopped) this.report(reason, range);
    this.#stopped = true;
    this.#losses += 1;
  }

  #integer(name: Name | StructuralName, width: IntegerWidth, naming: Naming | null): number {
    if (!this.#available(width)) return 0;
    const start = this.#position;
    let number = 0;
    for (; this.#position < start + width; this.#position += 1)
      number = number * 256 + (this.#bytes[this.#position] ?? 0);
    this.#claim(name, start, numberValue(number, naming), []);
    return number;
  }

  #available(length: number): boolean {
    if (this.#end - this.#position < length)
      this.fail('truncated', { start: this.#position, end: this.#end });
    return !this.#stopped;
  }

  #close(): void {
    const range = { start: this.#position, end: this.#end };
    if (range.start >= range.end) return;
    this.fail('trailing-bytes', range);
    this.#position = this.#end;
    this.#claim('unparsed', range.start, { kind: 'opaque' }, []);
  }

  #collect<T>(read: () => T): { children: Field<Name>[]; result: T } {
    const outer = this.#siblings;
    const children: Field<Name>[] = [];
    this.#siblings = children;
    const result = read();
    this.#siblings = outer;
    return { children, result };
  }

  #claim(
    name: Name | StructuralName,
    start: number,
    value: FieldValue | null,
    children: Field<Name>[],
  ): void {
    this.#siblings.push({ name, range: { start, end: this.#position }, value, children });
  }
}
