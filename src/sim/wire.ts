/** The messages of a run as the bytes that cross the wire. Numbers are looked up in `tls/codePoints.ts`. */
import type { Field } from '../bytes/field.ts';
import {
  cipherSuite,
  compressionMethod,
  ecPointFormat,
  namedGroup,
  protocolVersion,
  pskKeyExchangeMode,
  signatureScheme,
  type AlertName,
  type CipherSuiteName,
  type ProtocolVersionName,
} from '../tls/codePoints.ts';
import type { TlsVersion } from '../hosting/model.ts';
import type { Message } from '../tls/message.ts';
import { alertContent, encodeAlert } from '../tls/messages/alert.ts';
import { encodeCertificate12, encodeCertificate13 } from '../tls/messages/certificate.ts';
import {
  encodeClientHello,
  serverNameExtension,
  type ClientHelloExtension,
} from '../tls/messages/clientHello.ts';
import { encodeEncryptedExtensions } from '../tls/messages/encryptedExtensions.ts';
import { encodeServerHello, type ServerHelloExtension } from '../tls/messages/serverHello.ts';
import { wrapMessage } from '../tls/record.ts';
import type { Certificate } from '../x509/types.ts';
import type { Run } from './run.ts';

const versionNames: Record<TlsVersion, ProtocolVersionName> = {
  ssl3: 'SSL 3.0',
  '1.0': 'TLS 1.0',
  '1.1': 'TLS 1.1',
  '1.2': 'TLS 1.2',
  '1.3': 'TLS 1.3',
};
const suites13 = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
] as const;
const suites12 = [
  'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
] as const;
const groups = ['x25519', 'secp256r1'] as const;
const schemes = [
  'ecdsa_secp256r1_sha256',
  'ed25519',
  'rsa_pss_rsae_sha256',
  'rsa_pkcs1_sha256',
  'ecdsa_secp384r1_sha384',
  'rsa_pss_rsae_sha384',
] as const;
const http = new TextEncoder().encode('http/1.1');
const nullCompression = compressionMethod('null');

/** TLS 1.3 and later say 1.2 in the old field (RFC 9846 section 4.2.2). */
const legacyVersion = (version: TlsVersion): number =>
  protocolVersion(versionNames[version === '1.3' ? '1.2' : version]);

const newest = (versions: readonly TlsVersion[]): TlsVersion =>
  (['1.3', '1.2', '1.1', '1.0', 'ssl3'] as const).find((version) => versions.includes(version)) ?? '1.2';

/** A message in the clear and the records that carry it. */
export const inClear = (message: Message): { message: Message; records: Uint8Array[] } => ({
  message,
  records: wrapMessage(message, protocolVersion('TLS 1.2')).map(({ bytes }) => bytes),
});

/** The client's hello: what the server has when it chooses. */
export function clientHello(run: Run, serverName: string | null, versions: readonly TlsVersion[]): Message {
  const offers13 = versions.includes('1.3');
  const suites: CipherSuiteName[] = [
    ...(offers13 ? suites13 : []),
    ...(versions.some((v) => v !== '1.3') ? suites12 : []),
  ];
  return encodeClientHello({
    legacy_version: legacyVersion(newest(versions)),
    random: run.random(32, 'client random'),
    legacy_session_id: offers13 ? run.random(32, 'session id') : new Uint8Array(),
    cipher_suites: suites.map(cipherSuite),
    legacy_compression_methods: [nullCompression],
    extensions: run.profile.extensions ? helloExtensions(run, serverName, versions) : null,
  });
}

