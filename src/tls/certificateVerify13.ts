/** What a CertificateVerify of TLS 1.3 signs (RFC 9846 section 4.5.2). */
import { concat } from '../bytes/concat.ts';

/** `signer`: whose message it is; `transcriptHash`: up to and with its Certificate. */
export const signedContent13 = (signer: 'client' | 'server', transcriptHash: Uint8Array): Uint8Array =>
  concat(
    new Uint8Array(64).fill(0x20),
    new TextEncoder().encode(`TLS 1.3, ${signer} CertificateVerify`),
    Uint8Array.of(0),
    transcriptHash,
  );
