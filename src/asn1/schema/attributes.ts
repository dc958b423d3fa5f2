/** Attributes of requests, signers and PKCS#12 bags: RFC 2985, 2986, 5652, 5035, 7292 and Microsoft's. */
import * as oid from '../oid.ts';
import { alias, definedBy, sequence, sequenceOf, setOf } from './notation.ts';

export const attributeTypes = {
  Attributes: setOf('Attribute'),
  Attribute: sequence('type OBJECT IDENTIFIER', 'values AttributeValues'),
  AttributeValues: setOf('AttributeValue'),
  AttributeValue: definedBy({
    [oid.unstructuredName]: 'unstructuredName DirectoryString',
    [oid.contentType]: 'contentType ContentType',
    [oid.messageDigest]: 'messageDigest MessageDigest',
    [oid.signingTime]: 'signingTime Time',
    [oid.countersignature]: 'countersignature SignerInfo',
    [oid.challengePassword]: 'challengePassword DirectoryString',
    [oid.unstructuredAddress]: 'unstructuredAddress DirectoryString',
    [oid.extensionRequest]: 'extensionRequest Extensions',
    [oid.smimeCapabilities]: 'smimeCapabilities SMIMECapabilities',
    [oid.aaSigningCertificate]: 'signingCertificate SigningCertificate',
    [oid.aaTimeStampToken]: 'timeStampToken ContentInfo',
    [oid.aaSigningCertificateV2]: 'signingCertificateV2 SigningCertificateV2',
    [oid.friendlyName]: 'friendlyName BMPString',
    [oid.localKeyId]: 'localKeyId OCTET STRING',
    [oid.aaCmsAlgorithmProtection]: 'algorithmProtection CMSAlgorithmProtection',
    [oid.msExtReq]: 'certExtensions Extensions',
    [oid.msEnrollmentNameValuePair]: 'enrollmentNameValuePair EnrollmentNameValuePair',
    [oid.msEnrollmentCspProvider]: 'enrollmentCspProvider CspProvider',
    [oid.msOsVersion]: 'osVersion IA5String',
    [oid.msCspName]: 'cspName BMPString',
    [oid.msRequestClientInfo]: 'requestClientInfo RequestClientInfo',
    // Personal data: RFC 3739 section 3.3.2
    [oid.dateOfBirth]: 'dateOfBirth GeneralizedTime',
    [oid.placeOfBirth]: 'placeOfBirth DirectoryString',
    [oid.gender]: 'gender PrintableString',
    [oid.countryOfCitizenship]: 'countryOfCitizenship PrintableString',
    [oid.countryOfResidence]: 'countryOfResidence PrintableString',
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
