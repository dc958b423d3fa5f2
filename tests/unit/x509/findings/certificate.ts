/** Certificates for the rules: a well-formed leaf of a public CA, of which any part can be replaced by bytes. */
import { tlv } from '../../identity/makeCertificate.ts';
import { bytes } from '../build.ts';

export { bytes, tlv };
export const text = (value: string): Uint8Array => new TextEncoder().encode(value);
export const sequence = (...parts: Uint8Array[]): Uint8Array => tlv(0x30, ...parts);
export const name = (commonName: string): Uint8Array =>
  sequence(tlv(0x31, sequence(bytes('0603550403'), tlv(0x0c, text(commonName)))));

/** `oid`: content octets in hexadecimal. */
export const extension = (oid: string, value: Uint8Array, critical?: 'critical'): Uint8Array =>
  sequence(tlv(0x06, bytes(oid)), ...(critical ? [bytes('0101ff')] : []), tlv(0x04, value));

export const dns = (value: string): Uint8Array => tlv(0x82, text(value));
export const san = (...names: Uint8Array[]): Uint8Array => extension('551d11', sequence(...names));
export const basicConstraints = (...parts: Uint8Array[]): Uint8Array =>
  extension('551d13', sequence(...parts), 'critical');
export const isCa = bytes('0101ff');
export const keyUsage = (hex: string): Uint8Array => extension('551d0f', tlv(0x03, bytes(hex)), 'critical');
export const purposes = (...oids: string[]): Uint8Array =>
  extension('551d25', sequence(...oids.map((oid) => tlv(0x06, bytes(oid)))));
export const serverAuth = '2b06010505070301';

export const ecdsaWithSha256 = sequence(bytes('06082a8648ce3d040302'));
export const utcTime = (value: string): Uint8Array => tlv(0x17, text(value));
export const generalizedTime = (value: string): Uint8Array => tlv(0x18, text(value));
export const ecKey = (parameters: Uint8Array): Uint8Array =>
  sequence(sequence(bytes('06072a8648ce3d0201'), parameters), tlv(0x03, bytes('0004aabb')));
export const rsaKey = (modulus: Uint8Array, exponent: Uint8Array): Uint8Array =>
  sequence(
    sequence(bytes('06092a864886f70d010101'), bytes('0500')),
    tlv(0x03, bytes('00'), sequence(tlv(0x02, modulus), tlv(0x02, exponent))),
  );
/** RFC 9881: id-ml-dsa-44, -65 and -87 are 2.16.840.1.101.3.4.3.17 to 19, without parameters. */
export const latticeKey = (arc: string, octets: number): Uint8Array =>
  sequence(
    sequence(bytes(`06096086480165030403${arc}`)),
    tlv(0x03, bytes('00'), new Uint8Array(octets).fill(0x30)),
  );

const leafExtensions: Uint8Array[] = [
  basicConstraints(),
  keyUsage('0780'),
  purposes(serverAuth),
  san(dns('www.whichcert.dev')),
];

export type Parts = {
  version?: Uint8Array;
  serial?: Uint8Array;
  algorithm?: Uint8Array;
  outerAlgorithm?: Uint8Array;
  issuer?: Uint8Array;
  notBefore?: Uint8Array;
  notAfter?: Uint8Array;
  subject?: Uint8Array;
  key?: Uint8Array;
  /** The whole BIT STRING. */
  signature?: Uint8Array;
  /** By position in the ordinary list: basicConstraints, keyUsage, extKeyUsage, subjectAltName. null: leaves it out. */
  replace?: readonly (Uint8Array | null | undefined)[];
  extra?: Uint8Array[];
  extensions?: Uint8Array[];
};

/** Valid from 2026-04-01 for 90 days, for `www.whichcert.dev`, P-256, signature of nonsense. */
export function leafDer(parts: Parts = {}): Uint8Array {
  const replaced = leafExtensions.map((usual, k) => {
    const given = parts.replace?.[k];
    return given === undefined ? usual : given;
  });
  const extensions = parts.extensions ?? [...replaced.filter((one) => one !== null), ...(parts.extra ?? [])];
  const algorithm = parts.algorithm ?? ecdsaWithSha256;
  const tbs = sequence(
    parts.version ?? bytes('a003020102'),
    parts.serial ?? bytes('020201ff'),
    algorithm,
    parts.issuer ?? name('Some CA'),
    sequence(parts.notBefore ?? utcTime('260401000000Z'), parts.notAfter ?? utcTime('260629235959Z')),
    parts.subject ?? name('www.whichcert.dev'),
    parts.key ?? ecKey(bytes('06082a8648ce3d030107')),
    ...(extensions.length > 0 ? [tlv(0xa3, sequence(...extensions))] : []),
  );
  return sequence(tbs, parts.outerAlgorithm ?? algorithm, parts.signature ?? bytes('030400300000'));
}
