/** Certificates written by hand, with extensions that no tool would make. */
import { p256 } from '@noble/curves/nist.js';

export const bytes = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/[0-9a-f]{2}/gi) ?? [], (octet) => parseInt(octet, 16));

export function tlv(identifier: number, ...parts: Uint8Array[]): Uint8Array {
  const content = parts.flatMap((part) => [...part]);
  const length =
    content.length < 0x80 ? [content.length] : [0x82, content.length >> 8, content.length & 0xff];
  return Uint8Array.from([identifier, ...length, ...content]);
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const sequence = (...parts: Uint8Array[]): Uint8Array => tlv(0x30, ...parts);
const ecdsaWithSha256 = sequence(bytes('06082a8648ce3d040302'));
const commonName = (value: string): Uint8Array =>
  sequence(tlv(0x31, sequence(bytes('0603550403'), tlv(0x0c, text(value)))));
const point = p256.getPublicKey(bytes('01'.repeat(32)), false);
const publicKey = sequence(
  sequence(bytes('06072a8648ce3d0201'), bytes('06082a8648ce3d030107')),
  tlv(0x03, bytes('00'), point),
);

/** `oid` is the hexadecimal content of the OBJECT IDENTIFIER, `value` that of the OCTET STRING. */
export const extension = (oid: string, value: Uint8Array): Uint8Array =>
  sequence(tlv(0x06, bytes(oid)), tlv(0x04, value));

export const subjectAltName = (value: Uint8Array): Uint8Array => extension('551d11', value);

export type Parts = {
  extensions?: Uint8Array[];
  version?: Uint8Array;
  notAfter?: Uint8Array;
  subject?: Uint8Array;
};

/** A certificate with a nonsense signature; each part replaces the ordinary one. */
export function certificateOf({ extensions = [], version, notAfter, subject }: Parts): Uint8Array {
  const tbs = sequence(
    version ?? bytes('a003020102'),
    bytes('020101'),
    ecdsaWithSha256,
    commonName('issuer'),
    sequence(tlv(0x17, text('260101000000Z')), notAfter ?? tlv(0x17, text('460101000000Z'))),
    subject ?? commonName('subject'),
    publicKey,
    ...(extensions.length > 0 ? [tlv(0xa3, sequence(...extensions))] : []),
  );
  return sequence(tbs, ecdsaWithSha256, bytes('030400300000'));
}
