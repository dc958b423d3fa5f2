/** A packet as the capture has it, and the IP packet in it. */

/**
 * `link`: the type of link (LINKTYPE_ registry of tcpdump.org). `time` in microseconds since 1970. `data` is a view of
 * the file, which begins there at `offset`; `length` is what the packet had on the wire, perhaps more than was kept.
 */
export type LinkPacket = { link: number; time: number; data: Uint8Array; offset: number; length: number };

/** Where the IP packet begins behind each kind of link header; null: it holds none. */
const links: Readonly<Partial<Record<number, (data: Uint8Array) => number | null>>> = {
  0: () => 4, // BSD loopback: the address family, in the byte order of the machine
  1: (data) => behindEtherType(data, 12), // Ethernet
  12: () => 0, // raw IP, as OpenBSD numbers it
  101: () => 0, // raw IP
  108: () => 4, // OpenBSD loopback
  113: (data) => behindEtherType(data, 14), // Linux cooked
  228: () => 0, // raw IPv4
  229: () => 0, // raw IPv6
  276: (data) => (isIpType(data, 0) ? 20 : null), // Linux cooked, version 2
};

const octet = (data: Uint8Array, position: number): number => data[position] ?? 0;
const etherType = (data: Uint8Array, position: number): number =>
  (octet(data, position) << 8) | octet(data, position + 1);
const isIpType = (data: Uint8Array, position: number): boolean =>
  [0x0800, 0x86dd].includes(etherType(data, position));
const mostTags = 4;

/** Behind the type field at `position` and the VLAN tags (IEEE 802.1Q, 802.1ad) that may stand there. */
function behindEtherType(data: Uint8Array, position: number): number | null {
  let at = position;
  for (let tag = 0; tag < mostTags && [0x8100, 0x88a8].includes(etherType(data, at)); tag += 1) at += 4;
  return isIpType(data, at) ? at + 2 : null;
}

export const isKnownLink = (link: number): boolean => links[link] !== undefined;

/** The IP packet, or null. */
export function ipPacketIn({ link, data }: LinkPacket): Uint8Array | null {
  const start = links[link]?.(data) ?? null;
  return start === null || start >= data.length ? null : data.subarray(start);
}
