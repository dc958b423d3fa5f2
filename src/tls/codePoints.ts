/**
 * The code points of TLS, each once, in hex, under its IANA name (registries "TLS Parameters" and "TLS
 * ExtensionType Values"). Lookups go both ways: `cipherSuite('TLS_AES_128_GCM_SHA256')` is 0x1301 and
 * `cipherSuiteName(0x1301)` its name. A code without a name here is `unknown (0x1234)`, a GREASE code (RFC 8701)
 * `GREASE (0x0a0a)`: both are ordinary values.
 */
export type UnlistedCode = `unknown (0x${string})` | `GREASE (0x${string})`;

/** One registry: `code` and `name` are the two lookups, `names` all names in code order as written here. */
type Registry<Name extends string> = {
  names: readonly Name[];
  code: (name: Name) => number;
  name: (code: number) => Name | UnlistedCode;
  isName: (text: string) => text is Name;
};

/** RFC 8701 section 2: 0x0a0a, 0x1a1a, ... 0xfafa. */
export const isGrease = (code: number): boolean =>
  code <= 0xffff && (code & 0x0f0f) === 0x0a0a && code >> 8 === (code & 0xff);

function unlisted(code: number, octets: number): UnlistedCode {
  const hex = code.toString(16).padStart(2 * octets, '0');
  return octets === 2 && isGrease(code) ? `GREASE (0x${hex})` : `unknown (0x${hex})`;
}

function registry<Name extends string>(octets: 1 | 2, codes: Readonly<Record<Name, number>>): Registry<Name> {
  const names = Object.keys(codes) as Name[];
  const byCode = new Map(names.map((name) => [codes[name], name]));
  return {
    names,
    code: (name) => codes[name],
    name: (code) => byCode.get(code) ?? unlisted(code, octets),
    isName: (text): text is Name => Object.hasOwn(codes, text),
  };
}

/** RFC 9846 section 6, RFC 5246 section 7.2, RFC 6066 section 9, RFC 7301, RFC 7507, RFC 4279, RFC 9849. */
const alerts = registry(1, {
  close_notify: 0x00,
  unexpected_message: 0x0a,
  bad_record_mac: 0x14,
  decryption_failed: 0x15,
  record_overflow: 0x16,
  decompression_failure: 0x1e,
  handshake_failure: 0x28,
  no_certificate_RESERVED: 0x29,
  bad_certificate: 0x2a,
  unsupported_certificate: 0x2b,
  certificate_revoked: 0x2c,
  certificate_expired: 0x2d,
  certificate_unknown: 0x2e,
  illegal_parameter: 0x2f,
  unknown_ca: 0x30,
  access_denied: 0x31,
  decode_error: 0x32,
  decrypt_error: 0x33,
  too_many_cids_requested: 0x34,
  export_restriction_RESERVED: 0x3c,
  protocol_version: 0x46,
  insufficient_security: 0x47,
  internal_error: 0x50,
  inappropriate_fallback: 0x56,
  user_canceled: 0x5a,
  no_renegotiation: 0x64,
  missing_extension: 0x6d,
  unsupported_extension: 0x6e,
  certificate_unobtainable: 0x6f,
  unrecognized_name: 0x70,
  bad_certificate_status_response: 0x71,
  bad_certificate_hash_value: 0x72,
  unknown_psk_identity: 0x73,
  certificate_required: 0x74,
  general_error: 0x75,
  no_application_protocol: 0x78,
  ech_required: 0x79,
});
export type AlertName = (typeof alerts.names)[number];
export const { code: alertCode, name: alertName, isName: isAlertName, names: alertNames } = alerts;

/** RFC 9846 section 6. */
const alertLevels = registry(1, { warning: 0x01, fatal: 0x02 });
export type AlertLevelName = (typeof alertLevels.names)[number];
export const { code: alertLevel, name: alertLevelName } = alertLevels;

