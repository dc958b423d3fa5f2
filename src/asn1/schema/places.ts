/** Places of the schema: what a node is, told from its parent's place, its tag and the object identifier that governs it. */
import type { Field, OpenEntry, SchemaType } from './notation.ts';
import { accepts, any, fieldAccepts, schemaType } from './registry.ts';

/**
 * What a node is. `names`: the path segments it adds (none behind an explicit tag); `indexed`: they follow its
 * position among its siblings, as in `[0].dNSName`. `label`: what the node alone is called, null: by its position,
 * empty: by its type. `type`: the RFC's type name, or the universal type's; empty: that of its (high) tag. `known`: the schema foresees a node here.
 * `opens`: whether the content of the string it is may be opened: `by-schema`, `as-sct-list` (RFC 6962: no ASN.1),
 * `as-guess` (nothing is known of it), or `never` (a key, a signature, an identifier: octets that mean nothing as ASN.1).
 */
export type Slot = {
  names: readonly string[];
  indexed: boolean;
  label: string | null;
  type: string;
  known: boolean;
  opens: 'by-schema' | 'as-sct-list' | 'as-guess' | 'never';
};

/** A slot and the type to go on with below it; `inner`: what an explicit tag wraps. `id` counts from 0. */
export type Place = { id: number; slot: Slot; type: SchemaType; typeName: string; inner: string | null };

/** A child as the schema sees it. `generic`: what its tag is called; `oid`: dotted, null when none is known. */
export type Child = { key: number; generic: string; oid: string | null };

/** Each different place once: a document has millions of nodes but few kinds of place. */
export class Places {
  /** By id. */
  readonly all: Place[] = [];
  /** How often an answer hung on the governing object identifier. */
  oidQuestions = 0;
  private readonly known = new Map<string, Place>();
  private readonly typeIds = new Map<SchemaType, number>();

  /** A top node of the type `root`, null when that is not known. */
  top(root: string | null, child: Child): Place {
    return root === null ? this.unknown(child) : this.ofType([root], false, root, child);
  }

  /** A child of `parent` that is no component of its own name: see `component`. `first`: it is the parent's first. */
  child({ type, inner }: Place, first: boolean, child: Child): Place {
    if (inner !== null && first) return this.ofType([], false, inner, child);
    if (type.kind === 'of') return this.ofType([], true, type.element, child);
    if (type.kind === 'containing' && first) return this.ofType(null, false, type.content, child);
    return this.unknown(child);
  }

  component(field: Field, child: Child): Place {
    return this.ofField([field.name], false, field, child);
  }

  unknown({ generic }: Child): Place {
    return this.found([], true, generic, any, null, null, generic);
  }

  private ofField(names: readonly string[], indexed: boolean, field: Field, child: Child): Place {
    if (field.explicit) return this.found(names, indexed, field.type, any, field.type, null);
    if (field.tag === null) return this.ofType(names, indexed, field.type, child);
    return this.found(names, indexed, field.type, schemaType(field.type), null, child.oid);
  }

  /**
   * A node where `typeName` is expected, its tag being the type's own. `names` null: the content of a string, which is
   * named by the open type's entry.
   */
  private ofType(names: readonly string[] | null, indexed: boolean, typeName: string, child: Child): Place {
    const { key, generic, oid } = child;
    const type = schemaType(typeName);
    if (type.kind === 'open') {
      this.oidQuestions++;
      const entry: OpenEntry | undefined = oid === null ? undefined : type.table.get(oid);
      if (entry === undefined || !accepts(schemaType(entry.type), key))
        return names === null ? this.unknown(child) : this.found(names, indexed, generic, any, null, null);
      return this.ofType(names ?? [entry.name], indexed, entry.type, { ...child, oid: null });
    }
    if (names === null) return this.ofType([typeName], indexed, typeName, child);
    if (!accepts(type, key)) return this.found(names, indexed, generic, any, null, null);
    if (type.kind === 'choice') {
      const alternative = type.fields.find((field) => fieldAccepts(field, key));
      if (alternative === undefined) return this.unknown(child);
      if (alternative.name === '')
        return this.found(names, indexed, typeName, schemaType(alternative.type), null, oid);
      return this.ofField([...names, alternative.name], indexed, alternative, child);
    }
    return this.found(names, indexed, typeShown(type, typeName, generic), type, null, oid);
  }

  private found(
    names: readonly string[],
    indexed: boolean,
    typeName: string,
    type: SchemaType,
    inner: string | null,
    oid: string | null,
    unknownLabel: string | null = null,
  ): Place {
    const opens = this.opening(type, oid);
    const id = [names.join('.'), indexed, unknownLabel, typeName, this.typeId(type), inner, opens].join('|');
    let place = this.known.get(id);
    if (place === undefined) {
      const label = unknownLabel ?? names.at(-1) ?? null;
      const slot = { names, indexed, label, type: typeName, known: unknownLabel === null, opens };
      place = { id: this.all.length, slot, type, typeName, inner };
      this.known.set(id, place);
      this.all.push(place);
    }
    return place;
  }

  /** Types that are shown alike are not the same type: two OCTET STRINGs with different things inside. */
  private typeId(type: SchemaType): number {
    const id = this.typeIds.get(type) ?? this.typeIds.size;
    this.typeIds.set(type, id);
    return id;
  }

  /** Whether the string of a type is opened. What an unknown identifier announces may be ASN.1, a key of its own is not. */
  private opening(type: SchemaType, oid: string | null): Slot['opens'] {
    if (type.kind === 'any') return 'as-guess';
    if (type.kind !== 'containing') return 'never';
    const content = schemaType(type.content);
    if (content.kind !== 'open') return type.syntax === 'sct-list' ? 'as-sct-list' : 'by-schema';
    this.oidQuestions++;
    return oid !== null && content.table.has(oid) ? 'by-schema' : type.unlisted;
  }
}

/** `any` has no name, and that of a string with something inside is ours, not the RFC's. */
const typeShown = (type: SchemaType, typeName: string, generic: string): string =>
  type.kind === 'any' || type.kind === 'containing' ? generic : typeName;
