/** What Go's crypto/tls (1.19, with Caddy's defaults) settles with a client. */
import type { Hello, KnownCertificate, TlsVersion } from '../model.ts';
import { opensslDefaultCiphers, opensslSignatureSchemes } from '../tlsNegotiation.ts';
import { validForHost } from './goNames.ts';

/** getOptimalDefaultCipherSuites in caddytls/values.go; the order has no part in the choice of a certificate. */
const defaultSuites: readonly string[] = [
  'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
  'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
];
const tls13Suites = ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'];
const curves = ['x25519', 'secp256r1', 'secp384r1', 'secp521r1'];

/** `cipherSuites`: IANA names for TLS 1.2; absent: Caddy's default. */
export type GoSettings = { version: TlsVersion; cipherSuites?: readonly string[] | undefined };

/** Whether a handshake with this key can go through. `known` undefined: not given, taken as usable. */
export function keyIsUsable(
  known: KnownCertificate | undefined,
  hello: Hello,
  settings: GoSettings,
): boolean {
  if (hello.groups !== undefined && !hello.groups.some((group) => curves.includes(group))) return false;
  if (!signs(known, hello, settings.version)) return false;
  if (settings.version === '1.3')
    return (
      hello.cipherSuites === undefined || hello.cipherSuites.some((suite) => tls13Suites.includes(suite))
    );
  const offered = hello.cipherSuites ?? opensslDefaultCiphers;
  const enabled = settings.cipherSuites ?? defaultSuites;
  return enabled.some((suite) => offered.includes(suite) && authenticates(suite, known));
}

/** ClientHelloInfo.SupportsCertificate: the key must be usable and the certificate must name the server name. */
export function supportsCertificate(
  known: KnownCertificate | undefined,
  hello: Hello,
  serverName: string,
  settings: GoSettings,
): boolean {
  if (known === undefined) return true;
  if (serverName !== '' && !validForHost(known, serverName)) return false;
  return keyIsUsable(known, hello, settings);
}

function signs(known: KnownCertificate | undefined, hello: Hello, version: TlsVersion): boolean {
  const offered = hello.signatureSchemes ?? opensslSignatureSchemes;
  switch (known?.keyType) {
    case 'rsa':
      return offered.some(
        (scheme) => /^rsa_pss_rsae_/u.test(scheme) || (version !== '1.3' && /^rsa_pkcs1_/u.test(scheme)),
      );
    case 'ecdsa':
      return offered.some((scheme) => /^ecdsa_/u.test(scheme));
    case 'ed25519':
      return offered.includes('ed25519');
    default:
      return true;
  }
}

function authenticates(suite: string, known: KnownCertificate | undefined): boolean {
  if (known === undefined) return true;
  return suite.startsWith(known.keyType === 'rsa' ? 'TLS_ECDHE_RSA_' : 'TLS_ECDHE_ECDSA_');
}
