/** The packets of a pcapng file (draft-ietf-opsawg-pcapng): any number of sections, each in its own byte order. */
import { captureProblem, type CaptureProblem } from './captureProblem.ts';
import type { LinkPacket } from './linkPacket.ts';

const sectionHeader = 0x0a0d0d0a;
const blockType = { interfaceDescription: 1, oldPacket: 2, simplePacket: 3, enhancedPacket: 6 };
const byteOrderMagic = 0x1a2b3c4d;
/** Type and length before a block's body, the length again behind it. */
const [before, after] = [8, 4];

export const isPcapng = (view: DataView): boolean =>
  view.byteLength >= 4 && view.getUint32(0) === sectionHeader; // the same in either byte order

/** `microsecond`: how many units of its clock are one. */
type Interface = { link: number; microsecond: number };
/** One section: its byte order and interfaces. */
type Section = { littleEndian: boolean; interfaces: Interface[] };
type Block = { type: number; start: number; body: DataView; end: number };

/** Yields packets until the end, or until something cannot be: that is then what it returns. */
export function* pcapngPackets(bytes: Uint8Array): Generator<LinkPacket, CaptureProblem | null> {
  let section: Section = { littleEndian: true, interfaces: [] };
  for (let start = 0; start < bytes.length;) {
    if (isSectionHeader(bytes, start)) section = beginSection(bytes, start);
    const block = readBlock(bytes, start, section);
    if ('code' in block) return block;
    const found = readBody(block, section);
    if (found !== null && 'code' in found) return found;
    if (found !== null) yield found;
    start = block.end;
  }
  return null;
}

const viewAt = (bytes: Uint8Array, start: number, length: number): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset + start, length);

const isSectionHeader = (bytes: Uint8Array, start: number): boolean =>
  start + 12 <= bytes.length && viewAt(bytes, start, 4).getUint32(0) === sectionHeader;

const beginSection = (bytes: Uint8Array, start: number): Section => ({
  littleEndian: viewAt(bytes, start + 8, 4).getUint32(0) !== byteOrderMagic,
  interfaces: [],
});

function readBlock(bytes: Uint8Array, start: number, { littleEndian }: Section): Block | CaptureProblem {
  if (start + before + after > bytes.length) return captureProblem('truncated', start, bytes.length);
  const header = viewAt(bytes, start, before);
  const length = header.getUint32(4, littleEndian);
  if (length < before + after || length % 4 !== 0)
    return captureProblem('bad-length', start + 4, start + 8, { length });
  const end = start + length;
  if (end > bytes.length) return captureProblem('truncated', start, bytes.length);
  const again = viewAt(bytes, end - after, after).getUint32(0, littleEndian);
  if (again !== length) return captureProblem('bad-length', end - after, end, { length: again });
  return {
    type: header.getUint32(0, littleEndian),
    start,
    body: viewAt(bytes, start + before, length - before - after),
    end,
  };
}

/** A packet, a problem, or null: a block that holds neither. An interface is added to the section. */
function readBody(block: Block, section: Section): LinkPacket | CaptureProblem | null {
  const { body, start, end } = block;
  const least = leastBody[block.type] ?? 0;
  if (body.byteLength < least)
    return captureProblem('bad-length', start, end, { length: body.byteLength + before + after });
  if (block.type === sectionHeader) {
    const major = body.getUint16(4, section.littleEndian);
    const minor = body.getUint16(6, section.littleEndian);
    return major === 1 ? null : captureProblem('unknown-version', start + 12, start + 16, { major, minor });
  }
  if (block.type === blockType.interfaceDescription) section.interfaces.push(readInterface(body, section));
  else if (block.type === blockType.simplePacket) return simplePacket(block, section);
  else if (block.type === blockType.enhancedPacket || block.type === blockType.oldPacket)
    return timedPacket(block, section);
  return null;
}

const leastBody: Readonly<Partial<Record<number, number>>> = {
  [sectionHeader]: 16,
  [blockType.interfaceDescription]: 8,
  [blockType.oldPacket]: 20,
  [blockType.simplePacket]: 4,
  [blockType.enhancedPacket]: 20,
};

const clockOption = 9; // if_tsresol

/** Section 4.2. The clock counts microseconds unless an option gives another power of 10, or of 2. */
function readInterface(body: DataView, { littleEndian }: Section): Interface {
  const link = body.getUint16(0, littleEndian);
  for (let at = 8; at + 4 < body.byteLength;) {
    const [code, length] = [body.getUint16(at, littleEndian), body.getUint16(at + 2, littleEndian)];
    if (code === 0) break;
    if (code === clockOption && length === 1) {
      const resolution = body.getUint8(at + 4);
      const unitsPerSecond = resolution & 0x80 ? 2 ** (resolution & 0x7f) : 10 ** resolution;
      return { link, microsecond: unitsPerSecond / 1e6 };
    }
    at += 4 + ((length + 3) & ~3);
  }
  return { link, microsecond: 1 };
}

/** Enhanced packets (section 4.3), and the obsolete ones before them, whose interface has only 16 bits. */
function timedPacket(block: Block, section: Section): LinkPacket | CaptureProblem {
  const { body, type } = block;
  const number = (at: number): number => body.getUint32(at, section.littleEndian);
  const index = type === blockType.oldPacket ? body.getUint16(0, section.littleEndian) : number(0);
  const known = section.interfaces[index];
  const ticks = number(4) * 2 ** 32 + number(8);
  const time = Math.floor(ticks / (known?.microsecond ?? 1));
  return packet(block, known, { at: 20, captured: number(12), length: number(16), index, time });
}

/** Section 4.4: of the first interface, without a time; cut where the interface's limit is. */
function simplePacket(block: Block, section: Section): LinkPacket | CaptureProblem {
  const length = block.body.getUint32(0, section.littleEndian);
  const captured = Math.min(length, block.body.byteLength - 4);
  return packet(block, section.interfaces[0], { at: 4, captured, length, index: 0, time: 0 });
}

function packet(
  { body, start, end }: Block,
  known: Interface | undefined,
  { at, captured, length, index, time }: Record<'at' | 'captured' | 'length' | 'index' | 'time', number>,
): LinkPacket | CaptureProblem {
  if (!known) return captureProblem('unknown-interface', start, end, { interface: index });
  if (at + captured > body.byteLength) return captureProblem('bad-length', start, end, { length: captured });
  const data = new Uint8Array(body.buffer, body.byteOffset + at, captured);
  return { link: known.link, time, data, offset: start + before + at, length };
}
