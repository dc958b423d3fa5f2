/** CertificateRequest, in its two forms: RFC 5246 section 7.4.4 and RFC 9846 section 4.4.2. */
import { clientCertificateTypeName, signatureSchemeName } from '../codePoints.ts';
import { empty, opaqueVector, struct, uint, vector } from '../codec.ts';
import type { ContentOf } from '../codec.ts';
import { extensionList } from '../extension.ts';
import * as body from '../extensionBodies.ts';
import { encodeHandshake, parseHandshake } from '../message.ts';
import type { Message, ParsedMessage } from '../message.ts';

const certificateRequest12 = struct({
  certificate_types: vector(
    1,
    { min: 1, max: 0xff },
    'ClientCertificateType',
    uint(1, clientCertificateTypeName),
  ),
  supported_signature_algorithms: vector(
    2,
    { min: 2, max: 0xfffe },
    'SignatureScheme',
    uint(2, signatureSchemeName),
  ),
  certificate_authorities: vector(
    2,
    { min: 0, max: 0xffff },
    'DistinguishedName',
    opaqueVector(2, 1, 0xffff),
  ),
});

const certificateRequest13 = struct({
  certificate_request_context: opaqueVector(1, 0, 0xff),
  extensions: extensionList(
    {
      status_request: empty,
      signature_algorithms: body.signatureSchemeList,
      signed_certificate_timestamp: empty,
      certificate_authorities: body.certificateAuthorities,
      signature_algorithms_cert: body.signatureSchemeList,
    },
    { min: 2, max: 0xffff },
  ),
});

/** Authorities are DER distinguished names; an empty list accepts any. */
export type CertificateRequest12Content = ContentOf<typeof certificateRequest12>;
/** The context is empty unless the request comes after the handshake. */
export type CertificateRequest13Content = ContentOf<typeof certificateRequest13>;

/** TLS 1.2. @throws RangeError when a list is longer than its length can say. */
export const encodeCertificateRequest12 = (content: CertificateRequest12Content): Message =>
  encodeHandshake('certificate_request', 'CertificateRequest', certificateRequest12, content);

/** TLS 1.3. @throws RangeError when a list is longer than its length can say. */
export const encodeCertificateRequest13 = (content: CertificateRequest13Content): Message =>
  encodeHandshake('certificate_request', 'CertificateRequest', certificateRequest13, content);

/** Reads the form of TLS 1.2; never throws. */
export const parseCertificateRequest12 = (bytes: Uint8Array): ParsedMessage<CertificateRequest12Content> =>
  parseHandshake('certificate_request', 'CertificateRequest', certificateRequest12, bytes);

/** Reads the form of TLS 1.3; never throws. */
export const parseCertificateRequest13 = (bytes: Uint8Array): ParsedMessage<CertificateRequest13Content> =>
  parseHandshake('certificate_request', 'CertificateRequest', certificateRequest13, bytes);
