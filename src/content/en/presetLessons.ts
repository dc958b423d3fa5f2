import type { PresetId } from '../../sim/presets.ts';

type Classic = 'ip-based' | 'port-based' | 'name-based-no-sni' | 'sni';

/** What the further servers teach. */
export const presetLessons: Record<Exclude<PresetId, Classic>, string> = {
  'gnutls-trio':
    'After gnutls.org’s test servers: test1 (X.509v3, common name only), test2 (SAN) and test3 (X.509v1). gnutls-serv goes by exact names in the certificates and asks every client for one. SRP, which test1 offered, comes later.',
  'shared-ip':
    'Apache, server-wide certificate first: it goes to clients without SNI and to customers without a certificate of their own.',
  'owned-ip':
    'Apache, the customer’s certificate first: on an address of its own even a client without SNI gets it.',
  'multi-domain':
    'Apache, three sites, one certificate with all their names: whichever site is picked, the certificate fits, with or without SNI.',
  wildcard:
    'nginx takes a.b.example.com for *.example.com, clients do not: a wildcard covers one label. It does not cover the bare example.com either.',
  'wildcard-and-others':
    'Caddy, a wildcard, its bare domain and two other domains in one certificate. default_sni serves it to clients without SNI.',
  'dns-and-ip':
    'An IP address is never in SNI. Caddy looks for a certificate that has the address it was reached at; clients want it in subjectAltName as an IP address.',
  stages:
    'HAProxy, one certificate for three stages: it fits for all of them, and tells everybody the names of the internal ones.',
  'several-cns':
    'HAProxy serves by any common name. Clients disagree: some look at all of them, some at the last, browsers at none.',
  'strict-sni':
    'HAProxy with strict-sni: no name or an unknown one is refused in the handshake, and no certificate is shown.',
  'reject-handshake':
    'nginx with ssl_reject_handshake in the default server: only the names of the other sites get a certificate.',
  dual: 'nginx, an RSA and an ECDSA certificate for one name: the signature schemes and suites that the client prefers decide. Here all prefer ECDSA.',
  'first-without-tls':
    'Apache, the first virtual host has no TLS: then the whole address speaks plain HTTP, and no site there can be reached by https.',
};
