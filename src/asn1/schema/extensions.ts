/** Extension values: RFC 5280 appendix A.2, RFC 6962, RFC 7633, and others found in certificates. */
import { alias, choice, definedBy, sequence, sequenceOf } from './notation.ts';

/** The path of an extension's value goes on with its name: `extnValue.subjectAltName`. */
const extnValueContent = definedBy({
  '2.5.29.9': 'subjectDirectoryAttributes SubjectDirectoryAttributes',
  '2.5.29.14': 'subjectKeyIdentifier SubjectKeyIdentifier',
  '2.5.29.15': 'keyUsage KeyUsage',
  '2.5.29.16': 'privateKeyUsagePeriod PrivateKeyUsagePeriod',
  '2.5.29.17': 'subjectAltName GeneralNames',
  '2.5.29.18': 'issuerAltName GeneralNames',
  '2.5.29.19': 'basicConstraints BasicConstraints',
  '2.5.29.20': 'cRLNumber INTEGER',
  '2.5.29.21': 'cRLReason ENUMERATED',
  '2.5.29.24': 'invalidityDate GeneralizedTime',
  '2.5.29.27': 'deltaCRLIndicator INTEGER',
  '2.5.29.28': 'issuingDistributionPoint IssuingDistributionPoint',
  '2.5.29.29': 'certificateIssuer GeneralNames',
  '2.5.29.30': 'nameConstraints NameConstraints',
  '2.5.29.31': 'cRLDistributionPoints CRLDistributionPoints',
  '2.5.29.32': 'certificatePolicies CertificatePolicies',
  '2.5.29.33': 'policyMappings PolicyMappings',
  '2.5.29.35': 'authorityKeyIdentifier AuthorityKeyIdentifier',
  '2.5.29.36': 'policyConstraints PolicyConstraints',
  '2.5.29.37': 'extKeyUsage ExtKeyUsageSyntax',
  '2.5.29.46': 'freshestCRL CRLDistributionPoints',
  '2.5.29.54': 'inhibitAnyPolicy INTEGER',
  '1.3.6.1.5.5.7.1.1': 'authorityInfoAccess AuthorityInfoAccessSyntax',
  '1.3.6.1.5.5.7.1.3': 'qcStatements QCStatements',
  '1.3.6.1.5.5.7.1.11': 'subjectInfoAccess SubjectInfoAccessSyntax',
  '1.3.6.1.5.5.7.1.24': 'tlsfeature Features',
  '1.3.6.1.5.5.7.1.31': 'acmeIdentifier OCTET STRING',
  '1.3.6.1.5.5.7.48.1.5': 'pkix-ocsp-nocheck NULL',
  '1.3.6.1.4.1.11129.2.4.2': 'signedCertificateTimestampList SignedCertificateTimestampList',
  '1.3.6.1.4.1.11129.2.4.3': 'precertificatePoison NULL',
  '2.16.840.1.113730.1.1': 'netscape-cert-type NetscapeCertType',
  '2.16.840.1.113730.1.13': 'netscape-comment IA5String',
  '1.3.6.1.4.1.311.20.2': 'msCertificateTemplateName BMPString',
  '1.3.6.1.4.1.311.21.7': 'msCertificateTemplate CertificateTemplate',
  '1.3.6.1.4.1.311.21.10': 'msApplicationCertPolicies CertificatePolicies',
  '2.23.140.3.1': 'cabfOrganizationIdentifier CABFOrganizationIdentifier',
});

