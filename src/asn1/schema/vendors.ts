/** Extension values of Microsoft, Netscape, Entrust, ETSI, the CA/Browser Forum and lesser-known RFCs. */
import * as oid from '../oid.ts';
import { alias, choice, definedBy, sequence, sequenceOf } from './notation.ts';

export const vendorTypes = {
  // Microsoft [MS-WCCE] section 2.2.2.7, [MS-CRTD]
  CertificateTemplate: sequence(
    'templateID OBJECT IDENTIFIER',
    'templateMajorVersion INTEGER',
    'templateMinorVersion INTEGER',
  ),
  CAVersion: alias('INTEGER'),

  // Netscape Certificate Extensions, 1996; Entrust
  NetscapeCertType: alias('BIT STRING'),
  EntrustVersInfo: sequence('entrustVers GeneralString', 'entrustInfoFlags BIT STRING'),

  // RFC 3739 section 3.2.6, ETSI EN 319 412-5, ETSI TS 119 495
  QCStatements: sequenceOf('QCStatement'),
  QCStatement: sequence('statementId OBJECT IDENTIFIER', 'statementInfo QCStatementInfo'),
  QCStatementInfo: definedBy({
    [oid.qcsPkixQCSyntaxV1]: 'semanticsInformation SemanticsInformation',
    [oid.qcsPkixQCSyntaxV2]: 'semanticsInformation SemanticsInformation',
    [oid.etsiQcsQcLimitValue]: 'qcLimitValue MonetaryValue',
    [oid.etsiQcsQcRetentionPeriod]: 'qcRetentionPeriod INTEGER',
    [oid.etsiQcsQcPDS]: 'pdsLocations PdsLocations',
    [oid.etsiQcsQcType]: 'qcType QcType',
    [oid.etsiQcsQcCClegislation]: 'qcCClegislation QcCClegislation',
    [oid.etsiPsd2QcStatement]: 'psd2 PSD2QcType',
  }),
  SemanticsInformation: sequence(
    'semanticsIdentifier OBJECT IDENTIFIER',
    'nameRegistrationAuthorities GeneralNames',
  ),
  MonetaryValue: sequence('currency Iso4217CurrencyCode', 'amount INTEGER', 'exponent INTEGER'),
  Iso4217CurrencyCode: choice('alphabetic PrintableString', 'numeric INTEGER'),
  PdsLocations: sequenceOf('PdsLocation'),
  PdsLocation: sequence('url IA5String', 'language PrintableString'),
  QcType: sequenceOf('OBJECT IDENTIFIER'),
  QcCClegislation: sequenceOf('PrintableString'),
  PSD2QcType: sequence('rolesOfPSP RolesOfPSP', 'nCAName UTF8String', 'nCAId UTF8String'),
  RolesOfPSP: sequenceOf('RoleOfPSP'),
  RoleOfPSP: sequence('roleOfPspOid OBJECT IDENTIFIER', 'roleOfPspName UTF8String'),
  BiometricSyntax: sequenceOf('BiometricData'),
  BiometricData: sequence(
    'typeOfBiometricData TypeOfBiometricData',
    'hashAlgorithm AlgorithmIdentifier',
    'biometricDataHash OCTET STRING',
    'sourceDataUri IA5String',
  ),
  TypeOfBiometricData: choice('predefinedBiometricType INTEGER', 'biometricDataOid OBJECT IDENTIFIER'),

  // CA/Browser Forum: EV Guidelines section 9.8.2, Baseline Requirements appendix B
  CABFOrganizationIdentifier: sequence(
    'registrationSchemeIdentifier PrintableString',
    'registrationCountry PrintableString',
    'registrationStateOrProvince [0] PrintableString',
    'registrationReference UTF8String',
  ),
  TorServiceDescriptorSyntax: sequenceOf('TorServiceDescriptorHash'),
  TorServiceDescriptorHash: sequence(
    'onionURI UTF8String',
    'algorithm AlgorithmIdentifier',
    'subjectPublicKeyHash BIT STRING',
  ),

  // RFC 3779 sections 2.2.3 and 3.2.3
  IPAddrBlocks: sequenceOf('IPAddressFamily'),
  IPAddressFamily: sequence('addressFamily OCTET STRING', 'ipAddressChoice IPAddressChoice'),
  IPAddressChoice: choice('inherit NULL', 'addressesOrRanges IPAddressesOrRanges'),
  IPAddressesOrRanges: sequenceOf('IPAddressOrRange'),
  IPAddressOrRange: choice('addressPrefix BIT STRING', 'addressRange IPAddressRange'),
  IPAddressRange: sequence('min BIT STRING', 'max BIT STRING'),
  ASIdentifiers: sequence('asnum [0] EXPLICIT ASIdentifierChoice', 'rdi [1] EXPLICIT ASIdentifierChoice'),
  ASIdentifierChoice: choice('inherit NULL', 'asIdsOrRanges ASIdsOrRanges'),
  ASIdsOrRanges: sequenceOf('ASIdOrRange'),
  ASIdOrRange: choice('id INTEGER', 'range ASRange'),
  ASRange: sequence('min INTEGER', 'max INTEGER'),

  // RFC 3820 section 3, RFC 8226 section 9
  ProxyCertInfo: sequence('pCPathLenConstraint INTEGER', 'proxyPolicy ProxyPolicy'),
  ProxyPolicy: sequence('policyLanguage OBJECT IDENTIFIER', 'policy OCTET STRING'),
  TNAuthorizationList: sequenceOf('TNEntry'),
  TNEntry: choice(
    'spc [0] EXPLICIT IA5String',
    'range [1] EXPLICIT TelephoneNumberRange',
    'one [2] EXPLICIT IA5String',
  ),
  TelephoneNumberRange: sequence('start IA5String', 'count INTEGER'),

  // RFC 9399 section 4.1
  LogotypeExtn: sequence(
    'communityLogos [0] EXPLICIT LogotypeInfos',
    'issuerLogo [1] EXPLICIT LogotypeInfo',
    'subjectLogo [2] EXPLICIT LogotypeInfo',
    'otherLogos [3] EXPLICIT OtherLogos',
  ),
  LogotypeInfos: sequenceOf('LogotypeInfo'),
  LogotypeInfo: choice('direct [0] LogotypeData', 'indirect [1] LogotypeReference'),
  LogotypeData: sequence('image LogotypeImages', 'audio [1] LogotypeAudios'),
  LogotypeImages: sequenceOf('LogotypeImage'),
  LogotypeImage: sequence('imageDetails LogotypeDetails', 'imageInfo LogotypeImageInfo'),
  LogotypeImageInfo: sequence(
    'type [0] INTEGER',
    'fileSize INTEGER',
    'xSize INTEGER',
    'ySize INTEGER',
    'resolution LogotypeImageResolution',
    'language [4] IA5String',
  ),
  LogotypeImageResolution: choice('numBits [1] INTEGER', 'tableSize [2] INTEGER'),
  LogotypeAudios: sequenceOf('LogotypeAudio'),
  LogotypeAudio: sequence('audioDetails LogotypeDetails', 'audioInfo ANY'),
  LogotypeDetails: sequence('mediaType IA5String', 'logotypeHash LogotypeHashes', 'logotypeURI LogotypeURIs'),
  LogotypeHashes: sequenceOf('HashAlgAndValue'),
  HashAlgAndValue: sequence('hashAlg AlgorithmIdentifier', 'hashValue OCTET STRING'),
  LogotypeURIs: sequenceOf('IA5String'),
  LogotypeReference: sequence('refStructHash LogotypeHashes', 'refStructURI LogotypeURIs'),
  OtherLogos: sequenceOf('OtherLogotypeInfo'),
  OtherLogotypeInfo: sequence('logotypeType OBJECT IDENTIFIER', 'info LogotypeInfo'),
};
