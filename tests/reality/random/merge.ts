/** Many servers as one, so that one process can be all of them. */
import type { Listener, Server } from '../../../src/hosting/model.ts';

/** Their listeners are on different addresses, and what holds for a whole process is the same for all. */
export function merged(servers: readonly Server[]): Server {
  const [first] = servers;
  if (first === undefined) throw new Error('nothing to merge');
  const sites: Server['sites'] = [];
  const listeners: Listener[] = [];
  for (const server of servers) {
    const offset = sites.length;
    sites.push(...server.sites);
    for (const listener of server.listeners) {
      const places = listener.sites.map((place) => ({ ...place, site: place.site + offset }));
      listeners.push({ ...listener, sites: places });
    }
  }
  return { ...first, sites, listeners };
}

/** What holds for a whole process. */
export const processKey = (server: Server): string => server.vhostSniPolicy?.policy ?? '';
