/** A glance at what a person typed or chose, so that the recogniser of keys is loaded only where there can be one. */
import type { Scenario } from './scenario.ts';

/** A private key of 32 octets takes 43 characters in base64. */
const SHORTEST = 40;

/** Whether `change` brings a text into the scenario that is long enough for a private key. */
export function mayHoldKey(change: Partial<Scenario>, before: Scenario): boolean {
  const { url = '', seed = '', now = '', server, certificates, dns } = change;
  if ([url, seed, now].some((text) => text.length >= SHORTEST)) return true;
  if (server !== undefined && server !== before.server && 'files' in server) return true;
  if (certificates !== undefined && certificates !== before.certificates) return true;
  return dns !== undefined && dns !== before.dns && JSON.stringify(dns).length >= SHORTEST;
}
