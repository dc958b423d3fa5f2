/** The two ends of `ends.ts`, speaking TLS 1.2. */
import type { CipherSuiteName } from '../../../../src/tls/codePoints.ts';
import type { ClientOptions, ServerChoice, ServerOptions } from '../../../../src/tls/options.ts';
import { clientOptions, serverOptions } from './ends.ts';

export const suites12: readonly CipherSuiteName[] = [
  'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
  'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
];

export const client12 = (changes: Partial<ClientOptions> = {}): ClientOptions =>
  clientOptions({ versions: ['1.2'], cipherSuites: suites12, ...changes });

/** Its certificate is ECDSA's unless told otherwise; it keeps no sessions. */
export const server12 = (
  choice: Partial<ServerChoice> = {},
  changes: Partial<ServerOptions> = {},
): ServerOptions =>
  serverOptions(
    {
      versions: ['1.2'],
      cipherSuites: suites12,
      signatureSchemes: ['ecdsa_secp256r1_sha256', 'ed25519', 'rsa_pss_rsae_sha256', 'rsa_pkcs1_sha256'],
      tickets: 1,
      certificateType: 'X509',
      ...choice,
    },
    { ticketKey: null, ...changes },
  );
