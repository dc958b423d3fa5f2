import { findNodes, type NodeSearch } from '../../asn1/findNodes.ts';
import type { Structure } from './structure.ts';

/** Milliseconds that the search may hold up the page at a time, and nodes looked at between two looks at the clock. */
const slice = 8;
const nodesAtATime = 500;

/** A search in one structure. It goes on while the page is drawn; matches are there as they are found. */
export class StructureSearch {
  query = $state('');
  #search: NodeSearch | null = null;
  /** The search changes in place: this counts its steps and is read with it. */
  #turn = $state(0);

  /** Looks for `query`, from the beginning; an earlier search is given up. */
  async find({ document, names }: Structure, query: string): Promise<void> {
    const search = query.trim() === '' ? null : findNodes(document, names, query);
    this.#search = search;
    while (search && this.#search === search && !goOn(search)) {
      this.#turn++;
      await new Promise((resolve) => setTimeout(resolve));
    }
    if (this.#search === search) this.#turn++;
  }

  get isOn(): boolean {
    return this.#current !== null;
  }
  get isDone(): boolean {
    return this.#current?.isDone ?? true;
  }
  get count(): number {
    return this.#current?.count ?? 0;
  }

  isMatch(node: number): boolean {
    return this.#current?.isMatch(node) ?? false;
  }

  /** Which of the matches `node` is, from 1; 0: none. */
  rank(node: number): number {
    return this.#current && node >= 0 && this.#current.isMatch(node) ? this.#current.rank(node) : 0;
  }

  /** The next match after `node`, -1 when there is none. */
  after(node: number): number {
    return this.#search?.after(node) ?? -1;
  }

  before(node: number): number {
    return this.#search?.before(node) ?? -1;
  }

  get #current(): NodeSearch | null {
    return this.#turn >= 0 ? this.#search : null;
  }
}

/** One slice of the search; whether it is done. */
function goOn(search: NodeSearch): boolean {
  const until = performance.now() + slice;
  while (!search.isDone && performance.now() < until) search.step(nodesAtATime);
  return search.isDone;
}
