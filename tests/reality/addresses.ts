/** Loopback places of a run. The second octet is the run's own, so that two runs on one machine do not meet. */
import type { Listener, Server } from '../../src/hosting/model.ts';

const own = 16 + (process.pid % 200);

/** `block` 0 to 255, `index` 1 to 254: an address of 127.0.0.0/8. */
const loopback = (block: number, index: number): string => `127.${own}.${block}.${index}`;

/** High ports that stand for the usual ones; below the ports that systems give to clients. */
const standIns = new Map([
  [80, 18080],
  [443, 18443],
]);

const highPort = (port: number): number => standIns.get(port) ?? (port < 10000 ? 20000 + port : port);

type Place = { address: string; port: number };

/** Where a place of a configuration is on loopback: the address by its index in `addresses`. */
export const moved = <T extends Place>(place: T, addresses: readonly string[], block: number): T => ({
  ...place,
  address: loopback(block, addresses.indexOf(place.address) + 1),
  port: highPort(place.port),
});

/** The addresses of a server, in the order of its listeners. */
export const addressesOf = (server: Server): string[] => [
  ...new Set(server.listeners.map(({ address }) => address)),
];

/** The same server on loopback. What Apache hides behind other addresses is left out: it matters to no answer. */
export function onLoopback(server: Server, addresses: readonly string[], block: number): Server {
  const listeners = server.listeners.map((listener): Listener => ({
    ...moved(listener, addresses, block),
    hidden: [],
  }));
  return { ...server, listeners };
}
