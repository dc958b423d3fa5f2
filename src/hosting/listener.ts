/** Which listener takes a connection: decided by address and port alone, before anything is said. */
import ipaddr from 'ipaddr.js';
import type { Candidate, Decision } from '../decision.ts';
import type { Hello, Listener } from './model.ts';

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
  const fits = listeners.map((listener) => fit(listener, address, hello.port));
  const specific = fits.indexOf('listener-this-address');
  const family = listeners.findIndex((l, index) => fits[index] === 'listener-any-address' && l.family);
  const any = family >= 0 ? family : fits.indexOf('listener-any-address');
  const chosen = specific >= 0 ? specific : any;
  const candidates = listeners.map((listener, index): Candidate => {
    const rule = finalRule(fits[index] ?? 'listener-other-port', index, chosen, specific);
    const params = { address: listener.address, port: listener.port, asked: `${address}:${hello.port}` };
    const verdict = index === chosen ? 'chosen' : 'lost';
    return { id: `listener:${index}`, verdict, rule, params, source: listener.source };
  });
  return { question: 'which-listener', candidates, chosen: chosen < 0 ? null : chosen, uncertain: [] };
}

function fit(listener: Listener, address: string, port: number): ListenerRule {
  if (listener.port !== port) return 'listener-other-port';
  if (listener.address !== '*') {
    const own = normalizeAddress(listener.address) ?? listener.address;
    return own === address ? 'listener-this-address' : 'listener-other-address';
  }
  const family = address.includes(':') ? 6 : 4;
  const takes = listener.family === undefined || listener.family === family;
  return takes ? 'listener-any-address' : 'listener-other-family';
}

function finalRule(rule: ListenerRule, index: number, chosen: number, specific: number): ListenerRule {
  if (index === chosen) return rule;
  if (rule === 'listener-any-address') {
    return specific >= 0 ? 'listener-hidden-by-address' : 'listener-same-as-earlier';
  }
  return rule === 'listener-this-address' ? 'listener-same-as-earlier' : rule;
}
