/** The address part of a `bind` line (configuration manual section 4.2, "bind [<address>]:<port>"). */
import ipaddr from 'ipaddr.js';
import { append } from '../append.ts';

/** `address`: an IP literal without brackets, or `*`, any address: of the IP version `family`, else of both. */
export type BindAddress = { address: string; port: number; family?: 4 | 6 };

export type BindAddressProblem = 'haproxy-bad-bind-address' | 'haproxy-bind-address-not-ip';

/**
 * Comma separated list -> addresses, `most` of them; a port range gives one for each port. Sockets that are not TCP are
 * a problem.
 */
export function readBindAddresses(
  text: string,
  most: number,
): {
  addresses: BindAddress[];
  problems: { code: BindAddressProblem; text: string }[];
} {
  const addresses: BindAddress[] = [];
  const problems: { code: BindAddressProblem; text: string }[] = [];
  for (const part of text.split(',')) {
    if (addresses.length >= most) break;
    const read = readOne(part, most - addresses.length);
    if (typeof read === 'string') problems.push({ code: read, text: part });
    else append(addresses, read);
  }
  return { addresses, problems };
}

const family = /^(?:ipv4@|ipv6@|tcp@|tcp4@|tcp6@|mptcp@|mptcp4@|mptcp6@)/u;
const otherSocket = /^(?:\/|unix@|abns@|fd@|sockpair@|quic[46]?@|rhttp@|udp)/u;

function readOne(text: string, most: number): BindAddress[] | BindAddressProblem {
  if (otherSocket.test(text)) return 'haproxy-bind-address-not-ip';
  const prefix = family.exec(text)?.[0] ?? '';
  const rest = text.slice(prefix.length);
  const colon = rest.lastIndexOf(':');
  const ports = /^(\d{1,5})(?:-(\d{1,5}))?$/u.exec(rest.slice(colon + 1));
  if (colon < 0 || ports === null) return 'haproxy-bad-bind-address';
  const first = Number(ports[1]);
  const last = Number(ports[2] ?? ports[1]);
  const host = rest.slice(0, colon);
  const address = readHost(host, prefix.endsWith('6@') ? anyIpv6 : anyIpv4);
  if (address === null)
    return hostName.test(host) ? 'haproxy-bind-address-not-ip' : 'haproxy-bad-bind-address';
  if (first < 1 || last > 65535 || last < first) return 'haproxy-bad-bind-address';
  return Array.from({ length: Math.min(most, last - first + 1) }, (_, index) => ({
    ...address,
    port: first + index,
  }));
}

const hostName = /^[a-z0-9.-]+$/iu;

type Host = { address: string; family?: 4 };
const anyIpv4: Host = { address: '*', family: 4 };
/** Linux gives a socket on `::` the IPv4 connections too (bindv6only 0), unless the line says `v6only`. */
const anyIpv6: Host = { address: '*' };

/** Nothing and `*` are any IPv4 address (with `ipv6@`, any IPv6 address); null: not an IP literal. */
function readHost(host: string, anyAddress: Host): Host | null {
  if (host === '' || host === '*') return anyAddress;
  const literal = /^\[(.*)\]$/u.exec(host)?.[1] ?? host;
  if (literal === '0.0.0.0') return anyIpv4;
  if (literal === '::') return anyIpv6;
  if (ipaddr.IPv4.isValidFourPartDecimal(literal)) return { address: literal };
  return ipaddr.IPv6.isValid(literal) ? { address: ipaddr.IPv6.parse(literal).toRFC5952String() } : null;
}
