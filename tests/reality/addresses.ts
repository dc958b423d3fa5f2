/** Loopback places of a run. The second octet is the run's own, so that two runs on one machine do not meet. */
import type { HiddenSite, Listener, Server } from '../../src/hosting/model.ts';

const own = 16 + (process.pid % 200);

/** `block` 0..., `index` 1...: an address of 127.0.0.0/8. */
export const loopback = (block: number, index: number): string => `127.${own}.${block}.${index}`;

/** High ports that stand for the usual ones; below the ports that systems give to clients. */
const standIns = new Map([
  [80, 18080],
  [443, 18443],
]);

export const highPort = (port: number): number => standIns.get(port) ?? (port < 10000 ? 20000 + port : port);

/** The same server on loopback: each address in the order of the listeners, each port as a high one. */
export function onLoopback(server: Server, block: number): Server {
  const addresses = [...new Set(server.listeners.map(({ address }) => address))];
  const moved = (address: string): string => loopback(block, addresses.indexOf(address) + 1);
  const hidden = (place: HiddenSite): HiddenSite => ({ ...place, address: moved(place.address) });
  const listeners = server.listeners.map((listener): Listener => ({
    ...listener,
    address: moved(listener.address),
    port: highPort(listener.port),
    ...(listener.hidden && { hidden: listener.hidden.map(hidden) }),
  }));
  return { ...server, listeners };
}
