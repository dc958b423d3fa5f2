/** A conversation with its secrets -> a capture file that Wireshark opens and decrypts. */
import ipaddr from 'ipaddr.js';
import { concat } from '../bytes/concat.ts';
import { decryptionSecrets, enhancedPacket, ethernetInterface, sectionHeader } from './blocks.ts';
import { segmentsOf, type Conversation, type SentSegment } from './conversation.ts';
import { encodeEthernet, encodeIp, type Path } from './ip.ts';
import { encodeTcp } from './tcp.ts';

/** Locally administered (IEEE 802): no device has them. */
const macs = {
  client: Uint8Array.of(0x02, 0, 0, 0, 0, 0x01),
  server: Uint8Array.of(0x02, 0, 0, 0, 0, 0x02),
};

/**
 * `conversation` null, or one between what are no two IP addresses of one kind: a capture without packets. `keyLog`:
 * the text of a TLS key log, or empty.
 */
export function encodeCapture(conversation: Conversation | null, keyLog: string): Uint8Array<ArrayBuffer> {
  return concat(
    sectionHeader('whichcert'),
    ethernetInterface(),
    ...(keyLog === '' ? [] : [decryptionSecrets(keyLog)]),
    ...(conversation === null ? [] : packetsOf(conversation)),
  );
}

function packetsOf(conversation: Conversation): Uint8Array[] {
  const client = addressOctets(conversation.client.address);
  const server = addressOctets(conversation.server.address);
  if (client === null || server === null || client.length !== server.length) return [];
  const fromClient: Path = { source: client, destination: server };
  const fromServer: Path = { source: server, destination: client };
  return segmentsOf(conversation).map((segment, index) =>
    enhancedPacket(segment.time, frame(segment, segment.from === 'client' ? fromClient : fromServer, index)),
  );
}

function frame(segment: SentSegment, path: Path, identification: number): Uint8Array {
  const link =
    segment.from === 'client'
      ? { source: macs.client, destination: macs.server }
      : { source: macs.server, destination: macs.client };
  return encodeEthernet(link, path, encodeIp(path, identification, encodeTcp(segment, path)));
}

const addressOctets = (address: string): Uint8Array | null =>
  ipaddr.isValid(address) ? Uint8Array.from(ipaddr.parse(address).toByteArray()) : null;
