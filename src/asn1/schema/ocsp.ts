/** Online Certificate Status Protocol: RFC 6960 section 4. */
import * as oid from '../oid.ts';
import { alias, choice, definedBy, octetsContaining, sequence, sequenceOf } from './notation.ts';

export const ocspTypes = {
  OCSPRequest: sequence('tbsRequest TBSRequest', 'optionalSignature [0] EXPLICIT OcspSignature'),
  TBSRequest: sequence(
    'version [0] EXPLICIT Version',
    'requestorName [1] EXPLICIT GeneralName',
    'requestList OcspRequests',
    'requestExtensions [2] EXPLICIT Extensions',
  ),
  OcspRequests: sequenceOf('Request'),
  Request: sequence('reqCert CertID', 'singleRequestExtensions [0] EXPLICIT Extensions'),
  OcspSignature: sequence(
    'signatureAlgorithm AlgorithmIdentifier',
    'signature BIT STRING',
    'certs [0] EXPLICIT Certificates',
  ),

  OCSPResponse: sequence('responseStatus OCSPResponseStatus', 'responseBytes [0] EXPLICIT ResponseBytes'),
  OCSPResponseStatus: alias('ENUMERATED'),
  ResponseBytes: sequence('responseType OBJECT IDENTIFIER', 'response ResponseOctets'),
  ResponseOctets: octetsContaining('OcspResponseContent'),
  OcspResponseContent: definedBy({ [oid.pkixOcspBasic]: 'basicOCSPResponse BasicOCSPResponse' }),
  BasicOCSPResponse: sequence(
    'tbsResponseData ResponseData',
    'signatureAlgorithm AlgorithmIdentifier',
    'signature BIT STRING',
    'certs [0] EXPLICIT Certificates',
  ),
  ResponseData: sequence(
    'version [0] EXPLICIT Version',
    'responderID ResponderID',
    'producedAt GeneralizedTime',
    'responses SingleResponses',
    'responseExtensions [1] EXPLICIT Extensions',
  ),
  ResponderID: choice('byName [1] EXPLICIT Name', 'byKey [2] EXPLICIT KeyHash'),
  KeyHash: alias('OCTET STRING'),
  SingleResponses: sequenceOf('SingleResponse'),
  SingleResponse: sequence(
    'certID CertID',
    'certStatus CertStatus',
    'thisUpdate GeneralizedTime',
    'nextUpdate [0] EXPLICIT GeneralizedTime',
    'singleExtensions [1] EXPLICIT Extensions',
  ),
  CertID: sequence(
    'hashAlgorithm AlgorithmIdentifier',
    'issuerNameHash OCTET STRING',
    'issuerKeyHash OCTET STRING',
    'serialNumber CertificateSerialNumber',
  ),
  CertStatus: choice('good [0] NULL', 'revoked [1] RevokedInfo', 'unknown [2] NULL'),
  RevokedInfo: sequence('revocationTime GeneralizedTime', 'revocationReason [0] EXPLICIT CRLReason'),

  // Section 4.4
  CrlID: sequence(
    'crlUrl [0] EXPLICIT IA5String',
    'crlNum [1] EXPLICIT INTEGER',
    'crlTime [2] EXPLICIT GeneralizedTime',
  ),
  AcceptableResponses: sequenceOf('OBJECT IDENTIFIER'),
  ServiceLocator: sequence('issuer Name', 'locator AuthorityInfoAccessSyntax'),
};