export const extensionTypes = {
  ExtnValueContent: extnValueContent,

  // 4.2.1.6
  GeneralNames: sequenceOf('GeneralName'),
  GeneralName: choice(
    'otherName [0] OtherName',
    'rfc822Name [1] IA5String',
    'dNSName [2] IA5String',
    'x400Address [3] ORAddress',
    'directoryName [4] EXPLICIT Name',
    'ediPartyName [5] EDIPartyName',
    'uniformResourceIdentifier [6] IA5String',
    'iPAddress [7] OCTET STRING',
    'registeredID [8] OBJECT IDENTIFIER',
  ),
  OtherName: sequence('type-id OBJECT IDENTIFIER', 'value [0] EXPLICIT ANY'),
  EDIPartyName: sequence(
    'nameAssigner [0] EXPLICIT DirectoryString',
    'partyName [1] EXPLICIT DirectoryString',
  ),
  ORAddress: { kind: 'any' } as const,
  DirectoryString: choice(
    ' TeletexString',
    ' PrintableString',
    ' UniversalString',
    ' UTF8String',
    ' BMPString',
  ),

  // 4.2.1.1, 4.2.1.2, 4.2.1.3, RFC 3280 section 4.2.1.4
  AuthorityKeyIdentifier: sequence(
    'keyIdentifier [0] KeyIdentifier',
    'authorityCertIssuer [1] GeneralNames',
    'authorityCertSerialNumber [2] CertificateSerialNumber',
  ),
  KeyIdentifier: alias('OCTET STRING'),
  SubjectKeyIdentifier: alias('KeyIdentifier'),
  KeyUsage: alias('BIT STRING'),
  PrivateKeyUsagePeriod: sequence('notBefore [0] GeneralizedTime', 'notAfter [1] GeneralizedTime'),

  // 4.2.1.4, 4.2.1.5, 4.2.1.11
  CertificatePolicies: sequenceOf('PolicyInformation'),
  PolicyInformation: sequence('policyIdentifier CertPolicyId', 'policyQualifiers PolicyQualifiers'),
  CertPolicyId: alias('OBJECT IDENTIFIER'),
  PolicyQualifiers: sequenceOf('PolicyQualifierInfo'),
  PolicyQualifierInfo: sequence('policyQualifierId OBJECT IDENTIFIER', 'qualifier Qualifier'),
  Qualifier: definedBy({
    '1.3.6.1.5.5.7.2.1': 'cPSuri IA5String',
    '1.3.6.1.5.5.7.2.2': 'userNotice UserNotice',
  }),
  UserNotice: sequence('noticeRef NoticeReference', 'explicitText DisplayText'),
  NoticeReference: sequence('organization DisplayText', 'noticeNumbers NoticeNumbers'),
  NoticeNumbers: sequenceOf('INTEGER'),
  DisplayText: choice(' IA5String', ' VisibleString', ' BMPString', ' UTF8String'),
  PolicyMappings: sequenceOf('PolicyMapping'),
  PolicyMapping: sequence('issuerDomainPolicy CertPolicyId', 'subjectDomainPolicy CertPolicyId'),
  PolicyConstraints: sequence('requireExplicitPolicy [0] INTEGER', 'inhibitPolicyMapping [1] INTEGER'),

  // 4.2.1.8, 4.2.1.9, 4.2.1.10, 4.2.1.12
  SubjectDirectoryAttributes: sequenceOf('Attribute'),
  BasicConstraints: sequence('cA BOOLEAN', 'pathLenConstraint INTEGER'),
  NameConstraints: sequence('permittedSubtrees [0] GeneralSubtrees', 'excludedSubtrees [1] GeneralSubtrees'),
  GeneralSubtrees: sequenceOf('GeneralSubtree'),
  GeneralSubtree: sequence('base GeneralName', 'minimum [0] INTEGER', 'maximum [1] INTEGER'),
  ExtKeyUsageSyntax: sequenceOf('KeyPurposeId'),
  KeyPurposeId: alias('OBJECT IDENTIFIER'),

  // 4.2.1.13, 5.2.5
  CRLDistributionPoints: sequenceOf('DistributionPoint'),
  DistributionPoint: sequence(
    'distributionPoint [0] EXPLICIT DistributionPointName',
    'reasons [1] ReasonFlags',
    'cRLIssuer [2] GeneralNames',
  ),
  DistributionPointName: choice(
    'fullName [0] GeneralNames',
    'nameRelativeToCRLIssuer [1] RelativeDistinguishedName',
  ),
  ReasonFlags: alias('BIT STRING'),
  IssuingDistributionPoint: sequence(
    'distributionPoint [0] EXPLICIT DistributionPointName',
    'onlyContainsUserCerts [1] BOOLEAN',
    'onlyContainsCACerts [2] BOOLEAN',
    'onlySomeReasons [3] ReasonFlags',
    'indirectCRL [4] BOOLEAN',
    'onlyContainsAttributeCerts [5] BOOLEAN',
  ),

  // 4.2.2.1, 4.2.2.2
  AuthorityInfoAccessSyntax: sequenceOf('AccessDescription'),
  SubjectInfoAccessSyntax: sequenceOf('AccessDescription'),
  AccessDescription: sequence('accessMethod OBJECT IDENTIFIER', 'accessLocation GeneralName'),

  // RFC 7633, RFC 6962 section 3.3 (a TLS structure inside: not ASN.1), RFC 3739 section 3.2.6, others
  Features: sequenceOf('INTEGER'),
  SignedCertificateTimestampList: alias('OCTET STRING'),
  QCStatements: sequenceOf('QCStatement'),
  QCStatement: sequence('statementId OBJECT IDENTIFIER', 'statementInfo ANY'),
  NetscapeCertType: alias('BIT STRING'),
  CertificateTemplate: sequence(
    'templateID OBJECT IDENTIFIER',
    'templateMajorVersion INTEGER',
    'templateMinorVersion INTEGER',
  ),
  CABFOrganizationIdentifier: sequence(
    'registrationSchemeIdentifier PrintableString',
    'registrationCountry PrintableString',
    'registrationStateOrProvince [0] PrintableString',
    'registrationReference UTF8String',
  ),
};
