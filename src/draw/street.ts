/** The server as a street: an IP address is a building, a port a door, a virtual host a flat. */
import type { Listener, Server } from '../hosting/model.ts';

/** `listener` and `site` are indices into the server. */
export type Flat = { site: number; label: string; isDefault: boolean; certificate: string | null };
export type Door = { listener: number; port: number; tls: boolean; flats: Flat[] };
export type Building = { address: string; doors: Door[] };

/** Buildings in the order their addresses are first listened on. */
export function street(server: Server): Building[] {
  const buildings = new Map<string, Building>();
  server.listeners.forEach((listener, index) => {
    const building = buildings.get(listener.address) ?? { address: listener.address, doors: [] };
    buildings.set(listener.address, building);
    building.doors.push({
      listener: index,
      port: listener.port,
      tls: listener.tls,
      flats: flatsOf(server, listener),
    });
  });
  return [...buildings.values()];
}

function flatsOf(server: Server, listener: Listener): Flat[] {
  const marked = listener.sites.findIndex((entry) => entry.isDefault);
  return listener.sites.flatMap(({ site: index }, position) => {
    const site = server.sites[index];
    if (!site) return [];
    return [
      {
        site: index,
        label: site.label,
        isDefault: position === Math.max(marked, 0),
        certificate: site.certificates[0]?.file ?? null,
      },
    ];
  });
}
