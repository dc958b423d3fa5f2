/** CertificateStatus: RFC 6066 section 8. A message of its own up to TLS 1.2, behind Certificate. */
import type { ContentOf } from '../codec.ts';
import { certificateStatus } from '../extensionBodies.ts';
import { encodeHandshake, parseHandshake } from '../message.ts';
import type { Message, ParsedMessage } from '../message.ts';

export type CertificateStatusContent = ContentOf<typeof certificateStatus>;

/** With its handshake header. @throws RangeError when the response is longer than its length can say. */
export const encodeCertificateStatus = (content: CertificateStatusContent): Message =>
  encodeHandshake('certificate_status', 'CertificateStatus', certificateStatus, content);

/** Reads a CertificateStatus with its handshake header; never throws. */
export const parseCertificateStatus = (bytes: Uint8Array): ParsedMessage<CertificateStatusContent> =>
  parseHandshake('certificate_status', 'CertificateStatus', certificateStatus, bytes);
