/** Octets in the dumps of xxd, hexdump, od: `hexDump.ts` reads them, here all that a text has. */
import { hexDumps } from '../hexDump.ts';
import type { CharRange } from '../textMap.ts';

/** Octets of a text, and where a part of them stands in it. */
export type NumberedOctets = { bytes: Uint8Array; place: (octets: CharRange) => CharRange };

/** Every way to read every dump; a part of a dump is the whole of it. */
export const dumpedOctets = (text: string): NumberedOctets[] =>
  hexDumps(text).flatMap(({ range, readings }) => readings.map((bytes) => ({ bytes, place: () => range })));
