import type { Problem } from '../../decision.ts';
import { clientNames, type ClientName } from '../../identity/types.ts';
import { matrixColumns, sharedMarks, type Sorting } from '../../draw/matrix.ts';
import type { ComparisonCell, ComparisonRow } from '../../sim/comparison.ts';
import { presetScenario } from '../../sim/scenarioLink.ts';
import type { ComparedSource, ComparisonAnswer, ComparisonRequest } from '../../worker/compareServers.ts';
import { withoutPrivateMaterial } from '../../x509/privateMaterial.ts';
import { stage } from '../stage/stage.svelte.ts';
import { compareNewest } from './compareNewest.ts';
import { compareQuery, readCompareQuery } from './compareLink.ts';

const usualClients: readonly ClientName[] = [
  'chrome',
  'firefox',
  'curl',
  'openssl',
  'python',
  'go',
  'java',
  'node',
  'gnutls',
  'xp',
  'rfc9525',
];

/** What is compared. The first server is the stage's; everything else is chosen here. */
class Comparison {
  clients = $state.raw<readonly ClientName[]>(usualClients);
  /** The list as typed; null: the server's own hosts. */
  typedHosts = $state<string | null>(null);
  /** Preset beside the stage's server. */
  second = $state<string | null>(null);
  sorting = $state.raw<Sorting | null>(null);
  /** What was compared last; it stays in sight until what is chosen now is. */
  #shown = $state.raw<Shown>({ sources: [], answer: nothingCompared });
  #turn = 0;
  /** What kept the last choice from being compared, and how to try again. */
  fault = $state.raw<{ problem: Problem; again: () => void } | null>(null);

  readonly #sources = $derived.by<readonly ComparedSource[]>(() => {
    const { server, certificates, dns } = stage.scenario;
    const first = { server, certificates, dns };
    if (this.second === null) return [first];
    return [first, { server: { preset: this.second }, certificates, dns: {} }];
  });
  /** What is chosen: to be compared. */
  readonly request = $derived.by<ComparisonRequest>(() => {
    const { sendSni, clientCertificate, ech } = stage.scenario;
    return {
      sources: this.#sources,
      clients: this.clients,
      hosts: this.typedHosts,
      how: { sendSni, clientCertificate, ech },
    };
  });
  readonly hostsText = $derived(this.typedHosts ?? this.#shown.answer.hostsText);
  readonly columns = $derived(matrixColumns(this.hosts, this.servers.length));
  readonly marks = $derived(sharedMarks(this.servers));

  get rows(): readonly ComparisonRow[] {
    return this.#shown.answer.rows;
  }
  get sources(): readonly ComparedSource[] {
    return this.#sources;
  }
  get hosts() {
    return this.#shown.answer.hosts;
  }
  get hostFaults() {
    return this.#shown.answer.faults;
  }
  get servers() {
    return this.#shown.answer.servers;
  }
  /** Cells that another server answers otherwise, counted once for each client and host. */
  get differing(): number {
    return this.rows.flatMap(({ cells }) => cells).filter((cells) => cells[0]?.differs).length;
  }
  get query(): string {
    return compareQuery(stage.link, {
      second: this.second,
      clients: this.clients === usualClients ? null : this.clients,
      hosts: this.typedHosts,
    });
  }

  /** Shows what a link says; a link without a scenario leaves the stage's as it is. */
  async show(link: string): Promise<void> {
    const { scenario, second, clients, hosts } = readCompareQuery(link);
    this.second = second;
    this.typedHosts = hosts;
    this.chooseAll(clients ?? usualClients);
    await stage.show(scenario);
  }

  /** Compares what is chosen; what was compared before stays in sight until then. */
  async compare(request: ComparisonRequest): Promise<void> {
    const turn = ++this.#turn;
    const came = await compareNewest(request);
    if (turn !== this.#turn || came === null) return;
    this.fault =
      'problem' in came ? { problem: came.problem, again: () => void this.compare(request) } : null;
    if ('problem' in came) return;
    this.#shown = { sources: request.sources, answer: came.value };
  }

  /** Takes the list as typed, without private keys. */
  typeHosts(text: string): void {
    this.typedHosts = withoutPrivateMaterial(text).text;
  }

  /** In the order of the usual list, whatever the order of choosing. */
  choose(client: ClientName, chosen: 'in' | 'out'): void {
    const others = this.clients.filter((name) => name !== client);
    this.chooseAll(chosen === 'in' ? [...others, client] : others);
  }
  chooseAll(clients: readonly ClientName[]): void {
    const order = [...usualClients, ...clientNames.filter((name) => !usualClients.includes(name))];
    const chosen = order.filter((name) => clients.includes(name));
    this.clients = chosen.join() === usualClients.join() ? usualClients : chosen;
  }
  chooseUsual(): void {
    this.clients = usualClients;
  }

  /** Another first server; the address worth typing first comes with it. */
  async chooseServer(id: string): Promise<void> {
    const usual = presetScenario(id, stage.scenario.now);
    await stage.edit({ server: usual.server, url: usual.url, dns: {} }, 'typing');
  }

  /** The connection of a cell, on the stage. */
  async openTrace({ visit }: ComparisonCell, server: number): Promise<void> {
    const source = this.#shown.sources[server];
    if (source) await stage.edit({ ...visit, server: source.server, certificates: source.certificates });
  }
}

type Shown = { sources: readonly ComparedSource[]; answer: ComparisonAnswer };
const nothingCompared: ComparisonAnswer = { servers: [], hostsText: '', hosts: [], faults: [], rows: [] };

export const comparison = new Comparison();
