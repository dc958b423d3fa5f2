/** Notes on the fields of TLS messages, on extensions and alerts, and sentences for what is wrong with a message. */
import type { StructuralName } from '../../bytes/field.ts';
import type { AlertName, ExtensionTypeName } from '../../tls/codePoints.ts';
import type { FieldName } from '../../tls/fieldNames.ts';
import type { ParseReason } from '../../tls/parseError.ts';
import type { RefusalReason } from '../../tls/refusal.ts';

const fieldNotes: Record<FieldName | StructuralName, string> = {
  length: 'The number of bytes that follow and belong to it (RFC 9846 section 3.4).',
  opaque: 'Bytes without a structure of their own at this level.',
  unparsed: 'Bytes that could not be assigned to a field, because the message is malformed.',

  TLSPlaintext: 'A record: the unit in which TLS is sent over TCP, not yet encrypted (RFC 9846 section 5.1).',
  type: 'Of a record: the protocol that the fragment belongs to (RFC 9846 section 5.1). Of ChangeCipherSpec: always 1.',
  legacy_record_version:
    'The version of the record layer. It no longer says anything about the version that is negotiated (RFC 9846 section 5.1).',
  fragment: 'What the record carries: a message, several of them, or a part of one (RFC 9846 section 5.1).',
  Handshake: 'A handshake message: type, length and content (RFC 9846 section 4).',
  msg_type: 'Which handshake message this is (RFC 9846 section 4).',
  Alert: 'Tells the other side that the connection ends, and why (RFC 9846 section 6).',
  level: 'warning or fatal. TLS 1.3 goes by the description alone (RFC 9846 section 6).',
  description: 'What happened (RFC 9846 section 6).',
  ChangeCipherSpec:
    'In TLS 1.2: from the next record on, everything is encrypted (RFC 5246 section 7.1). In TLS 1.3 it is only there for middleboxes (RFC 9846 section 5).',

  HelloRequest:
    'The server asks for a new handshake within the connection (RFC 5246 section 7.4.1.1). Declined here; TLS 1.3 has no renegotiation.',
  ClientHello:
    'The first message: what the client can do and, with server_name, whom it wants (RFC 9846 section 4.2.2).',
  ServerHello: 'What the server chose from the offer of the client (RFC 9846 section 4.2.3).',
  HelloRetryRequest:
    'The server needs a second ClientHello, mostly with a key share for another group. It is a ServerHello with a fixed random (RFC 9846 section 4.2.4).',
  EncryptedExtensions:
    'Answers to extensions that are not needed for the key exchange. The first encrypted message of TLS 1.3 (RFC 9846 section 4.4.1).',
  legacy_version:
    'Up to TLS 1.2 the version itself: the highest offered, or the one chosen. In TLS 1.3 always 0x0303; supported_versions says which version it is (RFC 9846 section 4.2.2).',
  random: '32 bytes that make every handshake differ (RFC 9846 sections 4.2.2 and 4.2.3).',
  legacy_session_id:
    'Up to TLS 1.2 the session that the client wants to resume. In TLS 1.3 only for middleboxes (RFC 9846 section 4.2.2).',
  legacy_session_id_echo:
    'Up to TLS 1.2 the name of the session. In TLS 1.3 what the client sent, repeated (RFC 9846 section 4.2.3).',
  cipher_suites: 'What the client can encrypt with, best first (RFC 9846 section 4.2.2).',
  CipherSuite:
    'One set of algorithms. Up to TLS 1.2 it includes key exchange and the kind of certificate, from TLS 1.3 on only encryption and hash (RFC 9846 appendix B.4).',
  cipher_suite: 'The set of algorithms that the server chose (RFC 9846 section 4.2.3).',
  legacy_compression_methods:
    'Compression that the client can do. In TLS 1.3 only null is allowed (RFC 9846 section 4.2.2).',
  CompressionMethod: 'One compression method. null is none (RFC 5246 section 7.4.1.2).',
  legacy_compression_method: 'The compression chosen. In TLS 1.3 always null (RFC 9846 section 4.2.3).',
  extensions: 'Further requests and answers, each with type and data (RFC 9846 section 4.3).',
  Extension: 'One extension: type, length, data (RFC 9846 section 4.3).',
  extension_type: 'Which extension this is (RFC 9846 section 4.3).',
  extension_data: 'What it says. Its structure depends on type and message (RFC 9846 section 4.3).',

  Certificate:
    'The certificates of the sender, its own first. Readable by anyone up to TLS 1.2, encrypted in TLS 1.3 (RFC 5246 section 7.4.2, RFC 9846 section 4.5.1).',
  certificate_request_context:
    'Ties the certificate of a client to a request after the handshake; empty otherwise (RFC 9846 sections 4.4.2 and 4.5.1).',
  certificate_list:
    'The certificate of the sender, then those that lead to a trust anchor (RFC 9846 section 4.5.1). An empty list from a client: it has none.',
  'ASN.1Cert': 'One certificate in DER (RFC 5246 section 7.4.2).',
  CertificateEntry: 'One certificate with its extensions (RFC 9846 section 4.5.1).',
  cert_data: 'The certificate in DER (RFC 9846 section 4.5.1).',
  CertificateRequest:
    'The server asks the client for a certificate (RFC 5246 section 7.4.4, RFC 9846 section 4.4.2).',
  certificate_types:
    'In CertificateRequest: the kinds of key that the certificate of the client may have (RFC 5246 section 7.4.4). In cert_type: the kinds of certificate that the client accepts, best first (RFC 6091 section 3.1).',
  ClientCertificateType: 'One such kind (RFC 5246 section 7.4.4, RFC 8422 section 5.5).',
  certificate_authorities:
    'Names of CAs whose certificates the server accepts; an empty list: any (RFC 5246 section 7.4.4).',
  DistinguishedName: 'The name of a CA in DER (RFC 5246 section 7.4.4, RFC 9846 section 4.3.4).',
  CertificateVerify:
    'A signature over the handshake so far: proof of holding the key to the certificate (RFC 9846 section 4.5.2, RFC 5246 section 7.4.8).',
  algorithm: 'How the signature was made (RFC 9846 section 4.5.2).',
  signature: 'The signature (RFC 9846 section 4.5.2, RFC 8422 section 5.4).',
  CertificateStatus: 'A stapled statement of the CA about the certificate (RFC 6066 section 8).',
  response: 'An OCSP response in DER (RFC 6066 section 8).',

  ServerKeyExchange:
    'The public key of the server for this connection, signed with the key to its certificate (RFC 8422 section 5.4).',
  params: 'The curve and the public key that are signed (RFC 8422 section 5.4).',
  curve_params: 'Which curve is used (RFC 8422 section 5.4).',
  curve_type: 'How the curve is given. Only named_curve is in use (RFC 8422 section 5.4).',
  namedcurve: 'The curve (RFC 8422 section 5.4).',
  public: 'The public key of the server for this connection (RFC 8422 section 5.4).',
  signed_params: 'The signature over both randoms and the parameters (RFC 8422 section 5.4).',
  ServerHelloDone: 'The server has said all; it is the turn of the client (RFC 5246 section 7.4.5).',
  ClientKeyExchange: 'The part of the client in the shared secret (RFC 5246 section 7.4.7).',
  EncryptedPreMasterSecret:
    'The premaster secret, encrypted with the public key in the certificate of the server (RFC 5246 section 7.4.7.1).',
  ecdh_Yc: 'The public key of the client for this connection (RFC 8422 section 5.7).',
  Finished: 'A checksum over the whole handshake, made with the new keys (RFC 9846 section 4.5.3).',
  verify_data:
    'The checksum: 12 bytes in TLS 1.2, one hash in TLS 1.3 (RFC 5246 section 7.4.9, RFC 9846 section 4.5.3).',
  NewSessionTicket: 'With this the client can resume later (RFC 5077 section 3.3, RFC 9846 section 4.7.1).',
  ticket_lifetime_hint: 'Seconds that the ticket is meant to be usable; 0: not said (RFC 5077 section 3.3).',
  ticket_lifetime: 'Seconds that the ticket is usable, at most 604800 (RFC 9846 section 4.7.1).',
  ticket_age_add:
    'Added to the age of the ticket, so that observers cannot link connections (RFC 9846 section 4.7.1).',
  ticket_nonce: 'Makes the key of each ticket differ (RFC 9846 section 4.7.1).',
  ticket:
    'What the client shows to resume. Only the server can read it (RFC 9846 section 4.7.1, RFC 5077 section 3.3).',
  KeyUpdate: 'From its next record on, the sender uses the next key (RFC 9846 section 4.7.3).',
  request_update: 'Whether the other side should change its key too (RFC 9846 section 4.7.3).',

  ServerNameList: 'The names the client wants to reach (RFC 6066 section 3).',
  server_name_list:
    'At most one name of each type; host_name is the only type there is (RFC 6066 section 3).',
  ServerName: 'One name with its type (RFC 6066 section 3).',
  name_type: 'The type of name: host_name (RFC 6066 section 3).',
  HostName:
    'The DNS host name the client wants, in ASCII and without a trailing dot. IP addresses are not allowed (RFC 6066 section 3).',
  MaxFragmentLength: 'The longest fragment the client wants to receive (RFC 6066 section 4).',
  CertificateStatusRequest: 'The client would like a stapled OCSP response (RFC 6066 section 8).',
  status_type: 'The kind of statement: ocsp (RFC 6066 section 8).',
  OCSPStatusRequest: 'Details of the wish (RFC 6066 section 8).',
  responder_id_list:
    'OCSP responders the client trusts; an empty list: the server knows (RFC 6066 section 8).',
  ResponderID: 'One responder in DER (RFC 6066 section 8).',
  request_extensions: 'OCSP extensions in DER; mostly empty (RFC 6066 section 8).',
  NamedGroupList: 'Groups for the key exchange (RFC 9846 section 4.3.7).',
  named_group_list: 'The groups, best first (RFC 9846 section 4.3.7).',
  NamedGroup:
    'One group. Up to TLS 1.2 the list also limits the curve of an ECDSA certificate (RFC 9846 section 4.3.7, RFC 8422 section 5.1).',
  ECPointFormatList: 'How points of a curve may be written (RFC 8422 section 5.1.2).',
  ec_point_format_list: 'The formats, best first (RFC 8422 section 5.1.2).',
  ECPointFormat: 'One format. Only uncompressed is in use (RFC 8422 section 5.1.2).',
  SignatureSchemeList: 'Signatures the sender can verify (RFC 9846 section 4.3.3).',
  supported_signature_algorithms:
    'The schemes, best first. A server with several certificates chooses by this (RFC 9846 section 4.3.3, RFC 5246 section 7.4.1.4.1).',
  SignatureScheme: 'One scheme: algorithm and hash (RFC 9846 section 4.3.3).',
  ProtocolNameList: 'Protocols to be spoken inside TLS (RFC 7301 section 3.1).',
  protocol_name_list:
    'From the client: the offer, best first. From the server: the one chosen (RFC 7301 section 3.1).',
  ProtocolName: 'One protocol, such as h2 or http/1.1 (RFC 7301 section 3.1).',
  PaddingExtension: 'Zeros that bring the ClientHello to a certain length (RFC 7685 section 3).',
  RecordSizeLimit: 'The longest record the sender wants to receive, in bytes (RFC 8449 section 4).',
  SessionTicket: 'A ticket to resume with; empty: the client would like one (RFC 5077 section 3.2).',
  OfferedPsks: 'Keys both sides already share, mostly from tickets (RFC 9846 section 4.3.11).',
  identities: 'The names of the keys (RFC 9846 section 4.3.11).',
  PskIdentity: 'One key by its name (RFC 9846 section 4.3.11).',
  identity: 'The ticket, or the label of the key (RFC 9846 section 4.3.11).',
  obfuscated_ticket_age:
    'Milliseconds since the ticket was received, plus ticket_age_add (RFC 9846 section 4.3.11.1).',
  binders: 'Proof for each key that the client has it (RFC 9846 section 4.3.11.2).',
  PskBinderEntry: 'One proof: a keyed hash of the ClientHello so far (RFC 9846 section 4.3.11.2).',
  selected_identity: 'Which of the offered keys the server took, counted from 0 (RFC 9846 section 4.3.11).',
  max_early_data_size: 'How many bytes may be sent early with this ticket (RFC 9846 section 4.7.1).',
  SupportedVersions: 'The versions of TLS the client can speak (RFC 9846 section 4.3.1).',
  versions: 'The versions, best first (RFC 9846 section 4.3.1).',
  ProtocolVersion: 'One version (RFC 9846 section 4.3.1).',
  selected_version: 'The version the server chose (RFC 9846 section 4.3.1).',
  Cookie: 'Something the server wants back with the second ClientHello (RFC 9846 section 4.3.2).',
  cookie: 'Only the server can read it (RFC 9846 section 4.3.2).',
  PskKeyExchangeModes: 'How a shared key may be used (RFC 9846 section 4.3.9).',
  ke_modes: 'The modes the client supports (RFC 9846 section 4.3.9).',
  PskKeyExchangeMode:
    'psk_ke: the shared key alone. psk_dhe_ke: with a fresh key exchange (RFC 9846 section 4.3.9).',
  CertificateAuthoritiesExtension: 'CAs whose certificates the sender accepts (RFC 9846 section 4.3.4).',
  authorities: 'The names of the CAs (RFC 9846 section 4.3.4).',
  KeyShareClientHello: 'Public keys of the client for this connection (RFC 9846 section 4.3.8).',
  client_shares:
    'One key for each group the client guesses that the server will take (RFC 9846 section 4.3.8).',
  KeyShareServerHello: 'The public key of the server for this connection (RFC 9846 section 4.3.8).',
  server_share: 'Its group and key (RFC 9846 section 4.3.8).',
  KeyShareEntry: 'One public key with its group (RFC 9846 section 4.3.8).',
  group: 'The group that the key is for (RFC 9846 section 4.3.8).',
  key_exchange: 'The public key as the group encodes it (RFC 9846 section 4.3.8).',
  selected_group: 'The group the server wants a key share for (RFC 9846 section 4.3.8).',
  RenegotiationInfo: 'Ties a renegotiation to the connection it happens in (RFC 5746 section 3.2).',
  renegotiated_connection: 'Empty in the first handshake of a connection (RFC 5746 section 3.2).',
  srp_I: 'The name of the user who logs in with a password (RFC 5054 section 2.8.1).',
  CertificateTypeExtension:
    'Kinds of certificate: from the client those it accepts, from the server the one it uses (RFC 6091 section 3.1).',
  CertificateType: 'One kind of certificate: X.509 or OpenPGP (RFC 6091 section 3.1).',
  ECHClientHello:
    'An encrypted ClientHello inside this one, or filler that looks like it (RFC 9849 section 5).',
  ECHClientHelloType:
    'Whether this is the hello for everybody or the one that was sealed (RFC 9849 section 5).',
  HpkeSymmetricCipherSuite:
    'How the payload is sealed: one key derivation and one cipher of those that the configuration offers (RFC 9849 section 4).',
  kdf_id: 'The key derivation of HPKE (RFC 9180 section 7.2).',
  aead_id: 'The authenticated encryption of HPKE (RFC 9180 section 7.3).',
  config_id: 'Which of its keys the server should try: a number from its configuration (RFC 9849 section 5).',
  enc: 'The client’s share of the key that seals the payload (RFC 9180 section 5.1.1).',
  payload:
    'The sealed ClientHello: only the holder of the configuration’s key can open it (RFC 9849 section 5.1).',
  OuterExtensions:
    'Extensions that are the same in both hellos and stand in the outer one only (RFC 9849 section 5.1).',
  ExtensionType: 'An extension to be copied from the outer hello (RFC 9849 section 5.1).',
  confirmation:
    'Tells the client, and nobody else, that the server took the sealed hello (RFC 9849 section 7.2.1).',
  ECHConfigList:
    'What a server publishes in DNS so that hellos can be sealed for it, best first (RFC 9849 section 4).',
  ECHConfig: 'One key with its settings (RFC 9849 section 4).',
  version: 'Of an ECHConfig: clients pass over versions that they do not know (RFC 9849 section 4).',
  ECHConfigContents: 'What the configuration says (RFC 9849 section 4).',
  key_config: 'The public key, and what it may be used with (RFC 9849 section 4).',
  kem_id:
    'How client and server come to a shared secret: the key encapsulation of HPKE (RFC 9180 section 7.1).',
  public_key: 'The key that hellos are sealed for (RFC 9849 section 4).',
  maximum_name_length:
    'The longest name that is served with this key: shorter ones are padded to it (RFC 9849 sections 4 and 6.1.3).',
  public_name:
    'The name in the outer hello, which everybody can read: of the server that has the key, not of the site (RFC 9849 section 4).',
  ECHConfigExtension: 'An extension of the configuration (RFC 9849 section 4.2).',

  Ticket: 'A session that the server has the client keep for it, sealed (RFC 5077 section 4).',
  key_name: 'Which of its keys the server sealed the ticket with (RFC 5077 section 4).',
  iv: 'Makes two tickets for the same session differ (RFC 5077 section 4).',
  encrypted_state: 'The session, readable by the server only (RFC 5077 section 4).',
  mac: 'Shows every change of the ticket (RFC 5077 section 4).',
  StatePlaintext: 'The session as the server wants it back (RFC 5077 section 4).',
  protocol_version: 'The version of the session (RFC 5077 section 4).',
  compression_method: 'The compression of the session: null (RFC 5077 section 4).',
  master_secret: 'The secret that all keys of the session come from (RFC 5246 section 8.1).',
  uses_extended_master_secret:
    '1: the master secret depends on the whole handshake. A session must not be resumed without it (RFC 7627 section 5.3).',
  session_context: 'What the session belongs to at the server, such as a virtual host.',
  client_identity: 'The certificates of the client, if it showed any (RFC 5077 section 4).',
  timestamp: 'When the session began, in seconds since 1970 (RFC 5077 section 4).',
};

