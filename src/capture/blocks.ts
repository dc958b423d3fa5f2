/** The blocks of a pcapng file (draft-ietf-opsawg-pcapng), little-endian. */
import { concat } from '../bytes/concat.ts';
import { little16, little32 } from '../bytes/integers.ts';

type Block = Uint8Array<ArrayBuffer>;

const blockType = {
  sectionHeader: 0x0a0d0d0a,
  interfaceDescription: 0x00000001,
  enhancedPacket: 0x00000006,
  decryptionSecrets: 0x0000000a,
};
const utf8 = new TextEncoder();
const padded = (bytes: Uint8Array): Uint8Array => concat(bytes, new Uint8Array(-bytes.length & 3));

/** Type, length, body, and the length again, so that a file can be read backwards. */
function block(type: number, ...parts: readonly (Uint8Array | readonly number[])[]): Block {
  const body = padded(concat(...parts));
  const length = little32(12 + body.length);
  return concat(little32(type), length, body, length);
}

/** Option code, length, value padded to 32 bits. */
const option = (code: number, value: Uint8Array): Uint8Array =>
  concat(little16(code), little16(value.length), padded(value));
const endOfOptions = [0, 0, 0, 0];

/** Section 4.1. `application`: the program that wrote the file. */
export const sectionHeader = (application: string): Block =>
  block(
    blockType.sectionHeader,
    little32(0x1a2b3c4d), // byte-order magic
    little16(1), // version 1.0
    little16(0),
    little32(0xffffffff), // section length not given
    little32(0xffffffff),
    option(4, utf8.encode(application)), // shb_userappl
    endOfOptions,
  );

/** Section 4.2: Ethernet, packets whole, time in microseconds. */
export const ethernetInterface = (): Block =>
  block(blockType.interfaceDescription, little16(1), little16(0), little32(0));

/** Section 4.7: the text of a TLS key log. */
export function decryptionSecrets(keyLog: string): Block {
  const secrets = utf8.encode(keyLog);
  return block(blockType.decryptionSecrets, little32(0x544c534b), little32(secrets.length), padded(secrets));
}

/** Section 4.3: a packet of the first interface. `time` in microseconds since 1970. */
export const enhancedPacket = (time: number, packet: Uint8Array): Block =>
  block(
    blockType.enhancedPacket,
    little32(0),
    little32(Math.floor(time / 2 ** 32)),
    little32(time % 2 ** 32),
    little32(packet.length),
    little32(packet.length),
    padded(packet),
  );
