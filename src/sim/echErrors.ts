/** What clients print when Encrypted Client Hello fails, as data: what is in `clientErrors.ts`, of the clients that know it. */
import type { ClientName } from '../identity/types.ts';

/** A sealed hello that was not taken: the server has another key, or none, or no certificate for its public name. */
export type EchFailure = 'ech-other-key' | 'ech-not-spoken' | 'ech-fallback-certificate';

export const isEchFailure = (failure: string): failure is EchFailure => failure.startsWith('ech-');

/**
 * Chromium's net/base/net_error_list.h, NSS's lib/ssl/SSLerrs.h, Go's crypto/tls. Go says of the certificate what it
 * says of any.
 */
export const echErrors: Partial<Record<ClientName, Record<EchFailure, string>>> = {
  chrome: {
    'ech-other-key': 'ERR_ECH_NOT_NEGOTIATED',
    'ech-not-spoken': 'ERR_ECH_NOT_NEGOTIATED',
    'ech-fallback-certificate': 'ERR_ECH_FALLBACK_CERTIFICATE_INVALID',
  },
  firefox: {
    'ech-other-key': 'SSL_ERROR_ECH_RETRY_WITH_ECH',
    'ech-not-spoken': 'SSL_ERROR_ECH_RETRY_WITHOUT_ECH',
    'ech-fallback-certificate': 'SSL_ERROR_ECH_FAILED',
  },
  go: {
    'ech-other-key': 'tls: server rejected ECH',
    'ech-not-spoken': 'tls: server rejected ECH',
    'ech-fallback-certificate': 'tls: failed to verify certificate',
  },
};
