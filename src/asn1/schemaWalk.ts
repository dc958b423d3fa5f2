/** Pre-order walk that gives every node its place in the schema; `expand` and `nameNodes` both take it. */
import { readTagNumber, type Asn1Document } from './document.ts';
import { grown } from './nodeTable.ts';
import { dottedOf, governingOid } from './schema/governingOids.ts';
import { Places, type Child, type Place, type Slot } from './schema/places.ts';
import { fieldAccepts, tagKey } from './schema/registry.ts';
import { tagName } from './schema/universal.ts';

export type { Place, Slot } from './schema/places.ts';

/**
 * Where a child leads to from one place. `cursor`: where the search for the next component begins. `byOid`: places by
 * the number of the governing object identifier, null when it makes no difference.
 */
type Step = { cursor: number; place: Place; byOid: (Place | undefined)[] | null };

const OBJECT_IDENTIFIER = 0x06;

export class SchemaWalk {
  readonly places = new Places();
  /** Position of the node last entered among its siblings. */
  position = 0;
  readonly bytes: Uint8Array;
  private readonly rootTypes: (position: number) => string | null;
  private top = 0;
  /** By place id: the steps already taken from there, by cursor and tag. */
  private readonly steps: (Map<number, Step> | undefined)[] = [];
  /** The open containers by depth: place, cursor, children so far, governing identifier and whether it is their own. */
  private open = 0;
  private readonly frames: Place[] = [];
  private cursors = new Uint32Array(32);
  private counts = new Uint32Array(32);
  private oids = new Uint32Array(32);
  private ownOids = new Uint8Array(32);

  /** `rootTypes`: the type of the top node at a position, null when unknown. */
  constructor({ bytes }: Pick<Asn1Document, 'bytes'>, rootTypes: (position: number) => string | null) {
    this.bytes = bytes;
    this.rootTypes = rootTypes;
  }

  /** The slots of all places met, by id. */
  get slots(): Slot[] {
    return this.places.all.map(({ slot }) => slot);
  }

  /** The place of the next node in pre-order. `depth` counts from 0; the offsets are the node's. */
  enter(depth: number, identifier: number, start: number, content: number, end: number): Place {
    this.leave(depth);
    const place = depth === 0 ? this.enterTop(identifier, start) : this.enterChild(depth, identifier, start);
    const parent = depth - 1;
    if (identifier === OBJECT_IDENTIFIER && depth > 0 && this.ownOids[parent] === 0) {
      this.oids[parent] = governingOid(this.bytes, content, end);
      this.ownOids[parent] = 1;
    }
    if (depth === this.cursors.length) this.deepen();
    this.frames[depth] = place;
    this.cursors[depth] = 0;
    this.counts[depth] = 0;
    this.oids[depth] = depth === 0 ? 0 : (this.oids[parent] ?? 0);
    this.ownOids[depth] = 0;
    this.open = depth + 1;
    return place;
  }

  /** Closes the containers at `depth` and deeper. An algorithm governs what stands beside it (the key). */
  private leave(depth: number): void {
    for (let closed = this.open - 1; closed >= depth && closed > 0; closed--) {
      if (this.frames[closed]?.typeName !== 'AlgorithmIdentifier' || this.ownOids[closed - 1] === 1) continue;
      this.oids[closed - 1] = this.oids[closed] ?? 0;
    }
  }

  private enterTop(identifier: number, start: number): Place {
    this.position = this.top++;
    return this.places.top(this.rootTypes(this.position), this.childOf(identifier, start, 0));
  }

  private enterChild(depth: number, identifier: number, start: number): Place {
    const above = depth - 1;
    const parent = this.frames[above];
    if (parent === undefined) throw new RangeError(`no container at depth ${above}`);
    const cursor = this.cursors[above] ?? 0;
    const oid = this.oids[above] ?? 0;
    this.position = this.counts[above] ?? 0;
    this.counts[above] = this.position + 1;
    const step =
      (identifier & 0x1f) === 0x1f
        ? this.findStep(parent, cursor, identifier, start, oid)
        : this.knownStep(parent, cursor, identifier, start, oid);
    this.cursors[above] = step.cursor;
    if (step.byOid === null) return step.place;
    return (step.byOid[oid] ??= this.findStep(parent, cursor, identifier, start, oid).place);
  }

  private knownStep(parent: Place, cursor: number, identifier: number, start: number, oid: number): Step {
    const steps = (this.steps[parent.id] ??= new Map<number, Step>());
    const key = cursor * 512 + identifier;
    let step = steps.get(key);
    if (step === undefined) {
      step = this.findStep(parent, cursor, identifier, start, oid);
      steps.set(key, step);
    }
    return step;
  }

  /** The cursor of a SEQUENCE or SET is the index of the next component; of all else, whether there was a child. */
  private findStep(parent: Place, cursor: number, identifier: number, start: number, oid: number): Step {
    const { places } = this;
    const child = this.childOf(identifier, start, oid);
    const questions = places.oidQuestions;
    const { type } = parent;
    let place: Place;
    let next = 1;
    if (type.kind === 'fields') {
      const index = type.fields.findIndex((field, k) => k >= cursor && fieldAccepts(field, child.key));
      const field = type.fields[index];
      place = field === undefined ? places.unknown(child) : places.component(field, child);
      next = field === undefined ? cursor : index + 1;
    } else {
      place = places.child(parent, cursor === 0, child);
    }
    return { cursor: next, place, byOid: places.oidQuestions > questions ? [] : null };
  }

  private childOf(identifier: number, start: number, oid: number): Child {
    const tagClass = identifier >> 6;
    const low = identifier & 0x1f;
    const tagNumber = low === 0x1f ? readTagNumber(this.bytes, start + 1) : low;
    const generic = low === 0x1f ? '' : tagName(tagClass, tagNumber); // there is no end to high tags
    return { key: tagKey(tagClass, tagNumber), generic, oid: dottedOf(oid) };
  }

  private deepen(): void {
    const levels = this.cursors.length * 2;
    this.cursors = grown(this.cursors, new Uint32Array(levels));
    this.counts = grown(this.counts, new Uint32Array(levels));
    this.oids = grown(this.oids, new Uint32Array(levels));
    this.ownOids = grown(this.ownOids, new Uint8Array(levels));
  }
}