const extensionNotes: Record<ExtensionTypeName, string> = {
  server_name:
    'The host name the client wants. The server chooses its certificate by it, before any HTTP (RFC 6066 section 3).',
  max_fragment_length: 'Asks for short records (RFC 6066 section 4).',
  client_certificate_url: 'The client would send a URL in place of its certificate (RFC 6066 section 5).',
  trusted_ca_keys: 'Which CAs the client trusts (RFC 6066 section 6).',
  truncated_hmac: 'Asks for short checksums. Not secure, obsolete (RFC 6066 section 7).',
  status_request: 'Asks for a stapled OCSP response, or carries it (RFC 6066 section 8).',
  user_mapping: 'Names of the user, sent in the handshake (RFC 4681).',
  client_authz: 'Authorizations of the client (RFC 5878).',
  server_authz: 'Authorizations of the server (RFC 5878).',
  cert_type: 'Certificates other than X.509 (RFC 6091).',
  supported_groups: 'Groups and curves for the key exchange (RFC 9846 section 4.3.7).',
  ec_point_formats: 'How points of a curve may be written (RFC 8422 section 5.1.2).',
  srp: 'Log-in by name and password, without a certificate if wished (RFC 5054).',
  signature_algorithms:
    'Signatures the sender can verify. It can decide between an RSA and an ECDSA certificate (RFC 9846 section 4.3.3).',
  use_srtp: 'Keys for SRTP (RFC 5764).',
  heartbeat: 'Asks whether the other side is still there (RFC 6520).',
  application_layer_protocol_negotiation: 'ALPN: which protocol is spoken inside TLS (RFC 7301).',
  status_request_v2: 'Stapled OCSP responses for a whole chain (RFC 6961).',
  signed_certificate_timestamp:
    'Proof that the certificate was logged, or the wish for it (RFC 6962 section 3.3).',
  client_certificate_type: 'Kinds of client certificate (RFC 7250).',
  server_certificate_type: 'Kinds of server certificate (RFC 7250).',
  padding: 'Zeros that bring the ClientHello to a certain length (RFC 7685).',
  encrypt_then_mac: 'A safer order of encryption and checksum for CBC suites (RFC 7366).',
  extended_master_secret: 'Ties the master secret of TLS 1.2 to the whole handshake (RFC 7627).',
  token_binding: 'Ties cookies to a key of the client (RFC 8472).',
  cached_info: 'The client already has the certificate (RFC 7924).',
  tls_lts: 'TLS 1.2 with long-term support (draft-gutmann-tls-lts).',
  compress_certificate: 'Compressions of the Certificate message the sender can undo (RFC 8879).',
  record_size_limit: 'The longest record the sender wants to receive (RFC 8449).',
  pwd_protect: 'Log-in by password: protected user name (RFC 8492).',
  pwd_clear: 'Log-in by password: user name (RFC 8492).',
  password_salt: 'Log-in by password: salt (RFC 8492).',
  ticket_pinning: 'Recognises the server by an earlier ticket (RFC 8672).',
  tls_cert_with_extern_psk: 'Certificate and shared key together (RFC 8773).',
  delegated_credential: 'Short-lived keys that a certificate may delegate to (RFC 9345).',
  session_ticket: 'A ticket to resume with, or the wish for one (RFC 5077).',
  supported_ekt_ciphers: 'Encrypted key transport for SRTP (RFC 8870).',
  pre_shared_key:
    'Keys both sides already share. Always the last extension of a ClientHello (RFC 9846 section 4.3.11).',
  early_data:
    'Data is sent with the first flight, before the handshake is complete (RFC 9846 section 4.3.10).',
  supported_versions: 'The versions offered, or the one chosen (RFC 9846 section 4.3.1).',
  cookie: 'What the server wants back with the second ClientHello (RFC 9846 section 4.3.2).',
  psk_key_exchange_modes: 'How a shared key may be used (RFC 9846 section 4.3.9).',
  certificate_authorities: 'CAs whose certificates the sender accepts (RFC 9846 section 4.3.4).',
  oid_filters: 'Which extensions a client certificate should have (RFC 9846 section 4.3.5).',
  post_handshake_auth:
    'The client can be asked for a certificate after the handshake (RFC 9846 section 4.3.6).',
  signature_algorithms_cert: 'Signatures in certificates the sender can verify (RFC 9846 section 4.3.3).',
  key_share: 'Public keys for this connection (RFC 9846 section 4.3.8).',
  transparency_info: 'Proof that the certificate was logged, second version (RFC 9162).',
  connection_id: 'Recognises a DTLS connection after a change of address (RFC 9146).',
  external_id_hash: 'Ties the handshake to an identity elsewhere (RFC 8844).',
  external_session_id: 'Ties the handshake to a session elsewhere (RFC 8844).',
  quic_transport_parameters: 'Settings of QUIC (RFC 9001).',
  ticket_request: 'How many tickets the client would like (RFC 9149).',
  dnssec_chain: 'DNSSEC records for DANE (RFC 9102).',
  ech_outer_extensions: 'In an encrypted ClientHello: taken from the outer one (RFC 9849).',
  encrypted_client_hello:
    'A ClientHello that only the server can read, or filler that looks like it (RFC 9849).',
  renegotiation_info: 'Ties a renegotiation to the connection it happens in (RFC 5746).',
  next_protocol_negotiation: 'NPN, the predecessor of ALPN. Never registered.',
  application_settings_old:
    'ALPS, settings of the application protocol in the handshake (draft-vvv-tls-alps).',
  application_settings:
    'ALPS, settings of the application protocol in the handshake, with its later code point (draft-vvv-tls-alps).',
};

