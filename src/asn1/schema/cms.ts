/** Cryptographic Message Syntax, the successor of PKCS#7: RFC 5652, with RFC 3161's time stamps. */
import * as oid from '../oid.ts';
import { alias, choice, definedBy, octetsContaining, sequence, sequenceOf, setOf } from './notation.ts';

export const cmsTypes = {
  ContentInfo: sequence('contentType ContentType', 'content [0] EXPLICIT Content'),
  Content: definedBy({
    [oid.signedData]: 'signedData SignedData',
    [oid.envelopedData]: 'envelopedData EnvelopedData',
    [oid.digestedData]: 'digestedData DigestedData',
    [oid.encryptedData]: 'encryptedData EncryptedData',
  }),
  CMSVersion: alias('INTEGER'),

  // Section 5
  SignedData: sequence(
    'version CMSVersion',
    'digestAlgorithms DigestAlgorithmIdentifiers',
    'encapContentInfo EncapsulatedContentInfo',
    'certificates [0] CertificateSet',
    'crls [1] RevocationInfoChoices',
    'signerInfos SignerInfos',
  ),
  DigestAlgorithmIdentifiers: setOf('AlgorithmIdentifier'),
  EncapsulatedContentInfo: sequence('eContentType ContentType', 'eContent [0] EXPLICIT EncapsulatedContent'),
  EncapsulatedContent: definedBy({
    [oid.ctTSTInfo]: 'tstInfo EncapsulatedTSTInfo',
  }),
  EncapsulatedTSTInfo: octetsContaining('TSTInfo'),
  SignerInfos: setOf('SignerInfo'),
  SignerInfo: sequence(
    'version CMSVersion',
    'sid SignerIdentifier',
    'digestAlgorithm AlgorithmIdentifier',
    'signedAttrs [0] Attributes',
    'signatureAlgorithm AlgorithmIdentifier',
    'signature OCTET STRING',
    'unsignedAttrs [1] Attributes',
  ),
  SignerIdentifier: choice(
    'issuerAndSerialNumber IssuerAndSerialNumber',
    'subjectKeyIdentifier [0] SubjectKeyIdentifier',
  ),
  IssuerAndSerialNumber: sequence('issuer Name', 'serialNumber CertificateSerialNumber'),

  // Sections 6 to 8
  EnvelopedData: sequence(
    'version CMSVersion',
    'originatorInfo [0] OriginatorInfo',
    'recipientInfos RecipientInfos',
    'encryptedContentInfo EncryptedContentInfo',
    'unprotectedAttrs [1] Attributes',
  ),
  OriginatorInfo: sequence('certs [0] CertificateSet', 'crls [1] RevocationInfoChoices'),
  RecipientInfos: setOf('RecipientInfo'),
  RecipientInfo: choice('ktri KeyTransRecipientInfo', 'kari [1] ANY', 'kekri [2] ANY', 'pwri [3] ANY'),
  KeyTransRecipientInfo: sequence(
    'version CMSVersion',
    'rid SignerIdentifier',
    'keyEncryptionAlgorithm AlgorithmIdentifier',
    'encryptedKey OCTET STRING',
  ),
  EncryptedContentInfo: sequence(
    'contentType ContentType',
    'contentEncryptionAlgorithm AlgorithmIdentifier',
    'encryptedContent [0] OCTET STRING',
  ),
  DigestedData: sequence(
    'version CMSVersion',
    'digestAlgorithm AlgorithmIdentifier',
    'encapContentInfo EncapsulatedContentInfo',
    'digest OCTET STRING',
  ),
  EncryptedData: sequence(
    'version CMSVersion',
    'encryptedContentInfo EncryptedContentInfo',
    'unprotectedAttrs [1] Attributes',
  ),

  // Section 10.2
  CertificateSet: setOf('CertificateChoices'),
  CertificateChoices: choice(
    ' Certificate',
    'extendedCertificate [0] ANY',
    'v1AttrCert [1] ANY',
    'v2AttrCert [2] ANY',
    'other [3] ANY',
  ),
  RevocationInfoChoices: setOf('RevocationInfoChoice'),
  RevocationInfoChoice: choice(' CertificateList', 'other [1] OtherRevocationInfoFormat'),
  OtherRevocationInfoFormat: sequence('otherRevInfoFormat OBJECT IDENTIFIER', 'otherRevInfo ANY'),

  // RFC 3161 section 2.4.2
  TSTInfo: sequence(
    'version INTEGER',
    'policy OBJECT IDENTIFIER',
    'messageImprint DigestInfo',
    'serialNumber INTEGER',
    'genTime GeneralizedTime',
    'accuracy Accuracy',
    'ordering BOOLEAN',
    'nonce INTEGER',
    'tsa [0] EXPLICIT GeneralName',
    'extensions [1] Extensions',
  ),
  Accuracy: sequence('seconds INTEGER', 'millis [0] INTEGER', 'micros [1] INTEGER'),

  // RFC 8017 appendix A.2.4
  DigestInfo: sequence('digestAlgorithm AlgorithmIdentifier', 'digest OCTET STRING'),
  Certificates: sequenceOf('Certificate'),
};
