import type { Listener, ListenerSite, Server } from './model.ts';
import { once } from './workedOutOnce.ts';

/** Where a site is; `index`: which of the listener's places it is, the first of the site there. */
export type PlaceOfSite = { listener: Listener; place: ListenerSite; index: number };

const placesBySite = once((server: Server): ReadonlyMap<number, readonly PlaceOfSite[]> => {
  const bySite = new Map<number, PlaceOfSite[]>();
  for (const listener of server.listeners)
    for (const [index, place] of listener.sites.entries()) {
      const places = bySite.get(place.site);
      if (places === undefined) bySite.set(place.site, [{ listener, place, index }]);
      else if (places.at(-1)?.listener !== listener) places.push({ listener, place, index });
    }
  return bySite;
});

/** The listeners that lead to the site, in order. */
export const placesOfSite = (server: Server, site: number): readonly PlaceOfSite[] =>
  placesBySite(server).get(site) ?? [];
