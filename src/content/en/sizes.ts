/** Bytes, flights and round trips. */
import type { Party } from '../../sim/trace.ts';
import { counted } from './counted.ts';

const bytes = (count: number): string => `${counted(count)} bytes`;
const times = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export const sizes = {
  heading: 'Size and round trips',
  open: 'Show how certificates grow',
  totals: (client: number, server: number, flights: number) =>
    `The client sends ${bytes(client)}, the server ${bytes(server)}, in ${times(flights, 'flight', 'flights')}.`,
  roundTrips: (connect: number, exchange: number, waiting: number) =>
    `Until the end that takes ${times(connect + exchange + waiting, 'round trip', 'round trips')}: ${connect} to open TCP, ${exchange} for what is asked and answered${waiting > 0 ? `, ${waiting} to wait for acknowledgments` : ''}.`,
  flights: {
    caption: 'Flights',
    who: 'From',
    what: 'Carries',
    bytes: 'Bytes',
    from: { client: 'Client', server: 'Server' } satisfies Record<Party, string>,
  },
  growth: {
    heading: 'When does a certificate cost a round trip?',
    explain: (window: number) =>
      `A sender may have 10 segments under way before the first acknowledgment (RFC 6928): here ${bytes(window)}. The flight with the certificate grows with its names and its chain; what is above the line waits for one round trip more. The certificates are really made, with P-256 keys and names of 18 letters; “leaf and 2” comes with two intermediate certificates.`,
    plot: 'Bytes of the flight with the certificate, by number of names',
    caption: 'The same as numbers',
    names: 'Names',
    bytes: 'Bytes',
    window: 'at once',
    now: 'this connection',
    chain: (intermediates: number) => (intermediates === 0 ? 'leaf only' : `leaf and ${intermediates}`),
    fits: 'Most names without waiting',
    none: 'No certificate is sent in this scene.',
  },
};
