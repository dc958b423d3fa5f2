import { loadPublicSuffixes } from '../../identity/publicSuffixes.ts';
import { clientNames, type ClientName } from '../../identity/types.ts';
import { matrixColumns, sharedMarks, type Sorting } from '../../draw/matrix.ts';
import { compareClients, type ComparisonCell, type ComparisonRow } from '../../sim/comparison.ts';
import { readHostLines, usualHosts } from '../../sim/compareHosts.ts';
import { openServer, type OpenServer } from '../../sim/openServer.ts';
import type { Scenario } from '../../sim/scenario.ts';
import { presetScenario } from '../../sim/scenarioLink.ts';
import { withoutPrivateMaterial } from '../../x509/privateMaterial.ts';
import { stage } from '../stage/stage.svelte.ts';
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
  /** The servers as read; empty until the first one is. */
  #opened = $state.raw<readonly { opened: OpenServer; source: ServerSource }[]>([]);
  #turn = 0;

  readonly #sources = $derived.by<readonly ServerSource[]>(() => {
    const { server, certificates, dns } = stage.scenario;
    const first = { server, certificates, dns };
    if (this.second === null) return [first];
    return [first, { server: { preset: this.second }, certificates, dns: {} }];
  });
  readonly hostsText = $derived(
    this.typedHosts ?? (this.#opened[0] ? usualHosts(this.#opened[0].opened.server).join('\n') : ''),
  );
  readonly #hostList = $derived(readHostLines(this.hostsText));
  readonly columns = $derived(matrixColumns(this.hosts, this.#opened.length));
  readonly marks = $derived(sharedMarks(this.servers));
  readonly rows = $derived.by<readonly ComparisonRow[]>(() => {
    const { sendSni, clientCertificate, ech } = stage.scenario;
    const servers = this.#opened.map(({ opened, source }) => ({ opened, dns: source.dns }));
    return measured(() =>
      compareClients(servers, this.clients, this.hosts, { sendSni, clientCertificate, ech }),
    );
  });

  get sources(): readonly ServerSource[] {
    return this.#sources;
  }
  get hosts() {
    return this.#hostList.hosts;
  }
  get hostFaults() {
    return this.#hostList.faults;
  }
  get servers() {
    return this.#opened.map(({ opened }) => opened.server);
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

  /** Reads the servers; the old ones stay in sight until then. */
  async open(sources: readonly ServerSource[]): Promise<void> {
    const turn = ++this.#turn;
    const reading = sources.map(async (source) => ({ source, opened: await openServer(source) }));
    const [opened] = await Promise.all([Promise.all(reading), loadPublicSuffixes()]);
    if (turn === this.#turn) this.#opened = opened;
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
    const source = this.#opened[server]?.source;
    if (source) await stage.edit({ ...visit, server: source.server, certificates: source.certificates });
  }
}

type ServerSource = Pick<Scenario, 'server' | 'certificates' | 'dns'>;

/** How long deciding takes can be read in the browser's performance tools, as `comparison`. */
function measured<Value>(decide: () => Value): Value {
  const start = performance.now();
  const value = decide();
  performance.clearMeasures('comparison');
  performance.measure('comparison', { start, end: performance.now() });
  return value;
}

export const comparison = new Comparison();
