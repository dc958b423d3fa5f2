/** The place of every node in its schema and in its family, in typed arrays. */
import { grown } from './nodeTable.ts';
import type { Slot } from './schema/places.ts';

/**
 * By node index; the columns may be longer than the document. `slot`: index into `slots`. `position`: among the
 * siblings, from 0. `children`: how many there are; `tops`: how many top nodes.
 */
export type NodePlaces = {
  slots: readonly Slot[];
  slot: Uint16Array<ArrayBuffer>;
  position: Uint32Array<ArrayBuffer>;
  children: Uint32Array<ArrayBuffer>;
  tops: number;
};

/** Places while nodes are entered in pre-order. */
export class PlaceColumns {
  slot: Uint16Array<ArrayBuffer>;
  position: Uint32Array<ArrayBuffer>;
  children: Uint32Array<ArrayBuffer>;
  private tops = 0;

  constructor(capacity: number) {
    this.slot = new Uint16Array(capacity);
    this.position = new Uint32Array(capacity);
    this.children = new Uint32Array(capacity);
  }

  /** `parent` was entered before `node`; -1 for a top node. */
  enter(node: number, parent: number, slot: number, position: number): void {
    if (node >= this.slot.length) this.grow();
    this.slot[node] = slot;
    this.position[node] = position;
    if (parent < 0) this.tops = position + 1;
    else this.children[parent] = position + 1;
  }

  finish(slots: readonly Slot[]): NodePlaces {
    const { slot, position, children, tops } = this;
    return { slots, slot, position, children, tops };
  }

  private grow(): void {
    const capacity = this.slot.length * 2;
    this.slot = grown(this.slot, new Uint16Array(capacity));
    this.position = grown(this.position, new Uint32Array(capacity));
    this.children = grown(this.children, new Uint32Array(capacity));
  }
}
