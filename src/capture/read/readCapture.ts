/** A capture file -> the ClientHellos in it. */
import ipaddr from 'ipaddr.js';
import { floor } from '../../decision.ts';
import { parseClientHello } from '../../tls/messages/clientHello.ts';
import type { SocketAddress } from '../../sim/trace.ts';
import { captureProblem, type CaptureProblem } from './captureProblem.ts';
import { ClientStreams } from './clientStreams.ts';
import type { GivenHello } from './givenHello.ts';
import { ipPacketIn, isKnownLink, type LinkPacket } from './linkPacket.ts';
import { isPcap, pcapPackets } from './pcap.ts';
import { isPcapng, pcapngPackets } from './pcapng.ts';
import { tcpSegmentIn, type TcpSegment } from './tcpSegment.ts';

/** What was found before a problem stays found. `unread`: hellos beyond those that are kept. */
export type CaptureReading = { hellos: GivenHello[]; unread: number; problems: CaptureProblem[] };

const mostHellos = 200;

/** Whether the file begins as a pcap or pcapng does. */
export function isCapture(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return isPcap(view) || isPcapng(view);
}

/** Reads a pcap or pcapng (`isCapture`). Never throws; what it keeps is bounded, whatever the file says. */
export function readCapture(bytes: Uint8Array): CaptureReading {
  const reading = new Reading();
  return floor(
    'capture',
    () => readPackets(bytes, reading),
    ({ params }) => reading.end(captureProblem('stopped', 0, bytes.length, params), bytes.length),
  );
}

function readPackets(bytes: Uint8Array, reading: Reading): CaptureReading {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const packets = isPcapng(view) ? pcapngPackets(bytes) : pcapPackets(bytes);
  for (let next = packets.next(); ; next = packets.next()) {
    if (next.done) return reading.end(next.value, bytes.length);
    if (!reading.take(next.value)) return reading.end(null, bytes.length);
  }
}

class Reading {
  readonly #streams = new ClientStreams();
  readonly #found: CaptureReading = { hellos: [], unread: 0, problems: [] };
  readonly #links = new Set<number>();
  #counts = { packets: 0, tcp: 0, cut: 0 };

  /** false: this is where reading stops. */
  take(packet: LinkPacket): boolean {
    this.#counts.packets += 1;
    if (packet.data.length < packet.length) this.#counts.cut += 1;
    if (!isKnownLink(packet.link)) this.#passOver(packet);
    const ip = ipPacketIn(packet);
    const segment = ip && tcpSegmentIn(ip);
    if (!segment) return true;
    this.#counts.tcp += 1;
    const hello = this.#streams.add(segment);
    if (hello) this.#keep(hello, segment, packet.time);
    if (!this.#streams.isFull) return true;
    const end = packet.offset + packet.data.length;
    this.#found.problems.push(captureProblem('too-many-connections', packet.offset, end));
    return false;
  }

  end(problem: CaptureProblem | null, length: number): CaptureReading {
    const { hellos, problems } = this.#found;
    if (problem) problems.push(problem);
    if (hellos.length === 0 && problems.length === 0) {
      const code = this.#counts.packets === 0 ? 'no-packets' : 'no-client-hello';
      problems.push(captureProblem(code, 0, length, this.#counts));
    }
    return this.#found;
  }

  #keep(hello: Uint8Array, { from, to }: TcpSegment, time: number): void {
    const { hellos } = this.#found;
    if (hellos.length >= mostHellos) this.#found.unread += 1;
    else hellos.push({ message: parseClientHello(hello), from: placeOf(from), to: placeOf(to), time });
  }

  /** Said once for each kind of link. */
  #passOver({ link, offset, data }: LinkPacket): void {
    if (this.#links.has(link)) return;
    this.#links.add(link);
    this.#found.problems.push(captureProblem('unknown-link', offset, offset + data.length, { link }));
  }
}

function placeOf({ address, port }: TcpSegment['from']): SocketAddress {
  const parsed = ipaddr.fromByteArray([...address]);
  return { address: parsed instanceof ipaddr.IPv6 ? parsed.toRFC5952String() : parsed.toString(), port };
}