function helloExtensions(
  run: Run,
  serverName: string | null,
  versions: readonly TlsVersion[],
): ClientHelloExtension[] {
  const common: ClientHelloExtension[] = [
    ...(serverName === null ? [] : [serverNameExtension(serverName)]),
    { type: 'extended_master_secret', data: null },
    { type: 'renegotiation_info', data: { renegotiated_connection: new Uint8Array() } },
    { type: 'supported_groups', data: { named_group_list: groups.map(namedGroup) } },
    { type: 'ec_point_formats', data: { ec_point_format_list: [ecPointFormat('uncompressed')] } },
    { type: 'signature_algorithms', data: { supported_signature_algorithms: schemes.map(signatureScheme) } },
    { type: 'application_layer_protocol_negotiation', data: { protocol_name_list: [http] } },
  ];
  if (!versions.includes('1.3')) return common;
  return [
    ...common,
    {
      type: 'supported_versions',
      data: { versions: versions.map((version) => protocolVersion(versionNames[version])) },
    },
    { type: 'psk_key_exchange_modes', data: { ke_modes: [pskKeyExchangeMode('psk_dhe_ke')] } },
    {
      type: 'key_share',
      data: {
        client_shares: [{ group: namedGroup('x25519'), key_exchange: run.random(32, 'client key share') }],
      },
    },
  ];
}

/** The server's hello. `rsa`: the certificate's key, which the cipher suites of TLS 1.2 and before name. */
export function serverHello(run: Run, version: TlsVersion, keyType: 'rsa' | 'ecdsa'): Message {
  const suite: CipherSuiteName =
    version === '1.3'
      ? 'TLS_AES_128_GCM_SHA256'
      : keyType === 'rsa'
        ? 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'
        : 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256';
  return encodeServerHello({
    legacy_version: legacyVersion(version),
    random: run.random(32, 'server random'),
    legacy_session_id_echo: run.random(32, version === '1.3' ? 'session id' : 'server session id'),
    cipher_suite: cipherSuite(suite),
    legacy_compression_method: nullCompression,
    extensions: run.profile.extensions ? serverHelloExtensions(run, version) : null,
  });
}

function serverHelloExtensions(run: Run, version: TlsVersion): ServerHelloExtension[] {
  if (version === '1.3') {
    return [
      { type: 'supported_versions', data: protocolVersion('TLS 1.3') },
      {
        type: 'key_share',
        data: {
          server_share: { group: namedGroup('x25519'), key_exchange: run.random(32, 'server key share') },
        },
      },
    ];
  }
  return [
    ...(namePicked(run) ? [{ type: 'server_name' as const, data: null }] : []),
    { type: 'renegotiation_info', data: { renegotiated_connection: new Uint8Array() } },
    { type: 'ec_point_formats', data: { ec_point_format_list: [ecPointFormat('uncompressed')] } },
    { type: 'application_layer_protocol_negotiation', data: { protocol_name_list: [http] } },
    { type: 'extended_master_secret', data: null },
  ];
}

/** RFC 6066 section 3: a server that used server_name says so by an empty extension. */
const namePicked = ({ hello, server }: Run): boolean => server.supportsSni && hello?.serverName != null;

export const encryptedExtensions = (run: Run): Message =>
  encodeEncryptedExtensions({
    extensions: [
      ...(namePicked(run) ? [{ type: 'server_name' as const, data: null }] : []),
      { type: 'application_layer_protocol_negotiation', data: { protocol_name_list: [http] } },
    ],
  });

export const certificateMessage = (version: TlsVersion, chain: readonly Certificate[]): Message =>
  version === '1.3'
    ? encodeCertificate13({
        certificate_request_context: new Uint8Array(),
        certificate_list: chain.map(({ der }) => ({ cert_data: der, extensions: [] })),
      })
    : encodeCertificate12({ certificate_list: chain.map(({ der }) => der) });

export const fatalAlert = (name: AlertName): Message => encodeAlert(alertContent('fatal', name));

/** An HTTP/1.1 message (RFC 9112) as bytes, a field a line. */
export function httpMessage(lines: readonly { name: string; text: string }[]): {
  bytes: Uint8Array;
  field: Field;
} {
  const bytes = new TextEncoder().encode(lines.map(({ text }) => `${text}\r\n`).join('') + '\r\n');
  let start = 0;
  const children = [...lines, { name: 'end of headers', text: '' }].map(({ name, text }): Field => {
    const range = { start, end: start + new TextEncoder().encode(text).length + 2 };
    start = range.end;
    return { name, range, value: { kind: 'text', text }, children: [] };
  });
  return {
    bytes,
    field: { name: 'HTTP/1.1 message', range: { start: 0, end: bytes.length }, value: null, children },
  };
}
