/** A hello for tests to vary, and messages put together by hand. */
import { cipherSuite, protocolVersion } from '../../../src/tls/codePoints.ts';
import type { ClientHelloContent, ClientHelloExtension } from '../../../src/tls/messages/clientHello.ts';

export const helloWith = (extensions: ClientHelloExtension[] | null): ClientHelloContent => ({
  legacy_version: protocolVersion('TLS 1.2'),
  random: new Uint8Array(32).fill(0x11),
  legacy_session_id: new Uint8Array(0),
  cipher_suites: [cipherSuite('TLS_AES_128_GCM_SHA256')],
  legacy_compression_methods: [0],
  extensions,
});

const octets = (value: number, width: number): string => value.toString(16).padStart(2 * width, '0');

/** Hex with its length in front. */
export const counted = (width: number, hex: string): string => octets(hex.length / 2, width) + hex;

/** A handshake message in hex: type, length, body. */
export const handshake = (type: number, body: string): string => octets(type, 1) + counted(3, body);

/** Version 0x0303 and a random, as both hellos begin. */
export const helloStart = `0303${'11'.repeat(32)}`;

/** A ClientHello with the extensions block given as hex (type, length and data of each). */
export const clientHelloHex = (extensions: string, compression = '00'): string =>
  handshake(1, `${helloStart}00${counted(2, '1301')}${counted(1, compression)}${counted(2, extensions)}`);

/** An extension in hex. */
export const extensionHex = (type: string, data: string): string => type + counted(2, data);
