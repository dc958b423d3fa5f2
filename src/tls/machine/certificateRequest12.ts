/** What TLS 1.2 says about the client certificates that a server takes: RFC 5246 section 7.4.4. */
import { clientCertificateType, signatureScheme, signatureSchemeName } from '../codePoints.ts';
import type { ClientCertificateTypeName, SignatureSchemeName } from '../codePoints.ts';
import { schemeParts } from '../crypto/signature.ts';
import type { SchemeParts } from '../crypto/signature.ts';
import type { Credential } from '../credential.ts';
import type { CertificateRequest12Content } from '../messages/certificateRequest.ts';
import type { ServerChoice } from '../options.ts';

/** The type of certificate that a scheme's key comes in; Ed25519 as ecdsa_sign (RFC 8422 section 5.5). */
const certificateTypeOf: Readonly<Record<SchemeParts['kind'], ClientCertificateTypeName>> = {
  rsa: 'rsa_sign',
  ec: 'ecdsa_sign',
  ed25519: 'ecdsa_sign',
};

const typesOf = (schemes: readonly SignatureSchemeName[]): number[] => {
  const types = schemes
    .flatMap((scheme) => schemeParts(scheme) ?? [])
    .map(({ kind }) => certificateTypeOf[kind]);
  return [...new Set(types)].map(clientCertificateType);
};

/** The request of a server that takes these schemes, from these authorities. */
export const certificateRequest12 = ({
  signatureSchemes,
  certificateAuthorities,
}: ServerChoice): CertificateRequest12Content => ({
  certificate_types: typesOf(signatureSchemes),
  supported_signature_algorithms: signatureSchemes.map(signatureScheme),
  certificate_authorities: [...certificateAuthorities],
});

/** The first scheme of the credential's that the request allows; null: this certificate is not one asked for. */
export const schemeForRequest = (
  request: CertificateRequest12Content,
  { signer }: Credential,
): SignatureSchemeName | null =>
  signer.schemes.find(
    (scheme) =>
      request.supported_signature_algorithms.map(signatureSchemeName).includes(scheme) &&
      typesOf([scheme]).some((type) => request.certificate_types.includes(type)),
  ) ?? null;
