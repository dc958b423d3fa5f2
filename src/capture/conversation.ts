/**
 * What two sides say to each other -> the TCP segments that carry it, as somebody beside the client sees them:
 * three-way handshake, segments of at most the MSS, acknowledgments, FIN from both sides; or a port that refuses.
 */
import { otherSide } from '../tls/side.ts';
import { initialWindow, segmentSize } from '../sim/congestion.ts';
import type { Party, SocketAddress } from '../sim/trace.ts';
import { maximumSegmentSize, type ControlBit, type Segment } from './tcp.ts';

/** What one side sends without waiting for the other. */
export type Turn = { from: Party; bytes: Uint8Array };

export type Conversation = {
  client: SocketAddress;
  server: SocketAddress;
  /** Initial sequence numbers. */
  initialSequence: Record<Party, number>;
  /** Microseconds since 1970. */
  start: number;
  turns: readonly Turn[];
  /** Nobody listens; or who sends the first FIN. */
  end: 'refused' | { closedBy: Party };
};

/** `time` in microseconds since 1970. */
export type SentSegment = Segment & { from: Party; time: number };

/** Neither side lets more bytes be under way than the other's receive window. */
const receiveWindow = 0xfaf0;

const noBytes = new Uint8Array(0);
/** Microseconds: from one segment to the next of the same side; until the client answers; until the server does. */
const delays = { same: 12, client: 100, server: 20_000 };

export function segmentsOf(conversation: Conversation): SentSegment[] {
  const line = new Line(conversation);
  line.send('client', ['SYN']);
  if (conversation.end === 'refused') {
    line.send('server', ['RST', 'ACK']);
    return line.segments;
  }
  line.send('server', ['SYN', 'ACK']);
  line.send('client', ['ACK']);
  for (const turn of conversation.turns) line.say(turn);
  const { closedBy } = conversation.end;
  line.send(closedBy, ['FIN', 'ACK']);
  line.send(otherSide(closedBy), ['FIN', 'ACK']);
  line.send(closedBy, ['ACK']);
  return line.segments;
}

/** The connection as it stands: who has sent how much, and when the last segment was seen. */
class Line {
  readonly segments: SentSegment[] = [];
  readonly #conversation: Conversation;
  readonly #mss: number;
  #time: number;
  #next: Record<Party, number>;

  constructor(conversation: Conversation) {
    this.#conversation = conversation;
    this.#mss = segmentSize(conversation.server);
    this.#time = conversation.start;
    this.#next = { ...conversation.initialSequence };
  }

  /** Sends all of it, pausing for an acknowledgment whenever the congestion window is full. */
  say({ from, bytes }: Turn): void {
    let [window, underWay] = [initialWindow, 0];
    for (let start = 0; start < bytes.length; start += this.#mss) {
      if (underWay === window) {
        this.send(otherSide(from), ['ACK']);
        window = Math.min(2 * window, Math.floor(receiveWindow / this.#mss));
        underWay = 0;
      }
      const data = bytes.subarray(start, start + this.#mss);
      const isLast = start + this.#mss >= bytes.length;
      this.send(from, isLast ? ['PSH', 'ACK'] : ['ACK'], data);
      underWay += 1;
    }
  }

  send(from: Party, control: readonly ControlBit[], data: Uint8Array = noBytes): void {
    const { client, server } = this.#conversation;
    const opens = control.includes('SYN');
    const isReset = control.includes('RST');
    this.#pass(from);
    this.segments.push({
      from,
      time: this.#time,
      sourcePort: from === 'client' ? client.port : server.port,
      destinationPort: from === 'client' ? server.port : client.port,
      sequence: isReset ? 0 : this.#next[from],
      acknowledgment: control.includes('ACK') ? this.#next[otherSide(from)] : 0,
      control,
      window: isReset ? 0 : receiveWindow,
      options: opens ? maximumSegmentSize(this.#mss) : [],
      data,
    });
    const counted = data.length + (opens || control.includes('FIN') ? 1 : 0); // SYN and FIN take a number each
    this.#next[from] = (this.#next[from] + counted) >>> 0;
  }

  #pass(from: Party): void {
    const last = this.segments.at(-1);
    if (last) this.#time += last.from === from ? delays.same : delays[from];
  }
}
