/** What an OpenSSL 3.0 server settles with a client: version, then which of a site's certificates by key type. */
import type { Candidate, Decision } from '../decision.ts';
import { opensslCiphers, type Cipher } from './opensslCiphers.ts';
import type { CertificateUse, Hello, KnownCertificate, TlsVersion } from './model.ts';

/** Oldest first. */
export const tlsVersions: readonly TlsVersion[] = ['ssl3', '1.0', '1.1', '1.2', '1.3'];

const rank = (version: TlsVersion): number => tlsVersions.indexOf(version);

/**
 * The highest version in common; null: alert protocol_version. A hello that offers TLS 1.3 lists its versions
 * (RFC 9846 section 4.2.1); one that does not names only its highest, and the server may choose any below it, also
 * one that the client will then refuse.
 */
export function negotiateVersion(
  offered: readonly TlsVersion[],
  enabled: readonly TlsVersion[],
): TlsVersion | null {
  const highest = Math.max(...offered.map(rank));
  const common = enabled.filter((version) =>
    offered.includes('1.3') ? offered.includes(version) : rank(version) <= highest,
  );
  return common.reduce<TlsVersion | null>(
    (best, version) => (best === null || rank(version) > rank(best) ? version : best),
    null,
  );
}

/**
 * Whether a cipher suite is enabled for the highest enabled version; OpenSSL 3.0 servers without one end every
 * handshake with alert handshake_failure before they look at the hello (`tls_setup_handshake`). Where versions are
 * left out in between, the highest is that below the gap (`ssl_get_min_max_version`).
 */
export function hasCipherForHighest(enabled: readonly TlsVersion[], ciphers: readonly string[]): boolean {
  const ranks = enabled.map(rank);
  let highest = Math.min(...ranks);
  while (ranks.includes(highest + 1)) highest += 1;
  if (highest === rank('1.3')) return true;
  const usable = opensslCiphers.filter(({ name }) => ciphers.includes(name));
  return usable.some(({ minimumVersion }) => minimumVersion === '1.0' || highest >= rank('1.2'));
}

/** OpenSSL 3.0 `tls12_sigalgs` at security level 2, in order. */
export const opensslSignatureSchemes: readonly string[] = [
  'ecdsa_secp256r1_sha256',
  'ecdsa_secp384r1_sha384',
  'ecdsa_secp521r1_sha512',
  'ed25519',
  'ed448',
  'rsa_pss_pss_sha256',
  'rsa_pss_pss_sha384',
  'rsa_pss_pss_sha512',
  'rsa_pss_rsae_sha256',
  'rsa_pss_rsae_sha384',
  'rsa_pss_rsae_sha512',
  'rsa_pkcs1_sha256',
  'rsa_pkcs1_sha384',
  'rsa_pkcs1_sha512',
];

/** OpenSSL 3.0 `supported_groups_default` (and FFDHE, TLS 1.3 only). */
const opensslGroups: readonly string[] = [
  'x25519',
  'secp256r1',
  'x448',
  'secp521r1',
  'secp384r1',
  'ffdhe2048',
  'ffdhe3072',
  'ffdhe4096',
  'ffdhe6144',
  'ffdhe8192',
];

const tls13Ciphers = ['TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256', 'TLS_AES_128_GCM_SHA256'];

/** OpenSSL's `DEFAULT` at security level 2: without CCM, Camellia. */
export const opensslDefaultCiphers: readonly string[] = opensslCiphers
  .filter((cipher) => /^(AES|AESGCM|CHACHA20\/POLY1305)$/u.test(cipher.encryption))
  .map((cipher) => cipher.name);

type KeyType = KnownCertificate['keyType'];

/** `ciphers`: IANA names for TLS 1.2 and below, in the server's order. `dhParameters`: whether DHE can be used. */
export type NegotiationSettings = {
  version: TlsVersion;
  ciphers: readonly string[];
  preferServer: boolean;
  dhParameters: boolean;
};

/** A certificate that could be sent; `keyType` null: the file was not given, it counts as fitting any client. */
export type CertificateSlot = { use: CertificateUse; keyType: KeyType | null };

export type KeyTypeRule =
  | 'key-type-only'
  | 'key-type-by-signature-scheme'
  | 'key-type-by-cipher-suite'
  | 'key-type-passed-over'
  | 'key-type-not-usable'
  | 'key-type-replaced';

/**
 * Which of a site's certificates is sent (question `which-of-its-certificates`); `chosen` null: the client can use
 * none, alert handshake_failure. One certificate a key type: a later one replaces an earlier one. TLS 1.3 goes by
 * signature schemes; TLS 1.2 by cipher suites, then by signature schemes where several keys fit the suite (ECDSA and
 * Ed25519). Each in the client's order unless the server's is preferred.
 */
