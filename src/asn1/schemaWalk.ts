/** Pre-order walk that gives every node its place in the schema; `expand` and `nameNodes` both take it. */
import type { Asn1Document } from './document.ts';
import { decodeOid, maxOidOctets } from './oids.ts';
import { accepts, any, fieldAccepts, schemaType, tagKey } from './schema/registry.ts';
import type { Field, OpenEntry, SchemaType } from './schema/notation.ts';
import { tagName } from './schema/universal.ts';

/**
 * What a node is. `names`: the path segments it adds (none behind an explicit tag); `indexed`: they follow its
 * position among its siblings, as in `[0].dNSName`. `label`: what the node alone is called, null: by its position.
 * `type`: the RFC's type name, or the universal type's.
 * `opens`: whether the content of the string it is may be opened: `by-schema`, `as-guess` (nothing is known of it),
 * or `never` (a key, a signature, an identifier: octets that mean nothing as ASN.1).
 */
export type Slot = {
  names: readonly string[];
  indexed: boolean;
  label: string | null;
  type: string;
  opens: 'by-schema' | 'as-guess' | 'never';
};

/** An open container on the way down. `inner`: what an explicit tag wraps. `oid`: the one that governs open types. */
type Frame = {
  type: SchemaType;
  typeName: string;
  inner: string | null;
  cursor: number;
  position: number;
  oid: string | null;
  ownOid: boolean;
};

/** Where a node stands: its slot and the type to go on with. */
type Match = { slot: Slot; type: SchemaType; typeName: string; inner: string | null };

export class SchemaWalk {
  private readonly frames: Frame[] = [];
  private readonly slots = new Map<string, Match>();
  private readonly document: Pick<Asn1Document, 'bytes'>;
  private readonly rootTypes: (position: number) => string | null;
  private top = 0;
  /** Position of the node last entered among its siblings. */
  position = 0;

  /** `rootTypes`: the type of the top node at a position, null when unknown. */
  constructor(document: Pick<Asn1Document, 'bytes'>, rootTypes: (position: number) => string | null) {
    this.document = document;
    this.rootTypes = rootTypes;
  }

  /** The slot of the next node in pre-order. `depth` counts from 0; content is `[content, end)`. */
  enter(depth: number, tagClass: number, tagNumber: number, content: number, end: number): Slot {
    this.leave(depth);
    const match = this.match(tagKey(tagClass, tagNumber), tagName(tagClass, tagNumber));
    const parent = this.frames[depth - 1];
    if (tagClass === 0 && tagNumber === 6 && parent !== undefined && !parent.ownOid) {
      parent.oid =
        end - content <= maxOidOctets ? decodeOid(this.document.bytes.subarray(content, end)) : null;
      parent.ownOid = true;
    }
    this.frames.push({
      type: match.type,
      typeName: match.typeName,
      inner: match.inner,
      cursor: 0,
      position: 0,
      oid: parent?.oid ?? null,
      ownOid: false,
    });
    return match.slot;
  }

  /** Closes the frames at `depth` and deeper. An algorithm governs what stands beside it (the key). */
  private leave(depth: number): void {
    while (this.frames.length > depth) {
      const frame = this.frames.pop();
      const parent = this.frames.at(-1);
      if (frame?.typeName !== 'AlgorithmIdentifier' || parent === undefined || parent.ownOid) continue;
      parent.oid = frame.oid;
    }
  }

  private match(key: number, generic: string): Match {
    const parent = this.frames.at(-1);
    if (parent === undefined) return this.matchTop(key, generic);
    this.position = parent.position++;
    const { inner } = parent;
    if (inner !== null && this.position === 0) return this.ofType([], false, inner, key, generic, parent.oid);
    const { type } = parent;
    switch (type.kind) {
      case 'fields':
        return this.matchField(parent, type.fields, key, generic);
      case 'of':
        return this.ofType([], true, type.element, key, generic, parent.oid);
      case 'containing':
        if (this.position > 0) return this.unknown(generic);
        return this.ofType(null, false, type.content, key, generic, parent.oid);
      default:
        return this.unknown(generic);
    }
  }

