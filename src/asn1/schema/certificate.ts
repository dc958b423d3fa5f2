/** RFC 5280 appendix A.1 and RFC 2986: certificates, revocation lists, requests, names. */
import { alias, choice, octetsContaining, sequence, sequenceOf, setOf } from './notation.ts';

export const certificateTypes = {
  Certificate: sequence(
    'tbsCertificate TBSCertificate',
    'signatureAlgorithm AlgorithmIdentifier',
    'signatureValue BIT STRING',
  ),
  TBSCertificate: sequence(
    'version [0] EXPLICIT Version',
    'serialNumber CertificateSerialNumber',
    'signature AlgorithmIdentifier',
    'issuer Name',
    'validity Validity',
    'subject Name',
    'subjectPublicKeyInfo SubjectPublicKeyInfo',
    'issuerUniqueID [1] UniqueIdentifier',
    'subjectUniqueID [2] UniqueIdentifier',
    'extensions [3] EXPLICIT Extensions',
  ),
  Version: alias('INTEGER'),
  CertificateSerialNumber: alias('INTEGER'),
  UniqueIdentifier: alias('BIT STRING'),
  Validity: sequence('notBefore Time', 'notAfter Time'),
  Time: choice(' UTCTime', ' GeneralizedTime'),

  Extensions: sequenceOf('Extension'),
  Extension: sequence('extnID OBJECT IDENTIFIER', 'critical BOOLEAN', 'extnValue ExtensionValue'),
  ExtensionValue: octetsContaining('ExtnValueContent'),

  Name: choice(' RDNSequence'),
  RDNSequence: sequenceOf('RelativeDistinguishedName'),
  RelativeDistinguishedName: setOf('AttributeTypeAndValue'),
  AttributeTypeAndValue: sequence('type OBJECT IDENTIFIER', 'value ANY'),

  CertificateList: sequence(
    'tbsCertList TBSCertList',
    'signatureAlgorithm AlgorithmIdentifier',
    'signatureValue BIT STRING',
  ),
  TBSCertList: sequence(
    'version Version',
    'signature AlgorithmIdentifier',
    'issuer Name',
    'thisUpdate Time',
    'nextUpdate Time',
    'revokedCertificates RevokedCertificates',
    'crlExtensions [0] EXPLICIT Extensions',
  ),
  RevokedCertificates: sequenceOf('RevokedCertificate'),
  RevokedCertificate: sequence(
    'userCertificate CertificateSerialNumber',
    'revocationDate Time',
    'crlEntryExtensions Extensions',
  ),

  // RFC 2986 section 4
  CertificationRequest: sequence(
    'certificationRequestInfo CertificationRequestInfo',
    'signatureAlgorithm AlgorithmIdentifier',
    'signature BIT STRING',
  ),
  CertificationRequestInfo: sequence(
    'version Version',
    'subject Name',
    'subjectPKInfo SubjectPublicKeyInfo',
    'attributes [0] Attributes',
  ),
};
