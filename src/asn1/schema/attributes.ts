/** Attributes of requests, signers and PKCS#12 bags: RFC 2985, 2986, 5652, 5035, 7292 and Microsoft's. */
import { alias, definedBy, sequence, sequenceOf, setOf } from './notation.ts';

export const attributeTypes = {
  Attributes: setOf('Attribute'),
  Attribute: sequence('type OBJECT IDENTIFIER', 'values AttributeValues'),
  AttributeValues: setOf('AttributeValue'),
  AttributeValue: definedBy({
    '1.2.840.113549.1.9.2': 'unstructuredName DirectoryString',
    '1.2.840.113549.1.9.3': 'contentType ContentType',
    '1.2.840.113549.1.9.4': 'messageDigest MessageDigest',
    '1.2.840.113549.1.9.5': 'signingTime Time',
    '1.2.840.113549.1.9.6': 'countersignature SignerInfo',
    '1.2.840.113549.1.9.7': 'challengePassword DirectoryString',
    '1.2.840.113549.1.9.8': 'unstructuredAddress DirectoryString',
    '1.2.840.113549.1.9.14': 'extensionRequest Extensions',
    '1.2.840.113549.1.9.15': 'smimeCapabilities SMIMECapabilities',
    '1.2.840.113549.1.9.16.2.12': 'signingCertificate SigningCertificate',
    '1.2.840.113549.1.9.16.2.14': 'timeStampToken ContentInfo',
    '1.2.840.113549.1.9.16.2.47': 'signingCertificateV2 SigningCertificateV2',
    '1.2.840.113549.1.9.20': 'friendlyName BMPString',
    '1.2.840.113549.1.9.21': 'localKeyId OCTET STRING',
    '1.2.840.113549.1.9.52': 'algorithmProtection CMSAlgorithmProtection',
    '1.3.6.1.4.1.311.2.1.14': 'certExtensions Extensions',
    '1.3.6.1.4.1.311.13.2.1': 'enrollmentNameValuePair EnrollmentNameValuePair',
    '1.3.6.1.4.1.311.13.2.2': 'enrollmentCspProvider CspProvider',
    '1.3.6.1.4.1.311.13.2.3': 'osVersion IA5String',
    '1.3.6.1.4.1.311.17.1': 'cspName BMPString',
    '1.3.6.1.4.1.311.21.20': 'requestClientInfo RequestClientInfo',
    // Personal data: RFC 3739 section 3.3.2
    '1.3.6.1.5.5.7.9.1': 'dateOfBirth GeneralizedTime',
    '1.3.6.1.5.5.7.9.2': 'placeOfBirth DirectoryString',
    '1.3.6.1.5.5.7.9.3': 'gender PrintableString',
    '1.3.6.1.5.5.7.9.4': 'countryOfCitizenship PrintableString',
    '1.3.6.1.5.5.7.9.5': 'countryOfResidence PrintableString',
  }),
  ContentType: alias('OBJECT IDENTIFIER'),
  MessageDigest: alias('OCTET STRING'),

  // RFC 8551 section 2.5.2, RFC 6211
  SMIMECapabilities: sequenceOf('SMIMECapability'),
  SMIMECapability: sequence('capabilityID OBJECT IDENTIFIER', 'parameters AlgorithmParameters'),
  CMSAlgorithmProtection: sequence(
    'digestAlgorithm AlgorithmIdentifier',
    'signatureAlgorithm [1] AlgorithmIdentifier',
    'macAlgorithm [2] AlgorithmIdentifier',
  ),

  // RFC 5035 sections 3 to 5
  SigningCertificate: sequence('certs ESSCertIDs', 'policies CertificatePolicies'),
  ESSCertIDs: sequenceOf('ESSCertID'),
  ESSCertID: sequence('certHash OCTET STRING', 'issuerSerial IssuerSerial'),
  SigningCertificateV2: sequence('certs ESSCertIDv2s', 'policies CertificatePolicies'),
  ESSCertIDv2s: sequenceOf('ESSCertIDv2'),
  ESSCertIDv2: sequence(
    'hashAlgorithm AlgorithmIdentifier',
    'certHash OCTET STRING',
    'issuerSerial IssuerSerial',
  ),
  IssuerSerial: sequence('issuer GeneralNames', 'serialNumber CertificateSerialNumber'),

  // Microsoft [MS-WCCE] section 2.2.2.7
  EnrollmentNameValuePair: sequence('name BMPString', 'value BMPString'),
  CspProvider: sequence('keySpec INTEGER', 'cspName BMPString', 'signature BIT STRING'),
  RequestClientInfo: sequence(
    'clientId INTEGER',
    'machineName UTF8String',
    'userName UTF8String',
    'processName UTF8String',
  ),
};
