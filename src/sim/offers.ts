/** What the two ends bring along: what is in a client's hello, and what a server prefers. */
import {
  isCipherSuiteName,
  isNamedGroupName,
  isSignatureSchemeName,
  type CipherSuiteName,
  type NamedGroupName,
  type SignatureSchemeName,
} from '../tls/codePoints.ts';
import type { Credential } from '../tls/credential.ts';
import type { ClientHelloContent } from '../tls/messages/clientHello.ts';
import type { ClientOptions, ServerChoice } from '../tls/options.ts';
import type { Selection, Software, TlsVersion } from '../hosting/model.ts';
import { namedAuthorities } from './clientAuthorities.ts';
import { clientCredential } from './clientCertificates.ts';
import { meantHello, shownTo } from './decisions.ts';
import { clientEch } from './echKeys.ts';
import type { Run } from './run.ts';
import type { Scenario } from './scenario.ts';

const suites13: readonly CipherSuiteName[] = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
];
const suites12: readonly CipherSuiteName[] = [
  'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
];
/** Up to TLS 1.1 there is no GCM (RFC 5288). */
const suitesOlder: readonly CipherSuiteName[] = [
  'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA',
  'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA',
  'TLS_RSA_WITH_AES_128_CBC_SHA',
];
const isOlder = (version: TlsVersion): boolean => version !== '1.3' && version !== '1.2';
const groups: readonly NamedGroupName[] = ['x25519', 'secp256r1'];
/** The order of OpenSSL 3.0, which hosting takes for the client's where it does not say another. */
const schemes: readonly SignatureSchemeName[] = [
  'ecdsa_secp256r1_sha256',
  'ecdsa_secp384r1_sha384',
  'ecdsa_secp521r1_sha512',
  'ed25519',
  'rsa_pss_rsae_sha256',
  'rsa_pss_rsae_sha384',
  'rsa_pss_rsae_sha512',
  'rsa_pkcs1_sha256',
  'rsa_pkcs1_sha384',
  'rsa_pkcs1_sha512',
];

/** A client of these versions, with nothing to resume and no certificate. */
export function clientOffer(versions: readonly TlsVersion[]): Omit<ClientOptions, 'random' | 'now'> {
  return {
    versions,
    serverName: null,
    alpn: ['http/1.1'],
    cipherSuites: [
      ...(versions.includes('1.3') ? suites13 : []),
      ...(versions.includes('1.2') ? suites12 : []),
      ...(versions.some(isOlder) ? suitesOlder : []),
    ],
    groups,
    keyShares: ['x25519'],
    signatureSchemes: schemes,
    session: null,
    credential: null,
    ech: null,
    placeholders: 'accepted',
    shapeHello: (hello) => hello,
  };
}

/** A server that speaks this version with this credential, and asks for nothing. */
export const serverOffer = (version: TlsVersion, credential: Credential): ServerChoice => ({
  credential,
  versions: [version],
  certificateType: 'X509',
  cipherSuites: isOlder(version)
    ? suitesOlder
    : [
        'TLS_AES_128_GCM_SHA256',
        'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
        'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
        ...suites13,
        ...suites12,
      ],
  groups,
  signatureSchemes: schemes,
  clientAuth: 'none',
  certificateAuthorities: [],
  alpn: ['http/1.1'],
  alpnMismatch: 'ignore',
  acknowledgeName: false,
  resume: false,
  context: '',
  tickets: 1,
});

export function clientOptions(run: Run): ClientOptions {
  const { scenario, profile, reference } = run;
  const meant = reference && meantHello(reference, scenario);
  const now = Date.parse(scenario.now);
  return {
    ...clientOffer(meant?.versions ?? scenario.versions),
    random: (length, label) => run.random(length, `client: ${label}`),
    now,
    serverName: meant?.serverName ?? null,
    ...saidLists(scenario.offer),
    ech: clientEch(run),
    credential: ownCredential(run, now),
    ...(!profile.extensions && { shapeHello: withoutExtensions }),
  };
}

/**
 * Lists of a hello that is played, without what has no name here (GREASE). A list of which nothing is implemented gives
 * way to the usual one: the connection could not go on.
 */
function saidLists(offer: Scenario['offer']): Partial<ClientOptions> {
  const suites = offer?.cipherSuites?.filter(isCipherSuiteName) ?? [];
  const named = offer?.groups?.filter(isNamedGroupName) ?? [];
  const signatureSchemes = offer?.signatureSchemes?.filter(isSignatureSchemeName) ?? [];
  return {
    ...(suites.some((suite) => implemented.has(suite)) && { cipherSuites: suites }),
    ...(named.some((group) => groups.includes(group)) && {
      groups: named,
      keyShares: named.filter((group) => groups.includes(group)).slice(0, 1),
    }),
    ...(signatureSchemes.length > 0 && { signatureSchemes }),
  };
}
const implemented = new Set<CipherSuiteName>([...suites13, ...suites12]);

/** The client's own certificate, as it shows it to this server; null: none. */
function ownCredential(run: Run, now: number): ClientOptions['credential'] {
  if (run.selection === null) return null;
  const shown = shownTo(run, run.selection, run.scenario);
  return clientCredential(shown, namedAuthorities(run, run.selection), run.random, now);
}

const withoutExtensions = (hello: ClientHelloContent): ClientHelloContent => ({ ...hello, extensions: null });

type Served = Extract<Selection, { outcome: 'served' }>;

/** Tickets after a full handshake: two from OpenSSL and GnuTLS, one from Go's crypto/tls. */
const tickets: Record<Software, number> = { nginx: 2, apache: 2, haproxy: 2, caddy: 1, gnutls: 2 };

export const serverChoice = (run: Run, served: Served, credential: Credential): ServerChoice => ({
  ...serverOffer(served.version, credential),
  certificateAuthorities: namedAuthorities(run, served).map(({ name }) => name),
  clientAuth: served.clientAuth === 'optional-no-ca' ? 'optional' : served.clientAuth,
  // RFC 6066 section 3: a server that used server_name says so by an empty extension.
  acknowledgeName: run.server.supportsSni && run.hello?.serverName != null,
  tickets: tickets[run.server.software],
});
