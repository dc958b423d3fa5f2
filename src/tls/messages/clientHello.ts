/** ClientHello: RFC 9846 section 4.2.2, RFC 5246 section 7.4.1.2. */
import {
  cipherSuiteName,
  compressionMethodName,
  extensionType,
  nameType,
  protocolVersion,
  protocolVersionName,
} from '../codePoints.ts';
import { checked, empty, opaque, opaqueVector, optional, struct, uint, vector } from '../codec.ts';
import type { ContentOf } from '../codec.ts';
import { echClientHello, outerExtensions } from '../ech/extension.ts';
import { extensionList } from '../extension.ts';
import type { RawExtension } from '../extension.ts';
import * as body from '../extensionBodies.ts';
import { encodeHandshake, parseHandshake } from '../message.ts';
import type { Message, ParsedMessage } from '../message.ts';

const clientHelloExtensions = extensionList(
  {
    server_name: body.serverNameList,
    max_fragment_length: body.maxFragmentLengthBody,
    status_request: body.certificateStatusRequest,
    supported_groups: body.namedGroupList,
    ec_point_formats: body.ecPointFormatList,
    signature_algorithms: body.signatureSchemeList,
    application_layer_protocol_negotiation: body.protocolNameList,
    signed_certificate_timestamp: empty,
    padding: body.paddingExtension,
    encrypt_then_mac: empty,
    extended_master_secret: empty,
    record_size_limit: body.recordSizeLimit,
    session_ticket: body.sessionTicket,
    pre_shared_key: body.offeredPsks,
    early_data: empty,
    supported_versions: body.supportedVersions,
    cookie: body.cookieBody,
    psk_key_exchange_modes: body.pskKeyExchangeModes,
    certificate_authorities: body.certificateAuthorities,
    post_handshake_auth: empty,
    signature_algorithms_cert: body.signatureSchemeList,
    key_share: body.keyShareClientHello,
    renegotiation_info: body.renegotiationInfo,
    srp: body.srpUser,
    cert_type: body.certificateTypes,
    encrypted_client_hello: echClientHello,
    ech_outer_extensions: outerExtensions,
  },
  { min: 0, max: 0xffff },
  'pre_shared_key',
);

const clientHelloMembers = struct({
  legacy_version: uint(2, protocolVersionName),
  random: opaque(32),
  legacy_session_id: opaqueVector(1, 0, 32),
  cipher_suites: vector(2, { min: 2, max: 0xfffe }, 'CipherSuite', uint(2, cipherSuiteName)),
  legacy_compression_methods: vector(
    1,
    { min: 1, max: 0xff },
    'CompressionMethod',
    uint(1, compressionMethodName),
  ),
  extensions: optional(clientHelloExtensions),
});

/**
 * Numbers are code points (`codePoints.ts`). `extensions` null: no extensions block at all, as SSL 3.0 and TLS 1.0
 * clients send it.
 */
export type ClientHelloContent = ContentOf<typeof clientHelloMembers>;
export type ClientHelloExtension = NonNullable<ClientHelloContent['extensions']>[number];

const offersTls13 = (hello: ClientHelloContent): boolean =>
  (hello.extensions ?? []).some(
    (extension) =>
      extension.type === 'supported_versions' && extension.data.versions.includes(protocolVersion('TLS 1.3')),
  );

const clientHello = checked(
  clientHelloMembers,
  (hello) =>
    offersTls13(hello) && hello.legacy_compression_methods.join() !== '0' ? 'compression-in-tls13' : null,
  'legacy_compression_methods',
);

/** The ClientHello with its handshake header. @throws RangeError when a list is longer than its length can say. */
export const encodeClientHello = (hello: ClientHelloContent): Message =>
  encodeHandshake('client_hello', 'ClientHello', clientHello, hello);

/** Reads a ClientHello with its handshake header; never throws. */
export const parseClientHello = (bytes: Uint8Array): ParsedMessage<ClientHelloContent> =>
  parseHandshake('client_hello', 'ClientHello', clientHello, bytes);

/** server_name (RFC 6066 section 3) with one host_name: an A-label host, without a trailing dot, never an IP address. */
export const serverNameExtension = (host: string): ClientHelloExtension => ({
  type: 'server_name',
  data: {
    server_name_list: [{ name_type: nameType('host_name'), HostName: new TextEncoder().encode(host) }],
  },
});

/** server_name with extension_data as given, however malformed. */
export const rawServerNameExtension = (data: Uint8Array): RawExtension => ({
  type: 'raw',
  code: extensionType('server_name'),
  data,
});
