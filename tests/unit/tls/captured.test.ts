import { describe, expect, test } from 'vitest';
import { contentTypeName, protocolVersion } from '../../../src/tls/codePoints.ts';
import { joinHandshake } from '../../../src/tls/handshakeStream.ts';
import { parseClientHello } from '../../../src/tls/messages/clientHello.ts';
import { longestFragment, parseRecords, wrapMessage } from '../../../src/tls/record.ts';
import { expectEveryByteClaimed, valuesNamed } from './fields.ts';
import { formOf, forms } from './formats.ts';
import { capturedHandshakes, capturedHellos, capturedMessages } from './truth.ts';

const messages = capturedHandshakes.flatMap(capturedMessages);

describe('messages that OpenSSL sent, and those of RFC 8448', () => {
  test.each(messages)(
    '$file $name: read whole, built again to the byte',
    ({ file, version, name, bytes }) => {
      const { parsed, built } = formOf(name, version, file)(bytes);
      expect(parsed.errors).toEqual([]);
      expectEveryByteClaimed(parsed.field, bytes.length);
      expect(built?.bytes).toEqual(bytes);
      expect(built?.field).toEqual(parsed.field);
    },
  );

  test('every form has a capture', () => {
    const seen = new Set(messages.map(({ file, version, name }) => formOf(name, version, file)));
    expect(seen.size).toBe(Object.keys(forms).length);
  });
});

/** As RFC 8448 section 3 spells them out. */
test('the hellos of RFC 8448', () => {
  const [client, server, encrypted] = capturedMessages('rfc8448').map(
    ({ file, version, name, bytes }) => formOf(name, version, file)(bytes).parsed.field,
  );
  if (client === undefined || server === undefined || encrypted === undefined)
    throw new Error('not captured');
  expect(valuesNamed(client, 'HostName')).toEqual(['server']);
  expect(valuesNamed(client, 'CipherSuite')).toEqual([
    'TLS_AES_128_GCM_SHA256',
    'TLS_CHACHA20_POLY1305_SHA256',
    'TLS_AES_256_GCM_SHA384',
  ]);
  expect(valuesNamed(client, 'RecordSizeLimit')).toEqual([0x4001]);
  expect(valuesNamed(server, 'cipher_suite')).toEqual(['TLS_AES_128_GCM_SHA256']);
  expect(valuesNamed(server, 'selected_version')).toEqual(['TLS 1.3']);
  expect(valuesNamed(encrypted, 'Extension')).toEqual([
    'supported_groups',
    'record_size_limit',
    'server_name',
  ]);
});

/** What the clients were told to ask for, and what is known of them. */
const hellos = [
  {
    client: 'node',
    serverName: 'shop.example',
    protocols: ['h2', 'http/1.1'],
    versions: ['TLS 1.3', 'TLS 1.2'],
    recordVersion: 'TLS 1.0',
    has: ['extended_master_secret', 'session_ticket', 'key_share'],
  },
  {
    client: 'python',
    serverName: 'shop.example',
    protocols: [],
    versions: ['TLS 1.3', 'TLS 1.2'],
    recordVersion: 'TLS 1.0',
    has: ['psk_key_exchange_modes', 'supported_groups'],
  },
  {
    client: 'openssl-tls10',
    serverName: undefined,
    protocols: [],
    versions: [],
    recordVersion: 'TLS 1.0',
    has: ['session_ticket', 'encrypt_then_mac', 'extended_master_secret'],
  },
  {
    client: 'openssl-srp',
    serverName: undefined,
    protocols: [],
    versions: [],
    recordVersion: 'TLS 1.0',
    has: ['srp', 'session_ticket', 'signature_algorithms'],
  },
  {
    client: 'gnutls-plain',
    serverName: undefined,
    protocols: [],
    versions: [],
    recordVersion: 'TLS 1.2',
    has: [],
  },
  {
    client: 'chromium',
    serverName: 'shop.example',
    protocols: ['h2', 'http/1.1'],
    versions: [expect.stringMatching(/^GREASE/), 'TLS 1.3', 'TLS 1.2'],
    recordVersion: 'TLS 1.0',
    has: ['encrypted_client_hello', 'compress_certificate', 'signed_certificate_timestamp', 'status_request'],
  },
] as const;