/** RFC 9846 section 4, RFC 5246 section 7.4, RFC 5077, RFC 6066, RFC 8879. */
const handshakeTypes = registry(1, {
  hello_request: 0x00,
  client_hello: 0x01,
  server_hello: 0x02,
  hello_verify_request: 0x03,
  new_session_ticket: 0x04,
  end_of_early_data: 0x05,
  encrypted_extensions: 0x08,
  request_connection_id: 0x09,
  new_connection_id: 0x0a,
  certificate: 0x0b,
  server_key_exchange: 0x0c,
  certificate_request: 0x0d,
  server_hello_done: 0x0e,
  certificate_verify: 0x0f,
  client_key_exchange: 0x10,
  client_certificate_request: 0x11,
  finished: 0x14,
  certificate_url: 0x15,
  certificate_status: 0x16,
  supplemental_data: 0x17,
  key_update: 0x18,
  compressed_certificate: 0x19,
  ekt_key: 0x1a,
  message_hash: 0xfe,
});
export type HandshakeTypeName = (typeof handshakeTypes.names)[number];
export const { code: handshakeType, name: handshakeTypeName, isName: isHandshakeTypeName } = handshakeTypes;

/** RFC 9846 section 5.1, RFC 6520, RFC 9146, RFC 9147. */
const contentTypes = registry(1, {
  change_cipher_spec: 0x14,
  alert: 0x15,
  handshake: 0x16,
  application_data: 0x17,
  heartbeat: 0x18,
  tls12_cid: 0x19,
  ACK: 0x1a,
});
export type ContentTypeName = (typeof contentTypes.names)[number];
export const { code: contentType, name: contentTypeName, isName: isContentTypeName } = contentTypes;

/** RFC 9846 section 4.3.1 and the versions before it. */
const protocolVersions = registry(2, {
  'SSL 3.0': 0x0300,
  'TLS 1.0': 0x0301,
  'TLS 1.1': 0x0302,
  'TLS 1.2': 0x0303,
  'TLS 1.3': 0x0304,
});
export type ProtocolVersionName = (typeof protocolVersions.names)[number];
export const {
  code: protocolVersion,
  name: protocolVersionName,
  isName: isProtocolVersionName,
} = protocolVersions;

/** IANA "TLS ExtensionType Values". The last three are in use without being registered. */
const extensionTypes = registry(2, {
  server_name: 0x0000,
  max_fragment_length: 0x0001,
  client_certificate_url: 0x0002,
  trusted_ca_keys: 0x0003,
  truncated_hmac: 0x0004,
  status_request: 0x0005,
  user_mapping: 0x0006,
  client_authz: 0x0007,
  server_authz: 0x0008,
  cert_type: 0x0009,
  supported_groups: 0x000a,
  ec_point_formats: 0x000b,
  srp: 0x000c,
  signature_algorithms: 0x000d,
  use_srtp: 0x000e,
  heartbeat: 0x000f,
  application_layer_protocol_negotiation: 0x0010,
  status_request_v2: 0x0011,
  signed_certificate_timestamp: 0x0012,
  client_certificate_type: 0x0013,
  server_certificate_type: 0x0014,
  padding: 0x0015,
  encrypt_then_mac: 0x0016,
  extended_master_secret: 0x0017,
  token_binding: 0x0018,
  cached_info: 0x0019,
  tls_lts: 0x001a,
  compress_certificate: 0x001b,
  record_size_limit: 0x001c,
  pwd_protect: 0x001d,
  pwd_clear: 0x001e,
  password_salt: 0x001f,
  ticket_pinning: 0x0020,
  tls_cert_with_extern_psk: 0x0021,
  delegated_credential: 0x0022,
  session_ticket: 0x0023,
  supported_ekt_ciphers: 0x0027,
  pre_shared_key: 0x0029,
  early_data: 0x002a,
  supported_versions: 0x002b,
  cookie: 0x002c,
  psk_key_exchange_modes: 0x002d,
  certificate_authorities: 0x002f,
  oid_filters: 0x0030,
  post_handshake_auth: 0x0031,
  signature_algorithms_cert: 0x0032,
  key_share: 0x0033,
  transparency_info: 0x0034,
  connection_id: 0x0036,
  external_id_hash: 0x0037,
  external_session_id: 0x0038,
  quic_transport_parameters: 0x0039,
  ticket_request: 0x003a,
  dnssec_chain: 0x003b,
  ech_outer_extensions: 0xfd00,
  encrypted_client_hello: 0xfe0d,
  renegotiation_info: 0xff01,
  next_protocol_negotiation: 0x3374,
  application_settings_old: 0x4469,
  application_settings: 0x44cd,
});
export type ExtensionTypeName = (typeof extensionTypes.names)[number];
export const { code: extensionType, name: extensionTypeName, isName: isExtensionTypeName } = extensionTypes;

