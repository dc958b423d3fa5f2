/** Certificates for tables: just enough DER for `parseCertificate`, with a signature that means nothing. */
import { parseCertificate } from '../../../src/x509/certificate.ts';
import type { Certificate } from '../../../src/x509/types.ts';

/** One TLV (X.690 section 8.1), lengths up to 65535. */
export function tlv(tag: number, ...parts: (Uint8Array | number[])[]): Uint8Array {
  const content = parts.flatMap((part) => [...part]);
  const { length } = content;
  const header =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Uint8Array.from([tag, ...header, ...content]);
}

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

export const dns = (name: string): Uint8Array => tlv(0x82, utf8(name));
export const ip = (...octets: number[]): Uint8Array => tlv(0x87, octets);
export const uri = (text: string): Uint8Array => tlv(0x86, utf8(text));
export const email = (text: string): Uint8Array => tlv(0x81, utf8(text));
/** RFC 4985: otherName of id-on-dnsSRV. */
export const srv = (name: string): Uint8Array =>
  tlv(0xa0, hex('06082b06010505070807'), tlv(0xa0, tlv(0x16, utf8(name))));

const ATTRIBUTES = { cn: '0603550403', o: '060355040a', dc: '060a0992268993f22c640119' };
type Attribute = [keyof typeof ATTRIBUTES, string];

const rdn = (...attributes: Attribute[]): Uint8Array =>
  tlv(0x31, ...attributes.map(([type, text]) => tlv(0x30, hex(ATTRIBUTES[type]), tlv(0x0c, utf8(text)))));

export type Parts = {
  /** GeneralNames; null: no subjectAltName. */
  san?: Uint8Array[] | null;
  /** The extnValue content instead of a SEQUENCE of `san`; several: a repeated extension. */
  rawSan?: Uint8Array[];
  critical?: boolean;
  /** RelativeDistinguishedNames of the subject, in order. */
  subject?: Attribute[][];
};

const extension = (value: Uint8Array, critical: boolean): Uint8Array =>
  tlv(0x30, hex('0603551d11'), critical ? [1, 1, 0xff] : [], tlv(0x04, value));

export function certificateDer({
  san = null,
  rawSan,
  critical = false,
  subject = [[['o', 'Test']]],
}: Parts): Uint8Array {
  const algorithm = tlv(0x30, hex('06082a8648ce3d040302'));
  const key = tlv(
    0x30,
    tlv(0x30, hex('06072a8648ce3d0201'), hex('06082a8648ce3d030107')),
    tlv(0x03, [0, 4, 1, 2]),
  );
  const values = rawSan ?? (san === null ? [] : [tlv(0x30, ...san)]);
  const extensions = values.map((value) => extension(value, critical));
  const tbs = tlv(
    0x30,
    hex('a003020102020101'),
    algorithm,
    tlv(0x30, rdn(['cn', 'Test CA'])),
    tlv(0x30, tlv(0x17, utf8('260101000000Z')), tlv(0x17, utf8('270101000000Z'))),
    tlv(0x30, ...subject.map((attributes) => rdn(...attributes))),
    key,
    extensions.length === 0 ? [] : tlv(0xa3, tlv(0x30, ...extensions)),
  );
  return tlv(0x30, tbs, algorithm, tlv(0x03, [0, 0x30, 0]));
}

export const makeCertificate = (parts: Parts): Certificate => parseCertificate(certificateDer(parts));
