/** Which listener takes a connection: decided by address and port alone, before anything is said. */
import ipaddr from 'ipaddr.js';
import { listedLater, type Candidate, type Decision } from '../decision.ts';
import type { Hello, Listener } from './model.ts';
import { once } from './workedOutOnce.ts';

export type ListenerRule =
  | 'listener-other-port'
  | 'listener-other-address'
  | 'listener-other-family'
  | 'listener-this-address'
  | 'listener-any-address'
  | 'listener-hidden-by-address'
  | 'listener-same-as-earlier';

/** An IP literal (brackets allowed) in its one canonical form (RFC 5952; IPv4-mapped as IPv4); null: not one. */
export function normalizeAddress(text: string): string | null {
  const literal = /^\[(.*)\]$/u.exec(text)?.[1] ?? text;
  if (ipaddr.IPv4.isValidFourPartDecimal(literal)) return ipaddr.IPv4.parse(literal).toString();
  if (!ipaddr.IPv6.isValid(literal)) return null;
  const parsed = ipaddr.IPv6.parse(literal);
  return parsed.isIPv4MappedAddress() ? parsed.toIPv4Address().toString() : parsed.toRFC5952String();
}

/**
 * Candidates are the listeners in order (`chosen` is also the index into `listeners`). One that names the address
 * beats `*`, whatever their order; the sites of the other are then out of reach on that address.
 */
export function decideListener(listeners: readonly Listener[], hello: Hello): Decision {
  const address = normalizeAddress(hello.address) ?? hello.address;
  const { byPlace } = indexOf(listeners);
  const place = (where: string): number => byPlace.get(`${hello.port} ${where}`) ?? -1;
  const specific = place(address);
  const family = place(`* ${familyOf(address)}`);
  const chosen = specific >= 0 ? specific : family >= 0 ? family : place('*');
  return listedLater({ question: 'which-listener', chosen: chosen < 0 ? null : chosen, uncertain: [] }, () =>
    listeners.map((listener, index): Candidate => {
      const rule = finalRule(fit(listeners, index, address, hello.port), index, chosen, specific);
      const params = { address: listener.address, port: listener.port, asked: `${address}:${hello.port}` };
      const verdict = index === chosen ? 'chosen' : 'lost';
      return { id: `listener:${index}`, verdict, rule, params, source: listener.source };
    }),
  );
}

/**
 * `byPlace`: the first listener of each port and address, of each port on any address, and of each port on any address
 * of one IP version. `addresses`: as they are compared, by listener.
 */
type ListenerIndex = { byPlace: ReadonlyMap<string, number>; addresses: readonly string[] };

const indexOf = once((listeners: readonly Listener[]): ListenerIndex => {
  const addresses = listeners.map(({ address }) =>
    address === '*' ? address : (normalizeAddress(address) ?? address),
  );
  const byPlace = new Map<string, number>();
  for (const [index, { address, port, family }] of listeners.entries()) {
    const where = address !== '*' ? (addresses[index] ?? '') : family === undefined ? '*' : `* ${family}`;
    const key = `${port} ${where}`;
    if (!byPlace.has(key)) byPlace.set(key, index);
  }
  return { byPlace, addresses };
});

const familyOf = (address: string): 4 | 6 => (address.includes(':') ? 6 : 4);

function fit(listeners: readonly Listener[], index: number, address: string, port: number): ListenerRule {
  const listener = listeners[index];
  if (listener?.port !== port) return 'listener-other-port';
  if (listener.address !== '*') {
    const own = indexOf(listeners).addresses[index];
    return own === address ? 'listener-this-address' : 'listener-other-address';
  }
  const takes = listener.family === undefined || listener.family === familyOf(address);
  return takes ? 'listener-any-address' : 'listener-other-family';
}

function finalRule(rule: ListenerRule, index: number, chosen: number, specific: number): ListenerRule {
  if (index === chosen) return rule;
  if (rule === 'listener-any-address') {
    return specific >= 0 ? 'listener-hidden-by-address' : 'listener-same-as-earlier';
  }
  return rule === 'listener-this-address' ? 'listener-same-as-earlier' : rule;
}