/** IANA "TLS Cipher Suites": TLS 1.3, ECDHE, DHE, and the RSA key exchange that old clients offer. */
const cipherSuites = registry(2, {
  TLS_NULL_WITH_NULL_NULL: 0x0000,
  TLS_RSA_WITH_NULL_MD5: 0x0001,
  TLS_RSA_WITH_NULL_SHA: 0x0002,
  TLS_RSA_EXPORT_WITH_RC4_40_MD5: 0x0003,
  TLS_RSA_WITH_RC4_128_MD5: 0x0004,
  TLS_RSA_WITH_RC4_128_SHA: 0x0005,
  TLS_RSA_EXPORT_WITH_RC2_CBC_40_MD5: 0x0006,
  TLS_RSA_WITH_IDEA_CBC_SHA: 0x0007,
  TLS_RSA_EXPORT_WITH_DES40_CBC_SHA: 0x0008,
  TLS_RSA_WITH_DES_CBC_SHA: 0x0009,
  TLS_RSA_WITH_3DES_EDE_CBC_SHA: 0x000a,
  TLS_DHE_DSS_EXPORT_WITH_DES40_CBC_SHA: 0x0011,
  TLS_DHE_DSS_WITH_DES_CBC_SHA: 0x0012,
  TLS_DHE_DSS_WITH_3DES_EDE_CBC_SHA: 0x0013,
  TLS_DHE_RSA_WITH_DES_CBC_SHA: 0x0015,
  TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA: 0x0016,
  TLS_DH_anon_WITH_RC4_128_MD5: 0x0018,
  TLS_RSA_WITH_AES_128_CBC_SHA: 0x002f,
  TLS_DHE_DSS_WITH_AES_128_CBC_SHA: 0x0032,
  TLS_DHE_RSA_WITH_AES_128_CBC_SHA: 0x0033,
  TLS_RSA_WITH_AES_256_CBC_SHA: 0x0035,
  TLS_DHE_DSS_WITH_AES_256_CBC_SHA: 0x0038,
  TLS_DHE_RSA_WITH_AES_256_CBC_SHA: 0x0039,
  TLS_RSA_WITH_NULL_SHA256: 0x003b,
  TLS_RSA_WITH_AES_128_CBC_SHA256: 0x003c,
  TLS_RSA_WITH_AES_256_CBC_SHA256: 0x003d,
  TLS_DHE_DSS_WITH_AES_128_CBC_SHA256: 0x0040,
  TLS_RSA_WITH_CAMELLIA_128_CBC_SHA: 0x0041,
  TLS_DHE_RSA_WITH_CAMELLIA_128_CBC_SHA: 0x0045,
  TLS_RSA_EXPORT1024_WITH_DES_CBC_SHA: 0x0062,
  TLS_DHE_DSS_EXPORT1024_WITH_DES_CBC_SHA: 0x0063,
  TLS_RSA_EXPORT1024_WITH_RC4_56_SHA: 0x0064,
  TLS_DHE_RSA_WITH_AES_128_CBC_SHA256: 0x0067,
  TLS_DHE_RSA_WITH_AES_256_CBC_SHA256: 0x006b,
  TLS_RSA_WITH_CAMELLIA_256_CBC_SHA: 0x0084,
  TLS_DHE_RSA_WITH_CAMELLIA_256_CBC_SHA: 0x0088,
  TLS_RSA_WITH_SEED_CBC_SHA: 0x0096,
  TLS_RSA_WITH_AES_128_GCM_SHA256: 0x009c,
  TLS_RSA_WITH_AES_256_GCM_SHA384: 0x009d,
  TLS_DHE_RSA_WITH_AES_128_GCM_SHA256: 0x009e,
  TLS_DHE_RSA_WITH_AES_256_GCM_SHA384: 0x009f,
  TLS_EMPTY_RENEGOTIATION_INFO_SCSV: 0x00ff,
  TLS_AES_128_GCM_SHA256: 0x1301,
  TLS_AES_256_GCM_SHA384: 0x1302,
  TLS_CHACHA20_POLY1305_SHA256: 0x1303,
  TLS_AES_128_CCM_SHA256: 0x1304,
  TLS_AES_128_CCM_8_SHA256: 0x1305,
  TLS_FALLBACK_SCSV: 0x5600,
  TLS_ECDHE_ECDSA_WITH_RC4_128_SHA: 0xc007,
  TLS_ECDHE_ECDSA_WITH_3DES_EDE_CBC_SHA: 0xc008,
  TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA: 0xc009,
  TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA: 0xc00a,
  TLS_ECDHE_RSA_WITH_RC4_128_SHA: 0xc011,
  TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA: 0xc012,
  TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA: 0xc013,
  TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA: 0xc014,
  TLS_SRP_SHA_WITH_3DES_EDE_CBC_SHA: 0xc01a,
  TLS_SRP_SHA_RSA_WITH_3DES_EDE_CBC_SHA: 0xc01b,
  TLS_SRP_SHA_DSS_WITH_3DES_EDE_CBC_SHA: 0xc01c,
  TLS_SRP_SHA_WITH_AES_128_CBC_SHA: 0xc01d,
  TLS_SRP_SHA_RSA_WITH_AES_128_CBC_SHA: 0xc01e,
  TLS_SRP_SHA_DSS_WITH_AES_128_CBC_SHA: 0xc01f,
  TLS_SRP_SHA_WITH_AES_256_CBC_SHA: 0xc020,
  TLS_SRP_SHA_RSA_WITH_AES_256_CBC_SHA: 0xc021,
  TLS_SRP_SHA_DSS_WITH_AES_256_CBC_SHA: 0xc022,
  TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256: 0xc023,
  TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384: 0xc024,
  TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256: 0xc027,
  TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384: 0xc028,
  TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256: 0xc02b,
  TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384: 0xc02c,
  TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256: 0xc02f,
  TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384: 0xc030,
  TLS_RSA_WITH_AES_128_CCM: 0xc09c,
  TLS_RSA_WITH_AES_256_CCM: 0xc09d,
  TLS_DHE_RSA_WITH_AES_128_CCM: 0xc09e,
  TLS_DHE_RSA_WITH_AES_256_CCM: 0xc09f,
  TLS_ECDHE_ECDSA_WITH_AES_128_CCM: 0xc0ac,
  TLS_ECDHE_ECDSA_WITH_AES_256_CCM: 0xc0ad,
  TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256: 0xcca8,
  TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256: 0xcca9,
  TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256: 0xccaa,
});
export type CipherSuiteName = (typeof cipherSuites.names)[number];
export const { code: cipherSuite, name: cipherSuiteName, isName: isCipherSuiteName } = cipherSuites;

