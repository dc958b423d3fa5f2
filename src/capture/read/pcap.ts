/** The packets of a pcap file (draft-ietf-opsawg-pcap): either byte order, micro- or nanoseconds. */
import { captureProblem, type CaptureProblem } from './captureProblem.ts';
import type { LinkPacket } from './linkPacket.ts';

const headerLength = 24;
const recordHeaderLength = 16;

/** The first four octets as a big-endian number -> byte order, and how many units of time are a microsecond. */
const magics: Readonly<Partial<Record<number, { littleEndian: boolean; perMicrosecond: number }>>> = {
  0xa1b2c3d4: { littleEndian: false, perMicrosecond: 1 },
  0xa1b23c4d: { littleEndian: false, perMicrosecond: 1000 },
  0xd4c3b2a1: { littleEndian: true, perMicrosecond: 1 },
  0x4d3cb2a1: { littleEndian: true, perMicrosecond: 1000 },
};

export const isPcap = (view: DataView): boolean =>
  view.byteLength >= 4 && magics[view.getUint32(0)] !== undefined;

/** Yields packets until the end, or until something cannot be: that is then what it returns. */
export function* pcapPackets(bytes: Uint8Array): Generator<LinkPacket, CaptureProblem | null> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const format = magics[view.getUint32(0)];
  if (!format || bytes.length < headerLength) return captureProblem('truncated', 0, bytes.length);
  const { littleEndian, perMicrosecond } = format;
  const number = (at: number): number => view.getUint32(at, littleEndian);
  const version = { major: view.getUint16(4, littleEndian), minor: view.getUint16(6, littleEndian) };
  if (version.major !== 2) return captureProblem('unknown-version', 4, 8, version);
  const link = number(20) & 0x0fffffff; // the high bits say whether frames end with their check sequence
  let start = headerLength;
  while (start < bytes.length) {
    const data = start + recordHeaderLength;
    if (data > bytes.length) return captureProblem('truncated', start, bytes.length);
    const captured = number(start + 8);
    if (data + captured > bytes.length) return captureProblem('truncated', start, bytes.length);
    const time = number(start) * 1e6 + Math.floor(number(start + 4) / perMicrosecond);
    yield {
      link,
      time,
      data: bytes.subarray(data, data + captured),
      offset: data,
      length: number(start + 12),
    };
    start = data + captured;
  }
  return null;
}