export function chooseCertificate(
  slots: readonly CertificateSlot[],
  hello: Hello,
  settings: NegotiationSettings,
): Decision {
  const last = new Map(slots.map((slot, index) => [slot.keyType, index]));
  const usable = slots.filter((slot, index) => last.get(slot.keyType) === index);
  const choice =
    settings.version === '1.3'
      ? bySignatureScheme(usable, hello, settings)
      : byCipher(usable, hello, settings);
  const chosen = choice === null ? -1 : slots.indexOf(choice.slot);
  const candidates = slots.map((slot, index): Candidate => {
    const params = { file: slot.use.file, keyType: slot.keyType ?? 'unknown', by: choice?.by ?? '' };
    const id = `certificate:${slot.use.file}`;
    const source = slot.use.source;
    if (index === chosen) {
      const rule = usable.length === 1 ? 'key-type-only' : (choice?.rule ?? 'key-type-only');
      return { id, verdict: 'chosen', rule, params, source };
    }
    const replaced = !usable.includes(slot);
    const rule = replaced
      ? 'key-type-replaced'
      : choice === null
        ? 'key-type-not-usable'
        : 'key-type-passed-over';
    return { id, verdict: 'lost', rule, params, source };
  });
  const question = 'which-of-its-certificates';
  return { question, candidates, chosen: chosen < 0 ? null : chosen, uncertain: [] };
}

type Choice = { slot: CertificateSlot; rule: KeyTypeRule; by: string };

function bySignatureScheme(
  slots: readonly CertificateSlot[],
  hello: Hello,
  settings: NegotiationSettings,
): Choice | null {
  if (common(hello.groups, opensslGroups).length === 0) return null;
  if (common(hello.cipherSuites, tls13Ciphers).length === 0) return null;
  for (const scheme of schemesInOrder(hello, settings.preferServer)) {
    if (scheme.startsWith('rsa_pkcs1_')) continue;
    const slot = slots.find(({ keyType }) => signs(keyType, scheme));
    if (slot !== undefined) return { slot, rule: 'key-type-by-signature-scheme', by: scheme };
  }
  return null;
}

function byCipher(
  slots: readonly CertificateSlot[],
  hello: Hello,
  settings: NegotiationSettings,
): Choice | null {
  const schemes = schemesInOrder(hello, settings.preferServer);
  const legacy = settings.version !== '1.2';
  const signing = legacy
    ? slots
    : schemes.flatMap((scheme) => slots.filter(({ keyType }) => signs(keyType, scheme)));
  for (const cipher of ciphersInOrder(hello, settings)) {
    const slot = signing.find(({ keyType }) => authenticates(keyType, cipher));
    if (slot !== undefined) return { slot, rule: 'key-type-by-cipher-suite', by: cipher.name };
  }
  return null;
}

function ciphersInOrder(hello: Hello, settings: NegotiationSettings): Cipher[] {
  const offered = hello.cipherSuites ?? defaultOffer(hello);
  const [first, second] = settings.preferServer ? [settings.ciphers, offered] : [offered, settings.ciphers];
  const curves = common(hello.groups, opensslGroups).filter((group) => !group.startsWith('ffdhe'));
  return first
    .filter((name) => second.includes(name))
    .flatMap((name) => opensslCiphers.find((cipher) => cipher.name === name) ?? [])
    .filter((cipher) => settings.version === '1.2' || cipher.minimumVersion === '1.0')
    .filter((cipher) => cipher.keyExchange !== 'ECDH' || curves.length > 0)
    .filter((cipher) => cipher.keyExchange !== 'DH' || settings.dhParameters);
}

/** An OpenSSL client leaves out the suites for keys that none of its signature schemes is for. */
function defaultOffer(hello: Hello): readonly string[] {
  const schemes = schemesInOrder(hello, false);
  const rsa = schemes.some((scheme) => signs('rsa', scheme));
  const ecdsa = schemes.some((scheme) => signs('ecdsa', scheme) || signs('ed25519', scheme));
  return opensslCiphers
    .filter(({ name }) => opensslDefaultCiphers.includes(name))
    .filter(({ authentication }) => (authentication === 'RSA' ? rsa : ecdsa))
    .map(({ name }) => name);
}

const common = (offered: readonly string[] | undefined, own: readonly string[]): readonly string[] =>
  offered === undefined ? own : offered.filter((name) => own.includes(name));

function schemesInOrder(hello: Hello, preferServer: boolean): readonly string[] {
  const offered = hello.signatureSchemes ?? opensslSignatureSchemes;
  return preferServer
    ? opensslSignatureSchemes.filter((scheme) => offered.includes(scheme))
    : offered.filter((scheme) => opensslSignatureSchemes.includes(scheme));
}

function signs(keyType: KeyType | null, scheme: string): boolean {
  switch (keyType) {
    case 'rsa':
      return scheme.startsWith('rsa_pss_rsae_') || scheme.startsWith('rsa_pkcs1_');
    case 'ecdsa':
      return scheme.startsWith('ecdsa_');
    case 'ed25519':
      return scheme === 'ed25519';
    default:
      return true;
  }
}

function authenticates(keyType: KeyType | null, cipher: Cipher): boolean {
  if (keyType === 'rsa') return cipher.authentication === 'RSA';
  if (keyType === 'ecdsa') return cipher.authentication === 'ECDSA';
  if (keyType === 'ed25519') return cipher.authentication === 'ECDSA';
  return true;
}
