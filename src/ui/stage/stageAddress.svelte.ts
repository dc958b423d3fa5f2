import type { Problem } from '../../decision.ts';
import { longestLink } from '../../sim/linkLimit.ts';
import { isSameMaterial, localLinkOf, materialOf, type Material } from '../../sim/localLink.ts';
import type { LinkReading } from '../../sim/readLink.ts';
import type { Scenario } from '../../sim/scenario.ts';
import { linkOf } from '../../sim/scenarioLink.ts';
import { localEntries } from './localEntries.ts';

/**
 * `gone`: the configuration was only ever in another tab, or was dropped since. `key`: the scene is shown, without the
 * private keys that were in the link.
 */
export type LinkFault =
  { kind: 'unreadable'; problems: readonly Problem[] } | { kind: 'gone' } | { kind: 'key'; keysIn: string[] };

/** What an address leads to. `scene` null: to nothing that can be shown; `fault` then says why. */
export type Followed = {
  scene: { scenario: Scenario; step: number } | null;
  fault: LinkFault | null;
  /** Files and parts of the link in which private keys stood. */
  keysIn: string[];
  /** Takes note that it is on the stage. */
  arrive: () => void;
};

/**
 * In characters. `marked`: how many secrets of the configuration are left out. `too-long`: browsers and programs do not
 * keep such a link, so there is none.
 */
export type Sharing =
  | { outcome: 'shared'; length: number; marked: number }
  | { outcome: 'too-long'; length: number; limit: number };

type Entry = {
  id: string;
  material: Material;
  /** Only the entry of the history that is in view says `id`: what is typed on may change what it stands for. */
  isTyped: boolean;
};

/**
 * What the address bar says of a scenario. Somebody's own configuration is in it only when it came by a link or was
 * shared, and is unchanged since; until then a short name stands for it.
 */
export class StageAddress {
  #shared = $state.raw<Material | null>(null);
  /** The shared server as the link has it, with marks for its secrets. */
  #written = $state.raw<Scenario['server'] | null>(null);
  #entry = $state.raw<Entry | null>(null);

  /** The query for the address bar. */
  of(scenario: Scenario, step: number): string {
    const material = materialOf(scenario);
    if (!material) return linkOf(scenario, step);
    if (this.#isShared(material)) return linkOf(this.#asWritten(scenario, material), step);
    return localLinkOf(scenario, step, this.#entry?.id ?? '');
  }

  /** Takes note of a changed scenario. True: the history keeps what stands in the address bar. */
  take(scenario: Scenario, change: 'push' | 'typing'): boolean {
    const material = materialOf(scenario);
    if (!material || this.#isShared(material)) return change === 'push';
    const entry = this.#entry;
    const isSame = entry !== null && isSameMaterial(entry.material, material);
    if (isSame || (change === 'typing' && entry?.isTyped)) {
      if (!isSame) localEntries.put(entry.id, material);
      this.#entry = { ...entry, material, isTyped: entry.isTyped && change === 'typing' };
      return change === 'push';
    }
    this.#entry = { id: localEntries.add(material), material, isTyped: change === 'typing' };
    return true;
  }

  /** Reads an address. Nothing is changed until the stage `arrive`s there: something newer may come meanwhile. */
  async follow(query: string, now: string): Promise<Followed> {
    const [{ readLink }, { localIdOf, readLocalLink, readWithoutMaterial }] = await Promise.all([
      import('../../sim/readLink.ts'),
      import('../../sim/readLocalLink.ts'),
    ]);
    const id = localIdOf(query);
    if (id === null) return this.#opened(readLink(query, now), null);
    const material = await localEntries.find(id);
    if (material) return this.#opened(readLocalLink(query, now, material), id);
    const rest = readWithoutMaterial(query, now);
    const scene = rest && 'scenario' in rest ? rest : null;
    return { scene, fault: { kind: 'gone' }, keysIn: rest?.keysIn ?? [], arrive: () => undefined };
  }

  /** From now on the address bar says all of the scenario, until it is changed. */
  async share(scenario: Scenario, step: number): Promise<Sharing> {
    const { sharedServer } = await import('../../sim/secretMarks.ts');
    const { scenario: written, marked } = sharedServer(scenario);
    const { length } = linkOf(written, step);
    if (length > longestLink) return { outcome: 'too-long', length, limit: longestLink };
    this.#takeAsShared(materialOf(scenario), written.server);
    return { outcome: 'shared', length, marked };
  }

  #opened(link: LinkReading, id: string | null): Followed {
    const { keysIn } = link;
    if ('problems' in link) {
      const fault = { kind: 'unreadable', problems: link.problems } as const;
      return { scene: null, fault, keysIn, arrive: () => undefined };
    }
    const fault = keysIn.length > 0 ? ({ kind: 'key', keysIn } as const) : null;
    return {
      scene: link,
      fault,
      keysIn,
      arrive: () => {
        this.#arriveAt(link.scenario, id);
      },
    };
  }

  /** What a link carries is shared from now on: somebody has it already. */
  #arriveAt(scenario: Scenario, id: string | null): void {
    const material = materialOf(scenario);
    if (id === null) this.#takeAsShared(material, scenario.server);
    else this.#entry = material && { id, material, isTyped: false };
  }

  #asWritten(scenario: Scenario, { server }: Material): Scenario {
    return server === undefined || this.#written === null ? scenario : { ...scenario, server: this.#written };
  }

  #takeAsShared(material: Material | null, written: Scenario['server']): void {
    this.#shared = material;
    this.#written = written;
    this.#entry = null;
  }

  /** The lookup belongs to the server: it is typed on by hand, as the address is. */
  #isShared({ server, certificates }: Material): boolean {
    const isServer = server === undefined || server === this.#shared?.server;
    return isServer && certificates === this.#shared?.certificates;
  }
}
