/** The beginnings of TCP connections, put together from segments in whatever order, until a ClientHello is whole. */
import { concat } from '../../bytes/concat.ts';
import { encodeHex } from '../../bytes/hex.ts';
import { helloIn, longestHello } from './helloIn.ts';
import type { TcpSegment } from './tcpSegment.ts';

/** What a client sends of one connection. Pieces are views of the capture. */
type Stream = {
  /** Sequence number of the first octet. */
  first: number;
  /** In order, without gaps. */
  pieces: Uint8Array[];
  length: number;
  /** As many octets are needed before it can be told more. */
  needed: number;
  /** Behind a gap. */
  ahead: { at: number; data: Uint8Array }[];
  searches: number;
};

/** What is kept at once; beyond, the oldest connection is given up. Searching is limited because each one costs. */
const limits = { open: 4096, ahead: 256, pieces: 4096, searches: 80, connections: 200_000 };

/** 'done': nothing more is wanted of it. */
type State = Stream | 'done';

export class ClientStreams {
  readonly #states = new Map<string, State>();
  readonly #open = new Set<string>();

  /** So many connections that the rest is not read. */
  get isFull(): boolean {
    return this.#states.size >= limits.connections;
  }

  /** Takes a segment; the ClientHello that it completes, or null. */
  add(segment: TcpSegment): Uint8Array | null {
    const key = keyOf(segment);
    const state = segment.opens ? undefined : this.#states.get(key);
    if (state === 'done') return null;
    const stream = state ?? this.#begin(key, segment);
    if (stream === null) return null;
    if (!keep(stream, segment)) this.#close(key);
    if (stream.length < stream.needed) return null;
    stream.searches += 1;
    const found = helloIn(concat(...stream.pieces));
    if (found.state === 'more' && stream.searches < limits.searches) stream.needed = found.needed;
    else this.#close(key);
    return found.state === 'hello' ? found.message : null;
  }

  /** A connection is known by its SYN; or, where that was not captured, by data that begins like a handshake. */
  #begin(key: string, { opens, sequence, data }: TcpSegment): Stream | null {
    if (!opens && !mayBeginHello(data)) return null;
    const first = (sequence + (opens ? 1 : 0)) >>> 0;
    const stream = { first, pieces: [], length: 0, needed: 1, ahead: [], searches: 0 };
    this.#states.set(key, stream);
    this.#open.add(key);
    const [oldest] = this.#open;
    if (this.#open.size > limits.open && oldest !== undefined) this.#close(oldest);
    return stream;
  }

  #close(key: string): void {
    this.#states.set(key, 'done');
    this.#open.delete(key);
  }
}

/** The first segment may be shorter than what tells a hello: 16 03 0x .. .. 01. */
const mayBeginHello = ([type, major = 0x03, , , , message = 0x01]: Uint8Array): boolean =>
  type === 0x16 && major === 0x03 && message === 0x01;

const keyOf = ({ from, to }: TcpSegment): string =>
  `${encodeHex(from.address)} ${from.port} ${encodeHex(to.address)} ${to.port}`;

/** Adds the segment's data; false: the stream has grown beyond all limits. */
function keep(stream: Stream, { sequence, data, opens }: TcpSegment): boolean {
  const at = (sequence + (opens ? 1 : 0) - stream.first) | 0; // before the first octet: negative
  if (data.length === 0 || at > longestHello) return true;
  stream.ahead.push({ at, data });
  if (at <= stream.length) join(stream);
  return stream.ahead.length < limits.ahead && stream.pieces.length < limits.pieces;
}

/** Moves what follows without a gap; where segments overlap, the octets that came first stay. */
function join(stream: Stream): void {
  stream.ahead.sort((a, b) => a.at - b.at);
  let taken = 0;
  for (const { at, data } of stream.ahead) {
    if (at > stream.length) break;
    const fresh = data.subarray(stream.length - at);
    if (fresh.length > 0) stream.pieces.push(fresh);
    stream.length += fresh.length;
    taken += 1;
  }
  stream.ahead.splice(0, taken);
}
