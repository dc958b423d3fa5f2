/** PKCS#12 and PKCS#8: RFC 7292 and RFC 5958, as far as nothing is encrypted. Private keys stay closed. */
import { definedBy, octetsContaining, sequence, sequenceOf } from './notation.ts';

export const pkcs12Types = {
  PFX: sequence('version INTEGER', 'authSafe AuthSafeInfo', 'macData MacData'),
  MacData: sequence('mac DigestInfo', 'macSalt OCTET STRING', 'iterations INTEGER'),

  // Section 4: what a ContentInfo of PKCS#12 holds is no data of any kind
  AuthSafeInfo: sequence('contentType ContentType', 'content [0] EXPLICIT AuthSafeContent'),
  AuthSafeContent: definedBy({
    '1.2.840.113549.1.7.1': 'data AuthenticatedSafeOctets',
    '1.2.840.113549.1.7.2': 'signedData SignedData',
  }),
  AuthenticatedSafeOctets: octetsContaining('AuthenticatedSafe'),
  AuthenticatedSafe: sequenceOf('SafeInfo'),
  SafeInfo: sequence('contentType ContentType', 'content [0] EXPLICIT SafeInfoContent'),
  SafeInfoContent: definedBy({
    '1.2.840.113549.1.7.1': 'data SafeContentsOctets',
    '1.2.840.113549.1.7.3': 'envelopedData EnvelopedData',
    '1.2.840.113549.1.7.6': 'encryptedData EncryptedData',
  }),
  SafeContentsOctets: octetsContaining('SafeContents'),
  SafeContents: sequenceOf('SafeBag'),
  SafeBag: sequence('bagId OBJECT IDENTIFIER', 'bagValue [0] EXPLICIT BagValue', 'bagAttributes Attributes'),
  BagValue: definedBy({
    '1.2.840.113549.1.12.10.1.1': 'keyBag PrivateKeyInfo',
    '1.2.840.113549.1.12.10.1.2': 'pkcs8ShroudedKeyBag EncryptedPrivateKeyInfo',
    '1.2.840.113549.1.12.10.1.3': 'certBag CertBag',
    '1.2.840.113549.1.12.10.1.4': 'crlBag CRLBag',
    '1.2.840.113549.1.12.10.1.5': 'secretBag SecretBag',
    '1.2.840.113549.1.12.10.1.6': 'safeContentsBag SafeContents',
  }),
  CertBag: sequence('certId OBJECT IDENTIFIER', 'certValue [0] EXPLICIT CertBagValue'),
  CertBagValue: definedBy({
    '1.2.840.113549.1.9.22.1': 'x509Certificate CertificateOctets',
    '1.2.840.113549.1.9.22.2': 'sdsiCertificate IA5String',
  }),
  CertificateOctets: octetsContaining('Certificate'),
  CRLBag: sequence('crlId OBJECT IDENTIFIER', 'crlValue [0] EXPLICIT CRLBagValue'),
  CRLBagValue: definedBy({ '1.2.840.113549.1.9.23.1': 'x509CRL CertificateListOctets' }),
  CertificateListOctets: octetsContaining('CertificateList'),
  SecretBag: sequence('secretTypeId OBJECT IDENTIFIER', 'secretValue [0] EXPLICIT OCTET STRING'),

  // RFC 5958 sections 2 and 3
  PrivateKeyInfo: sequence(
    'version Version',
    'privateKeyAlgorithm AlgorithmIdentifier',
    'privateKey OCTET STRING',
    'attributes [0] Attributes',
    'publicKey [1] BIT STRING',
  ),
  EncryptedPrivateKeyInfo: sequence('encryptionAlgorithm AlgorithmIdentifier', 'encryptedData OCTET STRING'),
};