/** IANA "TLS Supported Groups": RFC 9846 section 4.3.7, RFC 8422 section 5.1.1, RFC 7919, ML-KEM hybrids. */
const namedGroups = registry(2, {
  sect163k1: 0x0001,
  sect163r2: 0x0003,
  sect233k1: 0x0006,
  sect233r1: 0x0007,
  sect283k1: 0x0009,
  sect283r1: 0x000a,
  sect409k1: 0x000b,
  sect409r1: 0x000c,
  sect571k1: 0x000d,
  sect571r1: 0x000e,
  secp192r1: 0x0013,
  secp224r1: 0x0015,
  secp256k1: 0x0016,
  secp256r1: 0x0017,
  secp384r1: 0x0018,
  secp521r1: 0x0019,
  brainpoolP256r1: 0x001a,
  brainpoolP384r1: 0x001b,
  brainpoolP512r1: 0x001c,
  x25519: 0x001d,
  x448: 0x001e,
  brainpoolP256r1tls13: 0x001f,
  brainpoolP384r1tls13: 0x0020,
  brainpoolP512r1tls13: 0x0021,
  ffdhe2048: 0x0100,
  ffdhe3072: 0x0101,
  ffdhe4096: 0x0102,
  ffdhe6144: 0x0103,
  ffdhe8192: 0x0104,
  MLKEM512: 0x0200,
  MLKEM768: 0x0201,
  MLKEM1024: 0x0202,
  SecP256r1MLKEM768: 0x11eb,
  X25519MLKEM768: 0x11ec,
  SecP384r1MLKEM1024: 0x11ed,
  X25519Kyber768Draft00: 0x6399,
});
export type NamedGroupName = (typeof namedGroups.names)[number];
export const { code: namedGroup, name: namedGroupName, isName: isNamedGroupName } = namedGroups;

