/** Signed certificate timestamps: RFC 6962 sections 3.2 and 3.3, in TLS presentation language. */
import { octetsContainingScts, tlsField, tlsStruct, tlsVectorOf } from './notation.ts';

export const transparencyTypes = {
  SignedCertificateTimestampList: octetsContainingScts('sct_list'),
  sct_list: tlsVectorOf('SerializedSCT'),
  SerializedSCT: tlsStruct(
    'sct_version SctVersion',
    'id LogID',
    'timestamp SctTimestamp',
    'extensions CtExtensions',
    'signature DigitallySigned',
  ),
  SctVersion: tlsField,
  LogID: tlsField,
  SctTimestamp: tlsField,
  CtExtensions: tlsField,
  // RFC 5246 section 4.7 and 7.4.1.4.1
  DigitallySigned: tlsStruct('algorithm SignatureAndHashAlgorithm', 'signature SctSignature'),
  SignatureAndHashAlgorithm: tlsStruct('hash TlsHashAlgorithm', 'signature TlsSignatureAlgorithm'),
  TlsHashAlgorithm: tlsField,
  TlsSignatureAlgorithm: tlsField,
  SctSignature: tlsField,
};
