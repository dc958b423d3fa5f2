/** How much crosses the wire, and how often one side waits for the other. */
import { segmentSize, initialWindow } from './congestion.ts';
import type { Party, SocketAddress, Step, StepId } from './trace.ts';

/** What one side sends without waiting for the other. `steps`: those whose bytes it holds. */
export type Flight = { from: Party; steps: StepId[]; records: Uint8Array[]; bytes: number };

/** What one side sends in a row goes out at once, as a program that fills its buffer first does it. */
export function flightsOf(steps: readonly Step[]): Flight[] {
  const flights: Flight[] = [];
  for (const { id, from, records } of steps) {
    if (records.length === 0) continue;
    let flight = flights.at(-1);
    if (flight?.from !== from) {
      flight = { from, steps: [], records: [], bytes: 0 };
      flights.push(flight);
    }
    flight.steps.push(id);
    flight.records.push(...records);
    flight.bytes += records.reduce((sum, { length }) => sum + length, 0);
  }
  return flights;
}

export type Sizes = {
  flights: Flight[];
  bytes: Record<Party, number>;
  /** TCP's own, those in which flights cross, and those that waiting for acknowledgments adds. */
  roundTrips: { connect: number; exchange: number; waiting: number };
  /** Bytes that go out at once at the beginning of a connection. */
  window: number;
};

/** `server`: where the connection went, which tells the size of a segment. */
export function sizesOf(steps: readonly Step[], server: SocketAddress): Sizes {
  const flights = flightsOf(steps);
  const sum = (party: Party): number =>
    flights.reduce((total, { from, bytes }) => (from === party ? total + bytes : total), 0);
  const mss = segmentSize(server);
  return {
    flights,
    bytes: { client: sum('client'), server: sum('server') },
    roundTrips: {
      connect: 1,
      exchange: flights.filter(isAwaited).length,
      waiting: flights.reduce((total, { bytes }) => total + waits(bytes, mss), 0),
    },
    window: initialWindow * mss,
  };
}

/** The client waits for what the server sends, except for tickets: they are for another time. */
const isAwaited = ({ from, steps }: Flight): boolean =>
  from === 'server' && steps.some((id) => id !== 'new-session-ticket');

/**
 * How often a sender at the beginning of a connection has to wait for acknowledgments within a flight: after 10
 * segments (RFC 6928), then 20, 40 (slow start, RFC 5681 section 3.1).
 */
export function waits(bytes: number, mss: number): number {
  let [count, room, window] = [0, initialWindow * mss, initialWindow * mss];
  while (bytes > room) {
    window *= 2;
    room += window;
    count += 1;
  }
  return count;
}