const alertNotes: Record<AlertName, string> = {
  close_notify: 'The sender will send nothing more. The normal end of a connection.',
  unexpected_message: 'A message that has no place here.',
  bad_record_mac: 'A record could not be decrypted: wrong key, or changed on the way.',
  decryption_failed: 'A record could not be decrypted. No longer sent.',
  record_overflow: 'A record is longer than allowed.',
  decompression_failure: 'A record could not be decompressed. No longer sent.',
  handshake_failure: 'Client and server found nothing that both support.',
  no_certificate_RESERVED: 'SSL 3.0: the client has no certificate. No longer sent.',
  bad_certificate: 'A certificate is damaged, or its signature is wrong.',
  unsupported_certificate: 'A certificate of a kind that is not supported here.',
  certificate_revoked: 'The certificate was revoked by its issuer.',
  certificate_expired: 'The certificate has expired or is not valid yet.',
  certificate_unknown: 'The certificate was not accepted, for a reason that has no alert of its own.',
  illegal_parameter: 'A value is wrong or contradicts another.',
  unknown_ca: 'The chain does not lead to a CA that the sender trusts.',
  access_denied: 'The certificate is valid, but gives no access.',
  decode_error: 'A message could not be read: a length or a value is out of range.',
  decrypt_error: 'A signature or the Finished message does not verify.',
  too_many_cids_requested: 'DTLS: more connection ids were asked for than can be given.',
  export_restriction_RESERVED: 'Key length against export rules. No longer sent.',
  protocol_version: 'The version that the other side offers is known but not supported.',
  insufficient_security: 'The server asks for stronger algorithms than the client supports.',
  internal_error: 'An error that has nothing to do with the other side, such as a missing certificate.',
  inappropriate_fallback: 'The client went back to an older version without need (RFC 7507).',
  user_canceled: 'The handshake was given up by the user.',
  no_renegotiation: 'TLS 1.2: the sender does not want to renegotiate.',
  missing_extension: 'An extension that the version requires is missing.',
  unsupported_extension: 'An extension that was not asked for.',
  certificate_unobtainable: 'The certificate could not be fetched from the URL given (RFC 6066).',
  unrecognized_name: 'The server has nothing under the server_name that was asked for (RFC 6066 section 3).',
  bad_certificate_status_response: 'The stapled OCSP response is invalid (RFC 6066 section 8).',
  bad_certificate_hash_value: 'The certificate does not have the hash that was given (RFC 6066).',
  unknown_psk_identity: 'The server does not know the shared key that was offered.',
  certificate_required: 'The server requires a certificate and the client sent none.',
  general_error: 'An error for which there is no other alert (RFC 9846).',
  no_application_protocol: 'The server supports none of the protocols offered with ALPN (RFC 7301).',
  ech_required: 'The server could not decrypt the encrypted ClientHello (RFC 9849).',
};