/**
 * IANA "TLS SignatureScheme"; names ending in _RESERVED are RFC 9846's. The three of SHA-224 have no name there:
 * they are RFC 5246's pairs of hash and signature (section 7.4.1.4.1), named hash first.
 */
const signatureSchemes = registry(2, {
  rsa_pkcs1_sha1: 0x0201,
  dsa_sha1_RESERVED: 0x0202,
  ecdsa_sha1: 0x0203,
  sha224_rsa: 0x0301,
  sha224_dsa: 0x0302,
  sha224_ecdsa: 0x0303,
  rsa_pkcs1_sha256: 0x0401,
  dsa_sha256_RESERVED: 0x0402,
  ecdsa_secp256r1_sha256: 0x0403,
  rsa_pkcs1_sha256_legacy: 0x0420,
  rsa_pkcs1_sha384: 0x0501,
  dsa_sha384_RESERVED: 0x0502,
  ecdsa_secp384r1_sha384: 0x0503,
  rsa_pkcs1_sha384_legacy: 0x0520,
  rsa_pkcs1_sha512: 0x0601,
  dsa_sha512_RESERVED: 0x0602,
  ecdsa_secp521r1_sha512: 0x0603,
  rsa_pkcs1_sha512_legacy: 0x0620,
  rsa_pss_rsae_sha256: 0x0804,
  rsa_pss_rsae_sha384: 0x0805,
  rsa_pss_rsae_sha512: 0x0806,
  ed25519: 0x0807,
  ed448: 0x0808,
  rsa_pss_pss_sha256: 0x0809,
  rsa_pss_pss_sha384: 0x080a,
  rsa_pss_pss_sha512: 0x080b,
  ecdsa_brainpoolP256r1tls13_sha256: 0x081a,
  ecdsa_brainpoolP384r1tls13_sha384: 0x081b,
  ecdsa_brainpoolP512r1tls13_sha512: 0x081c,
  mldsa44: 0x0904,
  mldsa65: 0x0905,
  mldsa87: 0x0906,
});
export type SignatureSchemeName = (typeof signatureSchemes.names)[number];
export const {
  code: signatureScheme,
  name: signatureSchemeName,
  isName: isSignatureSchemeName,
} = signatureSchemes;

/** RFC 8422 section 5.1.2; the compressed forms are deprecated there. */
const ecPointFormats = registry(1, {
  uncompressed: 0x00,
  ansiX962_compressed_prime: 0x01,
  ansiX962_compressed_char2: 0x02,
});
export type EcPointFormatName = (typeof ecPointFormats.names)[number];
export const { code: ecPointFormat, name: ecPointFormatName } = ecPointFormats;

/** RFC 8422 section 5.4. */
const ecCurveTypes = registry(1, { explicit_prime: 0x01, explicit_char2: 0x02, named_curve: 0x03 });
export type EcCurveTypeName = (typeof ecCurveTypes.names)[number];
export const { code: ecCurveType, name: ecCurveTypeName } = ecCurveTypes;

/** RFC 9846 section 4.3.9. */
const pskKeyExchangeModes = registry(1, { psk_ke: 0x00, psk_dhe_ke: 0x01 });
export type PskKeyExchangeModeName = (typeof pskKeyExchangeModes.names)[number];
export const { code: pskKeyExchangeMode, name: pskKeyExchangeModeName } = pskKeyExchangeModes;

/** What a Certificate holds: RFC 6091 section 3.1 (TLS 1.2), RFC 9846 section 4.5.1, RFC 7250. */
const certificateTypes = registry(1, { X509: 0x00, OpenPGP_RESERVED: 0x01, RawPublicKey: 0x02 });
export type CertificateTypeName = (typeof certificateTypes.names)[number];
export const { code: certificateType, name: certificateTypeName } = certificateTypes;

