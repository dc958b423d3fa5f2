/** Why a certificate's outer structure cannot be read. */
import type { ByteRange } from '../bytes/range.ts';
import type { Params } from '../decision.ts';

/**
 * `certificate-broken`: the encoding stops or is clipped inside it (params.diagnostic: the scanner's code).
 * `certificate-wrong-field`: params.field is missing or is not of its type.
 */
export type CertificateErrorCode =
  'certificate-empty' | 'certificate-not-a-sequence' | 'certificate-broken' | 'certificate-wrong-field';

/** Thrown by `parseCertificate` and by nothing else. `range` is in the DER that was given. */
export class CertificateError extends Error {
  readonly code: CertificateErrorCode;
  readonly range: ByteRange;
  readonly params: Params;

  constructor(code: CertificateErrorCode, range: ByteRange, params: Params = {}) {
    super(code);
    this.name = 'CertificateError';
    this.code = code;
    this.range = range;
    this.params = params;
  }
}
