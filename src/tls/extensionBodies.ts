/** The structures that extension_data holds, as the RFCs define them; which message has which is said there. */
import {
  certificateStatusTypeName,
  certificateTypeName,
  ecPointFormatName,
  maxFragmentLengthName,
  namedGroupName,
  nameTypeName,
  protocolVersionName,
  pskKeyExchangeModeName,
  signatureSchemeName,
} from './codePoints.ts';
import { checked, group, named, opaque, opaqueVector, rest, struct, uint, vector } from './codec.ts';
import type { TlsReason } from './parseError.ts';

const twice = (codes: readonly number[]): boolean => new Set(codes).size < codes.length;
const reasonIf = (broken: boolean, reason: TlsReason): TlsReason | null => (broken ? reason : null);

/** RFC 6066 section 3. A name of a type other than host_name is read as it would be: a length and bytes. */
const serverName = struct({
  name_type: uint(1, nameTypeName),
  HostName: opaqueVector(2, 1, 0xffff, 'text'),
});
export const serverNameList = named(
  'ServerNameList',
  struct({
    server_name_list: checked(vector(2, { min: 1, max: 0xffff }, 'ServerName', serverName), (names) =>
      reasonIf(twice(names.map(({ name_type }) => name_type)), 'duplicate-name-type'),
    ),
  }),
);

/** RFC 6066 section 4. */
export const maxFragmentLengthBody = named(
  'MaxFragmentLength',
  checked(uint(1, maxFragmentLengthName), (code) =>
    reasonIf(code < 0x01 || code > 0x04, 'unknown-fragment-length'),
  ),
);

/** RFC 6066 section 8. */
export const certificateStatusRequest = named(
  'CertificateStatusRequest',
  struct({
    status_type: uint(1, certificateStatusTypeName),
    OCSPStatusRequest: struct({
      responder_id_list: vector(2, { min: 0, max: 0xffff }, 'ResponderID', opaqueVector(2, 1, 0xffff)),
      request_extensions: opaqueVector(2, 0, 0xffff),
    }),
  }),
);
export const certificateStatus = named(
  'CertificateStatus',
  struct({ status_type: uint(1, certificateStatusTypeName), response: opaqueVector(3, 1, 0xffffff) }),
);

/** RFC 9846 section 4.3.7. */
export const namedGroupList = named(
  'NamedGroupList',
  struct({
    named_group_list: vector(2, { min: 2, max: 0xffff }, 'NamedGroup', uint(2, namedGroupName)),
  }),
);

/** RFC 8422 section 5.1.2. */
export const ecPointFormatList = named(
  'ECPointFormatList',
  struct({
    ec_point_format_list: vector(1, { min: 1, max: 0xff }, 'ECPointFormat', uint(1, ecPointFormatName)),
  }),
);

/** RFC 9846 section 4.3.3; RFC 5246 section 7.4.1.4.1 has the same bytes as pairs of hash and signature. */
export const signatureSchemeList = named(
  'SignatureSchemeList',
  struct({
    supported_signature_algorithms: vector(
      2,
      { min: 2, max: 0xfffe },
      'SignatureScheme',
      uint(2, signatureSchemeName),
    ),
  }),
);

/** RFC 7301 section 3.1. */
export const protocolNameList = named(
  'ProtocolNameList',
  struct({
    protocol_name_list: vector(2, { min: 2, max: 0xffff }, 'ProtocolName', opaqueVector(1, 1, 0xff, 'text')),
  }),
);

/** RFC 7685 section 3: zeros. */
export const paddingExtension = named('PaddingExtension', rest);

/** RFC 8449 section 4. */
export const recordSizeLimit = named(
  'RecordSizeLimit',
  checked(uint(2), (limit) => reasonIf(limit < 64, 'record-size-limit-too-small')),
);

/** RFC 5077 section 3.2: a ticket, or nothing. */
export const sessionTicket = named('SessionTicket', rest);

/** RFC 9846 section 4.3.11. */
const pskIdentity = struct({ identity: opaqueVector(2, 1, 0xffff), obfuscated_ticket_age: uint(4) });
export const offeredPsks = named(
  'OfferedPsks',
  struct({
    identities: vector(2, { min: 7, max: 0xffff }, 'PskIdentity', pskIdentity),
    binders: vector(2, { min: 33, max: 0xffff }, 'PskBinderEntry', opaqueVector(1, 32, 0xff)),
  }),
);
export const selectedIdentity = named('selected_identity', uint(2));

/** RFC 9846 section 4.3.10: in NewSessionTicket; empty elsewhere. */
export const maxEarlyDataSize = named('max_early_data_size', uint(4));

/** RFC 9846 section 4.3.1. */
const protocolVersion = uint(2, protocolVersionName);
export const supportedVersions = named(
  'SupportedVersions',
  struct({ versions: vector(1, { min: 2, max: 0xfe }, 'ProtocolVersion', protocolVersion) }),
);
export const selectedVersion = named('selected_version', protocolVersion);

/** RFC 9846 section 4.3.2. */
export const cookieBody = named('Cookie', struct({ cookie: opaqueVector(2, 1, 0xffff) }));

/** RFC 9846 section 4.3.9. */
export const pskKeyExchangeModes = named(
  'PskKeyExchangeModes',
  struct({
    ke_modes: vector(1, { min: 1, max: 0xff }, 'PskKeyExchangeMode', uint(1, pskKeyExchangeModeName)),
  }),
);

/** RFC 9846 section 4.3.4. */
export const certificateAuthorities = named(
  'CertificateAuthoritiesExtension',
  struct({
    authorities: vector(2, { min: 3, max: 0xffff }, 'DistinguishedName', opaqueVector(2, 1, 0xffff)),
  }),
);

/** RFC 9846 section 4.3.8. */
const keyShareEntry = struct({ group: uint(2, namedGroupName), key_exchange: opaqueVector(2, 1, 0xffff) });
export const keyShareClientHello = named(
  'KeyShareClientHello',
  struct({
    client_shares: checked(vector(2, { min: 0, max: 0xffff }, 'KeyShareEntry', keyShareEntry), (shares) =>
      reasonIf(twice(shares.map(({ group }) => group)), 'duplicate-key-share'),
    ),
  }),
);
export const keyShareServerHello = named('KeyShareServerHello', struct({ server_share: keyShareEntry }));
export const selectedGroup = named('selected_group', uint(2, namedGroupName));

/** RFC 9849 section 5: in a HelloRetryRequest. */
export const echConfirmation = named('confirmation', opaque(8));

/** RFC 5746 section 3.2. */
export const renegotiationInfo = named(
  'RenegotiationInfo',
  struct({ renegotiated_connection: opaqueVector(1, 0, 0xff) }),
);

/** RFC 5054 section 2.8.1: the user's name. */
export const srpUser = named('srp_I', opaqueVector(1, 1, 0xff, 'text'));

/** RFC 6091 section 3.1: what a client accepts, best first; from a server, its choice. */
export const certificateTypes = named(
  'CertificateTypeExtension',
  struct({
    certificate_types: vector(1, { min: 1, max: 0xff }, 'CertificateType', uint(1, certificateTypeName)),
  }),
);
export const selectedCertificateType = named(
  'CertificateTypeExtension',
  group(named('CertificateType', uint(1, certificateTypeName))),
);
