/** Ethernet frames and IP packets around a TCP segment. Addresses are 4 octets (IPv4) or 16 (IPv6), both alike. */
import { concat } from '../bytes/concat.ts';
import { big16, big32 } from '../bytes/integers.ts';
import { internetChecksum } from './checksum.ts';

/** Who sends to whom, by IP address. */
export type Path = { source: Uint8Array; destination: Uint8Array };

const tcpProtocol = 6;
const hopLimit = 64;
const dontFragment = 0x4000;
const isIpv6 = ({ source }: Path): boolean => source.length === 16;

/** What the TCP checksum also covers: RFC 9293 section 3.1, RFC 8200 section 8.1. */
export const pseudoHeader = (path: Path, tcpLength: number): Uint8Array =>
  isIpv6(path)
    ? concat(path.source, path.destination, big32(tcpLength), [0, 0, 0, tcpProtocol])
    : concat(path.source, path.destination, [0, tcpProtocol], big16(tcpLength));

/** `identification` is used by IPv4 alone. */
export const encodeIp = (path: Path, identification: number, payload: Uint8Array): Uint8Array =>
  isIpv6(path) ? encodeIpv6(path, payload) : encodeIpv4(path, identification, payload);

/** RFC 791 section 3.1, without options. */
function encodeIpv4({ source, destination }: Path, identification: number, payload: Uint8Array): Uint8Array {
  const length = 20 + payload.length;
  const header = (checksum: number): Uint8Array =>
    concat(
      [0x45, 0], // version 4, five words of header; type of service
      big16(length),
      big16(identification),
      big16(dontFragment),
      [hopLimit, tcpProtocol],
      big16(checksum),
      source,
      destination,
    );
  return concat(header(internetChecksum(header(0))), payload);
}

/** RFC 8200 section 3, without extension headers. */
const encodeIpv6 = ({ source, destination }: Path, payload: Uint8Array): Uint8Array =>
  concat(
    big32(0x60000000), // version 6, traffic class and flow label 0
    big16(payload.length),
    [tcpProtocol, hopLimit],
    source,
    destination,
    payload,
  );

/** An Ethernet II frame (IEEE 802.3 with the protocol's number in the type field), without its frame check sequence. */
export const encodeEthernet = (macs: Path, path: Path, packet: Uint8Array): Uint8Array<ArrayBuffer> =>
  concat(macs.destination, macs.source, big16(isIpv6(path) ? 0x86dd : 0x0800), packet);
