/** TCP segments: RFC 9293 section 3.1. */
import { concat } from '../bytes/concat.ts';
import { big16, big32 } from '../bytes/integers.ts';
import { internetChecksum } from './checksum.ts';
import { pseudoHeader, type Path } from './ip.ts';

const controlBits = { FIN: 0x01, SYN: 0x02, RST: 0x04, PSH: 0x08, ACK: 0x10 };
export type ControlBit = keyof typeof controlBits;

export type Segment = {
  sourcePort: number;
  destinationPort: number;
  sequence: number;
  /** 0 where ACK is not set. */
  acknowledgment: number;
  control: readonly ControlBit[];
  /** What the sender would take, in bytes. */
  window: number;
  /** A multiple of four octets. */
  options: readonly number[];
  data: Uint8Array;
};

/** Option 2: the longest segment that the sender takes, in bytes of data. */
export const maximumSegmentSize = (size: number): number[] => [2, 4, ...big16(size)];

/** The segment with its checksum, which covers the addresses of `path` too. */
export function encodeTcp(segment: Segment, path: Path): Uint8Array {
  const encode = (checksum: number): Uint8Array =>
    concat(
      big16(segment.sourcePort),
      big16(segment.destinationPort),
      big32(segment.sequence),
      big32(segment.acknowledgment),
      [(20 + segment.options.length) << 2], // length of the header in words, in the high four bits
      [segment.control.reduce((bits, bit) => bits | controlBits[bit], 0)],
      big16(segment.window),
      big16(checksum),
      big16(0), // urgent pointer
      segment.options,
      segment.data,
    );
  const blank = encode(0);
  return encode(internetChecksum(concat(pseudoHeader(path, blank.length), blank)));
}