const reasons: Record<ParseReason, string> = {
  truncated: 'There are fewer bytes than the structure or its length says.',
  'trailing-bytes': 'Bytes are left over after the end of the structure.',
  'length-out-of-range': 'The length is smaller or larger than this field may be.',
  'wrong-message-type': 'This is another message than the one expected here.',
  'duplicate-extension': 'An extension appears twice.',
  'pre-shared-key-not-last': 'pre_shared_key has to be the last extension of a ClientHello.',
  'compression-in-tls13': 'TLS 1.3 allows no compression: only the method null.',
  'duplicate-name-type': 'server_name has two names of the same type.',
  'duplicate-key-share': 'key_share has two keys for the same group.',
  'unknown-fragment-length': 'The maximum fragment length is none of the four that exist.',
  'record-size-limit-too-small': 'The record size limit is below 64 bytes.',
  'not-a-named-curve': 'The curve is not given by its name.',
  'change-cipher-spec-not-one': 'ChangeCipherSpec is another byte than 1.',
  'unknown-key-update-request': 'KeyUpdate asks for something unknown.',
  'unknown-ech-type': 'The encrypted ClientHello is of neither kind, outer nor inner.',
  'unknown-record-type': 'This type of record does not exist: it may not be TLS at all.',
  'empty-handshake-record': 'A handshake record carries no bytes.',
  'record-overflow': 'The record is longer than allowed.',
};

