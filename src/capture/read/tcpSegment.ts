/** The TCP segment in an IP packet. */

/** `from`, `to`: address and port. `data` is a view. `opens`: a SYN that is no answer; `sequence` of its first octet. */
export type TcpSegment = {
  from: { address: Uint8Array; port: number };
  to: { address: Uint8Array; port: number };
  sequence: number;
  opens: boolean;
  data: Uint8Array;
};

type IpPacket = { source: Uint8Array; destination: Uint8Array; payload: Uint8Array };

const tcp = 6;

/** null: it is not TCP, a fragment, or too short to tell. */
export function tcpSegmentIn(packet: Uint8Array): TcpSegment | null {
  const version = (packet[0] ?? 0) >> 4;
  const ip = version === 4 ? readIpv4(packet) : version === 6 ? readIpv6(packet) : null;
  return ip && readTcp(ip);
}

/** RFC 791 section 3.1. A total length of 0 is left by a network card that cuts segments itself. */
function readIpv4(packet: Uint8Array): IpPacket | null {
  if (packet.length < 20) return null;
  const view = viewOf(packet);
  const headerLength = (view.getUint8(0) & 0x0f) * 4;
  const totalLength = view.getUint16(2) || packet.length;
  const isFragment = (view.getUint16(6) & 0x3fff) !== 0; // more fragments, or an offset
  if (view.getUint8(9) !== tcp || isFragment || headerLength < 20) return null;
  return {
    source: packet.subarray(12, 16),
    destination: packet.subarray(16, 20),
    payload: packet.subarray(headerLength, totalLength),
  };
}

/** Extension headers that do not change what follows: hop-by-hop, routing, destination (RFC 8200 section 4). */
const passedOver = new Set([0, 43, 60]);
const mostHeaders = 8;

function readIpv6(packet: Uint8Array): IpPacket | null {
  if (packet.length < 40) return null;
  const view = viewOf(packet);
  const end = 40 + (view.getUint16(4) || packet.length - 40);
  let [next, position] = [view.getUint8(6), 40];
  for (let header = 0; header < mostHeaders && passedOver.has(next); header += 1) {
    if (position + 2 > packet.length) return null;
    next = view.getUint8(position);
    position += 8 * (view.getUint8(position + 1) + 1);
  }
  if (next !== tcp) return null;
  return {
    source: packet.subarray(8, 24),
    destination: packet.subarray(24, 40),
    payload: packet.subarray(position, end),
  };
}

/** RFC 9293 section 3.1. */
function readTcp({ source, destination, payload }: IpPacket): TcpSegment | null {
  if (payload.length < 20) return null;
  const view = viewOf(payload);
  const headerLength = (view.getUint8(12) >> 4) * 4;
  if (headerLength < 20) return null;
  const control = view.getUint8(13);
  return {
    from: { address: source, port: view.getUint16(0) },
    to: { address: destination, port: view.getUint16(2) },
    sequence: view.getUint32(4),
    opens: (control & 0x12) === 0x02, // SYN without ACK
    data: payload.subarray(headerLength),
  };
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
