import { withoutPrivateMaterial } from '../../x509/privateMaterial.ts';
import { clientNames, type ClientName } from '../../identity/types.ts';

/** What a link to the comparison says beside the scenario. null: as usual. */
export type CompareChoice = {
  clients: readonly ClientName[] | null;
  hosts: string | null;
  second: string | null;
};

/** `scenario` is the query of the stage's link. */
export function compareQuery(scenario: string, { clients, hosts, second }: CompareChoice): string {
  const query = new URLSearchParams(scenario);
  if (second !== null) query.set('with', second);
  if (clients !== null) query.set('clients', clients.join());
  if (hosts !== null) query.set('hosts', hosts);
  return query.toString();
}

/** Without the private keys in it; null: not there. */
function textIn(query: URLSearchParams, name: string): string | null {
  const text = query.get(name);
  return text === null ? null : withoutPrivateMaterial(text).text;
}

/** Names of clients that are not known are passed over. */
export function readCompareQuery(link: string): CompareChoice & { scenario: string } {
  const query = new URLSearchParams(link);
  const clients = query.get('clients')?.split(',');
  const choice = {
    second: textIn(query, 'with'),
    clients: clients ? clientNames.filter((name) => clients.includes(name)) : null,
    hosts: textIn(query, 'hosts'),
  };
  for (const ours of ['with', 'clients', 'hosts']) query.delete(ours);
  return { ...choice, scenario: query.toString() };
}