/** Why one of the ends gives up, beyond what is wrong with a single message. */
const refusals: Record<Exclude<RefusalReason, ParseReason>, string> = {
  'unexpected-message': 'This message has no place at this point of the handshake.',
  'message-too-long': 'The message is longer than any handshake needs.',
  'message-across-key-change': 'A message begins under one key and would end under the next.',
  'too-many-warnings': 'Too many warnings came one after another.',
  'bad-record-mac': 'A record does not open with the key: it was changed on the way, or sealed with another.',
  'no-content-type': 'A sealed record has nothing but padding in it.',
  'no-common-version': 'Client and server have no version in common.',
  downgrade: 'Both could have spoken a newer version: somebody may have tampered with the offer.',
  'no-common-cipher-suite':
    'Client and server have no cipher suite in common that goes with the key of the certificate.',
  'no-common-group': 'Client and server have no group for the key exchange in common.',
  'no-common-signature-scheme': 'The key of the certificate makes no signature that the other side verifies.',
  'no-common-application-protocol': 'Client and server have no application protocol in common.',
  'missing-extension': 'An extension is missing that the version requires.',
  'extension-not-offered': 'An extension answers something that was not asked for.',
  'not-as-offered': 'The answer is none of what was offered.',
  'hello-changed': 'The second ClientHello differs from the first in what must stay the same.',
  'second-retry': 'The server asks for a third ClientHello.',
  'bad-key-share': 'The public key of the other side is none of its group.',
  'bad-binder': 'The proof does not show that the client has the shared key.',
  'bad-finished': 'The two sides did not see the same handshake.',
  'bad-signature': 'The signature does not verify: the other side does not have the key to its certificate.',
  'bad-certificate': 'The certificate cannot be read, or its key is of an unknown kind.',
  'wrong-signature-scheme':
    'The signature is of a scheme that was not offered or is not for this kind of key.',
  'no-certificate': 'There is no certificate where one is required.',
  'no-null-compression': 'The client does not list null among its compression methods.',
  'no-uncompressed-points': 'The other side does not take uncompressed points of a curve.',
  'no-extended-master-secret': 'The session has an extended master secret, and its resumption has not.',
  renegotiation: 'Renegotiation within a connection is declined.',
  'no-user-name': 'The client wants to log in with a password and does not say as whom.',
  'no-common-certificate-type': 'The client accepts other kinds of certificate than the server has.',
  'ech-rejected':
    'The server did not take the sealed hello; this handshake was only to hear what to do instead.',
  'ech-not-confirmed':
    'The server took the sealed hello in its HelloRetryRequest, and its ServerHello does not say so.',
  'ech-not-opened': 'The second sealed hello does not open with the key of the first.',
  'bad-inner-hello': 'The sealed hello opens, and is none that may be sealed.',
  'refused-by-caller': 'The certificate, or the hello, was not accepted.',
  'not-implemented': 'This is not modelled here.',
};

export const tls = { fieldNotes, extensionNotes, alertNotes, reasons, refusals };
