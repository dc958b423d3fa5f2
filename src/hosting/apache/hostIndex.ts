/** The addresses of all virtual hosts, for look-ups by address and by port. */
import type { Config, HostAddress } from './config.ts';

export type Member = { site: number; address: HostAddress; source: Config['main']['source'] };

/** `place`: how many addresses were written before it. */
type Named = { address: string; place: number };

export type HostIndex = {
  /** The virtual hosts of one address and port (null: of every port), in configuration order, each once. */
  members: (wanted: HostAddress) => readonly Member[];
  /** The IP addresses named for a port or for every port, in configuration order, each once. */
  addressesOf: (port: number) => string[];
};

export function hostIndex({ hosts }: Config): HostIndex {
  const members = new Map<string, Member[]>();
  const named = new Map<number | null, Named[]>();
  let place = 0;
  for (const [site, { addresses, source }] of hosts.entries())
    for (const address of addresses) {
      place += 1;
      const list = listIn(members, keyOf(address));
      if (list.at(-1)?.site !== site) list.push({ site, address, source });
      if (address.address !== '*') listIn(named, address.port).push({ address: address.address, place });
    }
  return {
    members: (wanted) => members.get(keyOf(wanted)) ?? [],
    addressesOf: (port) => {
      const both = [...(named.get(port) ?? []), ...(named.get(null) ?? [])];
      const inOrder = both.toSorted((one, other) => one.place - other.place);
      return [...new Set(inOrder.map(({ address }) => address))];
    },
  };
}

const keyOf = ({ address, port }: HostAddress): string => `${address} ${port ?? '*'}`;

function listIn<Key, Item>(lists: Map<Key, Item[]>, key: Key): Item[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}