  private matchTop(key: number, generic: string): Match {
    this.position = this.top++;
    const root = this.rootTypes(this.position);
    return root === null ? this.unknown(generic) : this.ofType([root], false, root, key, generic, null);
  }

  private matchField(parent: Frame, fields: readonly Field[], key: number, generic: string): Match {
    for (let k = parent.cursor; k < fields.length; k++) {
      const field = fields[k];
      if (field === undefined || !fieldAccepts(field, key)) continue;
      parent.cursor = k + 1;
      return this.ofField([field.name], false, field, key, generic, parent.oid);
    }
    return this.unknown(generic);
  }

  private ofField(
    names: readonly string[],
    indexed: boolean,
    field: Field,
    key: number,
    generic: string,
    oid: string | null,
  ): Match {
    if (field.explicit) return this.found(names, indexed, field.type, any, field.type, null);
    if (field.tag === null) return this.ofType(names, indexed, field.type, key, generic, oid);
    return this.found(names, indexed, field.type, schemaType(field.type), null, oid);
  }

  /**
   * A node where `typeName` is expected, its tag being the type's own. `names` null: the content of a string, which is
   * named by the open type's entry.
   */
  private ofType(
    names: readonly string[] | null,
    indexed: boolean,
    typeName: string,
    key: number,
    generic: string,
    oid: string | null,
  ): Match {
    const type = schemaType(typeName);
    if (type.kind === 'open') {
      const entry: OpenEntry | undefined = oid === null ? undefined : type.table.get(oid);
      if (entry === undefined || !accepts(schemaType(entry.type), key))
        return names === null ? this.unknown(generic) : this.found(names, indexed, generic, any, null, null);
      return this.ofType(names ?? [entry.name], indexed, entry.type, key, generic, null);
    }
    if (names === null) return this.ofType([typeName], indexed, typeName, key, generic, oid);
    if (!accepts(type, key)) return this.found(names, indexed, generic, any, null, null);
    if (type.kind === 'choice') {
      const alternative = type.fields.find((field) => fieldAccepts(field, key));
      if (alternative === undefined) return this.unknown(generic);
      if (alternative.name === '')
        return this.found(names, indexed, typeName, schemaType(alternative.type), null, oid);
      return this.ofField([...names, alternative.name], indexed, alternative, key, generic, oid);
    }
    return this.found(names, indexed, typeShown(type, typeName, generic), type, null, oid);
  }

  private unknown(generic: string): Match {
    return this.found([], true, generic, any, null, null, generic);
  }

  /** One shared object for each different place: a document has millions of nodes but few kinds of place. */
  private found(
    names: readonly string[],
    indexed: boolean,
    typeName: string,
    type: SchemaType,
    inner: string | null,
    oid: string | null,
    label = names.at(-1) ?? null,
  ): Match {
    const opens = opening(type, oid);
    const id = `${names.join('.')}|${indexed ? 1 : 0}|${label ?? ''}|${typeName}|${inner ?? ''}|${opens}`;
    let match = this.slots.get(id);
    if (match === undefined) {
      match = { slot: { names, indexed, label, type: typeName, opens }, type, typeName, inner };
      this.slots.set(id, match);
    }
    return match;
  }
}

/** `any` has no name, and that of a string with something inside is ours, not the RFC's. */
const typeShown = (type: SchemaType, typeName: string, generic: string): string =>
  type.kind === 'any' || type.kind === 'containing' ? generic : typeName;

/** Whether the string of a type is opened. What an unknown identifier announces may be ASN.1, a key of its own is not. */
function opening(type: SchemaType, oid: string | null): Slot['opens'] {
  if (type.kind === 'any') return 'as-guess';
  if (type.kind !== 'containing') return 'never';
  const content = schemaType(type.content);
  const listed = content.kind !== 'open' || (oid !== null && content.table.has(oid));
  return listed ? 'by-schema' : type.unlisted;
}
