/** Clients x hosts against one or several servers. */
import { floor } from '../decision.ts';
import type { ClientName } from '../identity/types.ts';
import { clientProfile } from './clients.ts';
import { resolvedHere, type ComparedHost } from './compareHosts.ts';
import { decide, deciding, undecided, type Decided, type DecidingServer, type Visit } from './decide.ts';
import type { OpenServer } from './openServer.ts';
import type { Scenario } from './scenario.ts';

/** A server to compare, with the name lookup that goes with it. */
export type ComparedServer = { opened: OpenServer; dns: Scenario['dns'] };

/** `visit` makes the same connection on the stage. `differs`: another server did something else with it. */
export type ComparisonCell = Decided & { visit: Visit; differs: boolean };
/** `cells[host][server]`. */
export type ComparisonRow = { client: ClientName; cells: readonly (readonly ComparisonCell[])[] };

/**
 * Each client as it is (its own TLS versions), asking each host of each server. Names that resolve nowhere point to
 * the server at hand: the question is what this server would do.
 */
export function compareClients(
  servers: readonly ComparedServer[],
  clients: readonly ClientName[],
  hosts: readonly ComparedHost[],
  how: Pick<Scenario, 'sendSni' | 'clientCertificate' | 'ech'>,
): ComparisonRow[] {
  const ready = servers.map(({ opened, dns }) => ({ server: deciding(opened), dns }));
  return clients.map((client) => ({
    client,
    cells: hosts.map(({ url }) =>
      markDifferences(
        ready.map(({ server, dns }) => {
          const versions = [...clientProfile(client).versions];
          const visit = { ...how, client, url, dns, versions };
          return floor(
            url,
            () => visited(server, visit),
            (problem) => ({ ...undecided(problem), visit }),
          );
        }),
      ),
    ),
  }));
}

type Unmarked = Omit<ComparisonCell, 'differs'>;

function visited(server: DecidingServer, visit: Visit): Unmarked {
  const decided = decide(server, visit);
  const { outcome } = decided;
  if (outcome.kind !== 'failure' || outcome.failure !== 'name-not-resolved') return { ...decided, visit };
  const here = { ...visit, dns: resolvedHere(server.server, visit) };
  return { ...decide(server, here), visit: here };
}

function markDifferences(cells: readonly Unmarked[]): ComparisonCell[] {
  const differs = new Set(cells.map(result)).size > 1;
  return cells.map((cell) => ({ ...cell, differs }));
}

/** What a person would call the same: certificate, verdict on the name, and how it ends. */
function result({ certificate, identity, outcome }: Unmarked): string {
  const end =
    outcome.kind === 'response' ? outcome.status : `${outcome.failure} ${outcome.alert?.code ?? ''}`;
  return JSON.stringify([certificate, identity?.outcome ?? null, end]);
}
