/**
 * ServerHello and HelloRetryRequest: RFC 9846 sections 4.2.3 and 4.2.4, RFC 5246 section 7.4.1.3. Both are of the
 * type server_hello; the random tells them apart.
 */
import { equalBytes } from '../../bytes/equalBytes.ts';
import {
  cipherSuiteName,
  compressionMethodName,
  protocolVersion,
  protocolVersionName,
} from '../codePoints.ts';
import { checked, empty, named, opaque, opaqueVector, optional, struct, uint } from '../codec.ts';
import type { Codec, ContentOf } from '../codec.ts';
import { extensionList } from '../extension.ts';
import * as body from '../extensionBodies.ts';
import { encodeHandshake, parseHandshake } from '../message.ts';
import type { Message, ParsedMessage } from '../message.ts';

/** SHA-256 of "HelloRetryRequest": the random of every HelloRetryRequest (RFC 9846 section 4.2.3). */
export const helloRetryRequestRandom: Uint8Array = Uint8Array.of(
  ...[0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8, 0x91],
  ...[0xc2, 0xa2, 0x11, 0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c],
);

const serverHelloExtensions = extensionList(
  {
    server_name: empty,
    max_fragment_length: body.maxFragmentLengthBody,
    status_request: empty,
    ec_point_formats: body.ecPointFormatList,
    application_layer_protocol_negotiation: body.protocolNameList,
    encrypt_then_mac: empty,
    extended_master_secret: empty,
    record_size_limit: body.recordSizeLimit,
    session_ticket: empty,
    pre_shared_key: body.selectedIdentity,
    supported_versions: body.selectedVersion,
    key_share: body.keyShareServerHello,
    renegotiation_info: body.renegotiationInfo,
    cert_type: body.selectedCertificateType,
  },
  { min: 0, max: 0xffff },
);

const helloRetryRequestExtensions = extensionList(
  {
    supported_versions: body.selectedVersion,
    cookie: body.cookieBody,
    key_share: body.selectedGroup,
    encrypted_client_hello: body.echConfirmation,
  },
  { min: 6, max: 0xffff },
);

/** The members before the extensions, which are the same in both. */
const prefix = {
  legacy_version: uint(2, protocolVersionName),
  random: opaque(32),
  legacy_session_id_echo: opaqueVector(1, 0, 32),
  cipher_suite: uint(2, cipherSuiteName),
  legacy_compression_method: uint(1, compressionMethodName),
};

const serverHelloMembers = struct({ ...prefix, extensions: optional(serverHelloExtensions) });
const helloRetryRequestMembers = struct({ ...prefix, extensions: helloRetryRequestExtensions });

/** Numbers are code points. `extensions` null: no extensions block, as a server answers a hello without one. */
export type ServerHelloContent = ContentOf<typeof serverHelloMembers>;
export type ServerHelloExtension = NonNullable<ServerHelloContent['extensions']>[number];
/** `random` has to be `helloRetryRequestRandom`. */
export type HelloRetryRequestContent = ContentOf<typeof helloRetryRequestMembers>;

/** Either of the two: `retry` says which. */
export type ServerHelloOrRetry =
  { retry: false; hello: ServerHelloContent } | { retry: true; hello: HelloRetryRequestContent };

const selectsTls13 = ({ extensions }: ServerHelloContent): boolean =>
  (extensions ?? []).some(
    (extension) => extension.type === 'supported_versions' && extension.data === protocolVersion('TLS 1.3'),
  );

const serverHello = named(
  'ServerHello',
  checked(
    serverHelloMembers,
    (hello) => (selectsTls13(hello) && hello.legacy_compression_method !== 0 ? 'compression-in-tls13' : null),
    'legacy_compression_method',
  ),
);
const helloRetryRequest = named(
  'HelloRetryRequest',
  checked(
    helloRetryRequestMembers,
    (hello) => (hello.legacy_compression_method === 0 ? null : 'compression-in-tls13'),
    'legacy_compression_method',
  ),
);

const isRetryRandom = (random: Uint8Array): boolean => equalBytes(random, helloRetryRequestRandom);

const eitherHello: Codec<ServerHelloOrRetry> = {
  write: (writer, name, value) => {
    if (value.retry) helloRetryRequest.write(writer, name, value.hello);
    else serverHello.write(writer, name, value.hello);
  },
  read: (reader, name) =>
    isRetryRandom(reader.peek(2, 32))
      ? { retry: true, hello: helloRetryRequest.read(reader, name) }
      : { retry: false, hello: serverHello.read(reader, name) },
};

/** The ServerHello with its handshake header. @throws RangeError when a list is longer than its length can say. */
export const encodeServerHello = (hello: ServerHelloContent): Message =>
  encodeHandshake('server_hello', 'ServerHello', serverHello, hello);

/** The HelloRetryRequest with its handshake header; its random is put in. @throws RangeError as above. */
export const encodeHelloRetryRequest = (hello: Omit<HelloRetryRequestContent, 'random'>): Message =>
  encodeHandshake('server_hello', 'HelloRetryRequest', helloRetryRequest, {
    ...hello,
    random: helloRetryRequestRandom,
  });

/** Reads a ServerHello or HelloRetryRequest with its handshake header; never throws. */
export const parseServerHello = (bytes: Uint8Array): ParsedMessage<ServerHelloOrRetry> =>
  parseHandshake('server_hello', 'ServerHello', eitherHello, bytes);
