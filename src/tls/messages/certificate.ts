/** Certificate, in its two forms: RFC 5246 section 7.4.2 (TLS 1.2 and before) and RFC 9846 section 4.5.1. */
import { opaqueVector, struct, vector } from '../codec.ts';
import type { ContentOf } from '../codec.ts';
import { extensionList } from '../extension.ts';
import * as body from '../extensionBodies.ts';
import { encodeHandshake, parseHandshake } from '../message.ts';
import type { Message, ParsedMessage } from '../message.ts';

/** The longest certificate, in bytes, that surely fits a Certificate message of either form on its own. */
export const longestCertificate = 0xffffff - 16;

const uint24 = { min: 0, max: 0xffffff };

const certificate12 = struct({
  certificate_list: vector(3, uint24, 'ASN.1Cert', opaqueVector(3, 1, 0xffffff)),
});

const certificateEntry = struct({
  cert_data: opaqueVector(3, 1, 0xffffff),
  extensions: extensionList({ status_request: body.certificateStatus }, { min: 0, max: 0xffff }),
});
const certificate13 = struct({
  certificate_request_context: opaqueVector(1, 0, 0xff),
  certificate_list: vector(3, uint24, 'CertificateEntry', certificateEntry),
});

/** DER certificates, the sender's own first. */
export type Certificate12Content = ContentOf<typeof certificate12>;
/** As above, each with its extensions. The context is empty in the server's message. */
export type Certificate13Content = ContentOf<typeof certificate13>;

/** TLS 1.2 and before. @throws RangeError when the chain does not fit (`longestCertificate`). */
export const encodeCertificate12 = (content: Certificate12Content): Message =>
  encodeHandshake('certificate', 'Certificate', certificate12, content);

/** TLS 1.3. @throws RangeError when the chain does not fit (`longestCertificate`). */
export const encodeCertificate13 = (content: Certificate13Content): Message =>
  encodeHandshake('certificate', 'Certificate', certificate13, content);

/** Reads the form of TLS 1.2 and before; never throws. */
export const parseCertificate12 = (bytes: Uint8Array): ParsedMessage<Certificate12Content> =>
  parseHandshake('certificate', 'Certificate', certificate12, bytes);

/** Reads the form of TLS 1.3; never throws. */
export const parseCertificate13 = (bytes: Uint8Array): ParsedMessage<Certificate13Content> =>
  parseHandshake('certificate', 'Certificate', certificate13, bytes);
