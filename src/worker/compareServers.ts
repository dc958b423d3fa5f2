/** Servers as a scenario names them, read and asked by many clients for many hosts: all of it as plain data. */
import type { Server } from '../hosting/model.ts';
import { loadPublicSuffixes } from '../identity/publicSuffixes.ts';
import type { ClientName } from '../identity/types.ts';
import { readHostLines, usualHosts, type ComparedHost, type HostLineFault } from '../sim/compareHosts.ts';
import { compareClients, type ComparisonRow } from '../sim/comparison.ts';
import { openServer } from '../sim/openServer.ts';
import type { Scenario } from '../sim/scenario.ts';
import type { Progress } from './readGiven.ts';

export type ComparedSource = Pick<Scenario, 'server' | 'certificates' | 'dns'>;

/** `hosts`: a line each; null: the first server's own. */
export type ComparisonRequest = {
  sources: readonly ComparedSource[];
  clients: readonly ClientName[];
  hosts: string | null;
  how: Pick<Scenario, 'sendSni' | 'clientCertificate' | 'ech'>;
};

/** `hostsText`: as typed, or the first server's own. */
export type ComparisonAnswer = {
  servers: readonly Server[];
  hostsText: string;
  hosts: readonly ComparedHost[];
  faults: readonly HostLineFault[];
  rows: readonly ComparisonRow[];
};

/** Told after each client. */
export async function compareServers(
  { sources, clients, hosts: typed, how }: ComparisonRequest,
  progress: Progress,
): Promise<ComparisonAnswer> {
  const [opened] = await Promise.all([Promise.all(sources.map(openServer)), loadPublicSuffixes()]);
  const [first] = opened;
  const hostsText = typed ?? (first ? usualHosts(first.server).join('\n') : '');
  const { hosts, faults } = readHostLines(hostsText);
  const servers = opened.map((server, index) => ({ opened: server, dns: sources[index]?.dns ?? {} }));
  const start = performance.now();
  const rows = clients.flatMap((client, index) => {
    progress(index / clients.length);
    return compareClients(servers, [client], hosts, how);
  });
  // how long deciding takes can be read in the browser's performance tools
  performance.clearMeasures('comparison');
  performance.measure('comparison', { start, end: performance.now() });
  return { servers: opened.map(({ server }) => server), hostsText, hosts, faults, rows };
}