describe('first records of real clients', () => {
  test.each(hellos)('$client', ({ client, serverName, protocols, versions, recordVersion, has }) => {
    const stream = capturedHellos().get(client) ?? new Uint8Array(0);
    const { records, rest } = parseRecords(stream, longestFragment);
    expect(rest).toHaveLength(0);
    expect(records.flatMap(({ errors }) => errors)).toEqual([]);
    expect(records[0]?.legacyRecordVersion).toBe(protocolVersion(recordVersion));
    expect(records[0]?.type).toBe(contentTypeName(0x16));
    for (const record of records) expectEveryByteClaimed(record.field, record.bytes.length);

    const joined = joinHandshake(records.map(({ fragment }) => fragment));
    expect(joined.rest).toHaveLength(0);
    const { parsed, built } = forms.ClientHello(joined.messages[0] ?? new Uint8Array(0));
    expect(parsed.errors).toEqual([]);
    expectEveryByteClaimed(parsed.field, parsed.bytes.length);
    expect(built?.bytes).toEqual(parsed.bytes);
    expect(built?.field).toEqual(parsed.field);
    if (built !== null) expect(wrapMessage(built, protocolVersion(recordVersion))[0]?.bytes).toEqual(stream);

    expect(valuesNamed(parsed.field, 'HostName')[0]).toBe(serverName);
    expect(valuesNamed(parsed.field, 'ProtocolName')).toEqual(protocols);
    expect(valuesNamed(parsed.field, 'ProtocolVersion')).toEqual(versions);
    expect(valuesNamed(parsed.field, 'extension_type')).toEqual(expect.arrayContaining([...has]));
  });
});

test('the hello of openssl-srp says the user and the suites asked for', () => {
  const record = capturedHellos().get('openssl-srp') ?? new Uint8Array(0);
  const { field } = parseClientHello(record.subarray(5));
  expect(valuesNamed(field, 'srp_I')).toEqual(['alice']);
  expect(valuesNamed(field, 'CipherSuite').slice(0, 2)).toEqual([
    'TLS_SRP_SHA_RSA_WITH_AES_128_CBC_SHA',
    'TLS_SRP_SHA_WITH_AES_256_CBC_SHA',
  ]);
});

/** As `openssl s_client -trace` of OpenSSL 3.0.22 lists them for the same options; its own names as IANA's. */
const listed = {
  extension_type: [
    'server_name',
    'ec_point_formats',
    'supported_groups',
    'session_ticket',
    'status_request',
    'application_layer_protocol_negotiation',
    'encrypt_then_mac',
    'extended_master_secret',
    'signature_algorithms',
    'supported_versions',
    'psk_key_exchange_modes',
    'key_share',
  ],
  ECPointFormat: ['uncompressed', 'ansiX962_compressed_prime', 'ansiX962_compressed_char2'],
  NamedGroup: [
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
  ],
  SignatureScheme: [
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
    'sha224_ecdsa',
    'sha224_rsa',
    'sha224_dsa',
    'dsa_sha256_RESERVED',
    'dsa_sha384_RESERVED',
    'dsa_sha512_RESERVED',
  ],
  ProtocolName: ['h2', 'http/1.1'],
  ProtocolVersion: ['TLS 1.3', 'TLS 1.2', 'TLS 1.1', 'TLS 1.0'],
  PskKeyExchangeMode: ['psk_dhe_ke'],
  status_type: ['ocsp'],
  group: ['x25519'],
  CompressionMethod: ['null'],
};

describe('the hello of tls13-ec has what OpenSSL lists', () => {
  const hello = capturedMessages('tls13-ec')[0]?.bytes ?? new Uint8Array(0);
  const { field } = parseClientHello(hello);

  test.each(Object.entries(listed))('%s', (name, values) => {
    expect(valuesNamed(field, name)).toEqual(values);
  });

  test('CipherSuite: 31 of them, in this order', () => {
    const suites = valuesNamed(field, 'CipherSuite');
    expect(suites).toHaveLength(31);
    expect(suites.slice(0, 10)).toEqual([
      'TLS_AES_256_GCM_SHA384',
      'TLS_CHACHA20_POLY1305_SHA256',
      'TLS_AES_128_GCM_SHA256',
      'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
      'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
      'TLS_DHE_RSA_WITH_AES_256_GCM_SHA384',
      'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
      'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
      'TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
      'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
    ]);
    expect(suites.at(-1)).toBe('TLS_EMPTY_RENEGOTIATION_INFO_SCSV');
  });
});
