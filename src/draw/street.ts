/** The server as a street: an IP address is a building, a port a door, a virtual host a flat. */
import type { CertificateEntry, Listener, Server } from '../hosting/model.ts';
import { own } from '../text/own.ts';

/**
 * `listener` and `site` are indices into the server. `certificate`: the card on the name plate. `byCertificate`: the
 * flat stands for that certificate alone, because the program chooses among certificates, not sites (HAProxy).
 */
export type Flat = {
  site: number;
  label: string;
  isDefault: boolean;
  certificate: string | null;
  byCertificate: boolean;
};
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
  if (listener.entries && listener.entries.length > 0) return entryFlats(server, listener, listener.entries);
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
        byCertificate: false,
      },
    ];
  });
}

/** One flat a certificate, under the first name that selects it. */
function entryFlats(server: Server, listener: Listener, entries: readonly CertificateEntry[]): Flat[] {
  const site = listener.sites[0]?.site ?? 0;
  return entries.map(({ file, filters, isDefault }) => {
    const known = own(server.certificates, file);
    const names = filters?.map(({ text }) => text) ?? [
      ...(known?.commonNames ?? []),
      ...(known?.dnsNames ?? []),
    ];
    return { site, label: names[0] ?? file, isDefault, certificate: file, byCertificate: true };
  });
}
