/** The ClientHello of both versions (RFC 9846 section 4.2.2), and the second one after a HelloRetryRequest. */
import {
  cipherSuite,
  ecPointFormat,
  namedGroup,
  protocolVersion,
  pskKeyExchangeMode,
  signatureScheme,
} from '../codePoints.ts';
import { isAgreementGroup, keyPair, type KeyPair } from '../crypto/agreement.ts';
import {
  serverNameExtension,
  type ClientHelloContent,
  type ClientHelloExtension,
} from '../messages/clientHello.ts';
import type { ClientOptions } from '../options.ts';

const nothing = new Uint8Array();
const versionCodes = {
  ssl3: protocolVersion('SSL 3.0'),
  '1.0': protocolVersion('TLS 1.0'),
  '1.1': protocolVersion('TLS 1.1'),
  '1.2': protocolVersion('TLS 1.2'),
  '1.3': protocolVersion('TLS 1.3'),
} as const;

/** TLS 1.3 says 1.2 here (RFC 9846 section 4.2.2); before it, this is the newest that the client speaks. */
const legacyVersion = ({ versions }: ClientOptions): number =>
  Math.min(protocolVersion('TLS 1.2'), Math.max(...versions.map((version) => versionCodes[version])));

/** Key pairs for the shares that go with the hello. */
export const keyPairsFor = ({ keyShares, random }: ClientOptions): KeyPair[] =>
  keyShares.filter(isAgreementGroup).map((group) => keyPair(group, random, `client key share ${group}`));

/** The hello without pre_shared_key, which `offerPsk` puts behind it. */
export function buildHello(options: ClientOptions, keyPairs: readonly KeyPair[]): ClientHelloContent {
  const { random, session, cipherSuites } = options;
  return options.shapeHello({
    legacy_version: legacyVersion(options),
    random: random(32, 'client random'),
    legacy_session_id:
      session?.version === '1.2' && session.identity.kind === 'session-id'
        ? session.identity.bytes
        : sessionId(options),
    cipher_suites: cipherSuites.map(cipherSuite),
    legacy_compression_methods: [0],
    extensions: helloExtensions(options, keyPairs),
  });
}

/**
 * For middleboxes in TLS 1.3 (RFC 9846 appendix E.4); with a ticket of TLS 1.2, to tell from the answer whether it is
 * taken (RFC 5077 section 3.4).
 */
const sessionId = ({ versions, session, random }: ClientOptions): Uint8Array =>
  versions.includes('1.3') || session !== null ? random(32, 'session id') : nothing;

function helloExtensions(options: ClientOptions, keyPairs: readonly KeyPair[]): ClientHelloExtension[] {
  const { versions, serverName, groups, signatureSchemes, alpn } = options;
  const offers = (version: keyof typeof versionCodes): boolean => versions.includes(version);
  const encoder = new TextEncoder();
  const names = alpn.map((name) => encoder.encode(name));
  return [
    ...(serverName === null ? [] : [serverNameExtension(serverName)]),
    ...(offers('1.2') ? extensions12(options) : []),
    { type: 'supported_groups', data: { named_group_list: groups.map(namedGroup) } },
    {
      type: 'signature_algorithms',
      data: { supported_signature_algorithms: signatureSchemes.map(signatureScheme) },
    },
    ...(names.length === 0
      ? []
      : [{ type: 'application_layer_protocol_negotiation' as const, data: { protocol_name_list: names } }]),
    ...(offers('1.3') ? extensions13(versions, keyPairs) : []),
  ];
}

const extensions12 = ({ session }: ClientOptions): ClientHelloExtension[] => [
  { type: 'extended_master_secret', data: null },
  { type: 'renegotiation_info', data: { renegotiated_connection: nothing } },
  { type: 'ec_point_formats', data: { ec_point_format_list: [ecPointFormat('uncompressed')] } },
  {
    type: 'session_ticket',
    data: session?.version === '1.2' && session.identity.kind === 'ticket' ? session.identity.bytes : nothing,
  },
];

const extensions13 = (
  versions: ClientOptions['versions'],
  keyPairs: readonly KeyPair[],
): ClientHelloExtension[] => [
  { type: 'supported_versions', data: { versions: versions.map((version) => versionCodes[version]) } },
  { type: 'psk_key_exchange_modes', data: { ke_modes: [pskKeyExchangeMode('psk_dhe_ke')] } },
  keyShareExtension(keyPairs),
];

const keyShareExtension = (keyPairs: readonly KeyPair[]): ClientHelloExtension => ({
  type: 'key_share',
  data: {
    client_shares: keyPairs.map(({ group, publicKey }) => ({
      group: namedGroup(group),
      key_exchange: publicKey,
    })),
  },
});

/**
 * The same hello as a HelloRetryRequest wants it (RFC 9846 section 4.2.2): with a share of the group it names (null:
 * none named), its cookie (null: none), and without early_data.
 */
export function retriedHello(
  hello: ClientHelloContent,
  share: KeyPair | null,
  cookie: Uint8Array | null,
): ClientHelloContent {
  const kept = (hello.extensions ?? []).filter(
    ({ type }) => type !== 'pre_shared_key' && type !== 'early_data' && type !== 'cookie',
  );
  const extensions = kept.map((each) =>
    each.type === 'key_share' && share !== null ? keyShareExtension([share]) : each,
  );
  const echoed: ClientHelloExtension[] = cookie === null ? [] : [{ type: 'cookie', data: { cookie } }];
  return { ...hello, extensions: [...extensions, ...echoed] };
}
