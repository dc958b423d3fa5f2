/** CertificateVerify: RFC 9846 section 4.5.2; the same bytes in RFC 5246 section 7.4.8. */
import { signatureSchemeName } from '../codePoints.ts';
import { opaqueVector, struct, uint } from '../codec.ts';
import type { ContentOf } from '../codec.ts';
import { encodeHandshake, parseHandshake } from '../message.ts';
import type { Message, ParsedMessage } from '../message.ts';

const certificateVerify = struct({
  algorithm: uint(2, signatureSchemeName),
  signature: opaqueVector(2, 0, 0xffff),
});

export type CertificateVerifyContent = ContentOf<typeof certificateVerify>;

/** With its handshake header. @throws RangeError when the signature is longer than its length can say. */
export const encodeCertificateVerify = (content: CertificateVerifyContent): Message =>
  encodeHandshake('certificate_verify', 'CertificateVerify', certificateVerify, content);

/** Reads a CertificateVerify of TLS 1.2 or 1.3; never throws. */
export const parseCertificateVerify = (bytes: Uint8Array): ParsedMessage<CertificateVerifyContent> =>
  parseHandshake('certificate_verify', 'CertificateVerify', certificateVerify, bytes);