/** What a TLS 1.2 CertificateRequest asks for: RFC 5246 section 7.4.4, RFC 8422 section 5.5. */
const clientCertificateTypes = registry(1, {
  rsa_sign: 0x01,
  dss_sign: 0x02,
  rsa_fixed_dh: 0x03,
  dss_fixed_dh: 0x04,
  ecdsa_sign: 0x40,
  rsa_fixed_ecdh: 0x41,
  ecdsa_fixed_ecdh: 0x42,
});
export type ClientCertificateTypeName = (typeof clientCertificateTypes.names)[number];
export const { code: clientCertificateType, name: clientCertificateTypeName } = clientCertificateTypes;

/** RFC 3749 section 2, RFC 3943. */
const compressionMethods = registry(1, { null: 0x00, DEFLATE: 0x01, LZS: 0x40 });
export type CompressionMethodName = (typeof compressionMethods.names)[number];
export const { code: compressionMethod, name: compressionMethodName } = compressionMethods;

/** RFC 6066 section 3. */
const nameTypes = registry(1, { host_name: 0x00 });
export type NameTypeName = (typeof nameTypes.names)[number];
export const { code: nameType, name: nameTypeName } = nameTypes;

/** RFC 6066 section 8, RFC 6961. */
const certificateStatusTypes = registry(1, { ocsp: 0x01, ocsp_multi_RESERVED: 0x02 });
export type CertificateStatusTypeName = (typeof certificateStatusTypes.names)[number];
export const { code: certificateStatusType, name: certificateStatusTypeName } = certificateStatusTypes;

/** RFC 6066 section 4: the code is the exponent of the length, 2^9 to 2^12. */
const maxFragmentLengths = registry(1, { '2^9': 0x01, '2^10': 0x02, '2^11': 0x03, '2^12': 0x04 });
export type MaxFragmentLengthName = (typeof maxFragmentLengths.names)[number];
export const { code: maxFragmentLength, name: maxFragmentLengthName } = maxFragmentLengths;

/** RFC 9846 section 4.7.3. */
const keyUpdateRequests = registry(1, { update_not_requested: 0x00, update_requested: 0x01 });
export type KeyUpdateRequestName = (typeof keyUpdateRequests.names)[number];
export const { code: keyUpdateRequest, name: keyUpdateRequestName } = keyUpdateRequests;

/** RFC 9180 section 7.1: key encapsulation of HPKE. */
const hpkeKems = registry(2, {
  'DHKEM(P-256, HKDF-SHA256)': 0x0010,
  'DHKEM(P-384, HKDF-SHA384)': 0x0011,
  'DHKEM(P-521, HKDF-SHA512)': 0x0012,
  'DHKEM(X25519, HKDF-SHA256)': 0x0020,
  'DHKEM(X448, HKDF-SHA512)': 0x0021,
});
export const { code: hpkeKem, name: hpkeKemName } = hpkeKems;

/** RFC 9180 section 7.2: key derivation of HPKE. */
const hpkeKdfs = registry(2, { 'HKDF-SHA256': 0x0001, 'HKDF-SHA384': 0x0002, 'HKDF-SHA512': 0x0003 });
export const { code: hpkeKdf, name: hpkeKdfName } = hpkeKdfs;

/** RFC 9180 section 7.3: authenticated encryption of HPKE. */
const hpkeAeads = registry(2, {
  'AES-128-GCM': 0x0001,
  'AES-256-GCM': 0x0002,
  ChaCha20Poly1305: 0x0003,
  'Export-only': 0xffff,
});
export const { code: hpkeAead, name: hpkeAeadName } = hpkeAeads;

/** RFC 9849 section 5: which of the two hellos this is. */
const echClientHelloTypes = registry(1, { outer: 0x00, inner: 0x01 });
export const { code: echClientHelloType, name: echClientHelloTypeName } = echClientHelloTypes;

/** RFC 9849 section 4: the version of an ECHConfig. */
const echConfigVersions = registry(2, { ECH: 0xfe0d });
export const { code: echConfigVersion, name: echConfigVersionName } = echConfigVersions;
