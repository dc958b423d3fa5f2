/** PKCS#12 and PKCS#8: RFC 7292 and RFC 5958, as far as nothing is encrypted. Private keys stay closed. */
import * as oid from '../oid.ts';
import { definedBy, octetsContaining, sequence, sequenceOf } from './notation.ts';

export const pkcs12Types = {
  PFX: sequence('version INTEGER', 'authSafe AuthSafeInfo', 'macData MacData'),
  MacData: sequence('mac DigestInfo', 'macSalt OCTET STRING', 'iterations INTEGER'),

  // Section 4: what a ContentInfo of PKCS#12 holds is no data of any kind
  AuthSafeInfo: sequence('contentType ContentType', 'content [0] EXPLICIT AuthSafeContent'),
  AuthSafeContent: definedBy({
    [oid.data]: 'data AuthenticatedSafeOctets',
    [oid.signedData]: 'signedData SignedData',
  }),
  AuthenticatedSafeOctets: octetsContaining('AuthenticatedSafe'),
  AuthenticatedSafe: sequenceOf('SafeInfo'),
  SafeInfo: sequence('contentType ContentType', 'content [0] EXPLICIT SafeInfoContent'),
  SafeInfoContent: definedBy({
    [oid.data]: 'data SafeContentsOctets',
    [oid.envelopedData]: 'envelopedData EnvelopedData',
    [oid.encryptedData]: 'encryptedData EncryptedData',
  }),
  SafeContentsOctets: octetsContaining('SafeContents'),
  SafeContents: sequenceOf('SafeBag'),
  SafeBag: sequence('bagId OBJECT IDENTIFIER', 'bagValue [0] EXPLICIT BagValue', 'bagAttributes Attributes'),
  BagValue: definedBy({
    [oid.keyBag]: 'keyBag PrivateKeyInfo',
    [oid.pkcs8ShroudedKeyBag]: 'pkcs8ShroudedKeyBag EncryptedPrivateKeyInfo',
    [oid.certBag]: 'certBag CertBag',
    [oid.crlBag]: 'crlBag CRLBag',
    [oid.secretBag]: 'secretBag SecretBag',
    [oid.safeContentsBag]: 'safeContentsBag SafeContents',
  }),
  CertBag: sequence('certId OBJECT IDENTIFIER', 'certValue [0] EXPLICIT CertBagValue'),
  CertBagValue: definedBy({
    [oid.x509Certificate]: 'x509Certificate CertificateOctets',
    [oid.sdsiCertificate]: 'sdsiCertificate IA5String',
  }),
  CertificateOctets: octetsContaining('Certificate'),
  CRLBag: sequence('crlId OBJECT IDENTIFIER', 'crlValue [0] EXPLICIT CRLBagValue'),
  CRLBagValue: definedBy({ [oid.x509Crl]: 'x509CRL CertificateListOctets' }),
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
