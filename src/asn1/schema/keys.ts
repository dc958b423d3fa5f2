/**
 * Keys and algorithm parameters: RFC 5280 section 4.1.1.2, 3279, 4055, 5480, 8017, 8018. The keys of RFC 5480 (points),
 * 8410 (EdDSA) and 9881 (ML-DSA) are octets without a structure, and stay closed.
 */
import * as oid from '../oid.ts';
import { alias, bitsContaining, choice, definedBy, sequence } from './notation.ts';

const rsaKey = 'RSAPublicKey RSAPublicKey';
const pssParameters = 'parameters RSASSA-PSS-params';

export const keyTypes = {
  AlgorithmIdentifier: sequence('algorithm OBJECT IDENTIFIER', 'parameters AlgorithmParameters'),
  AlgorithmParameters: definedBy({
    [oid.ecPublicKey]: 'parameters ECParameters',
    [oid.dsa]: 'parameters Dss-Parms',
    [oid.rsassaPSS]: pssParameters,
    [oid.rsaesOAEP]: 'parameters RSAES-OAEP-params',
    [oid.mgf1]: 'parameters HashAlgorithm', // id-mgf1
    [oid.pSpecified]: 'parameters OCTET STRING', // id-pSpecified
    [oid.dhpublicnumber]: 'parameters DomainParameters',
    [oid.tc26Gost341012256]: 'parameters GostR3410-2012-PublicKeyParameters',
    [oid.tc26Gost341012512]: 'parameters GostR3410-2012-PublicKeyParameters',
    [oid.pbeWithMD5AndDESCBC]: 'parameters PBEParameter',
    [oid.pbeWithSHA1AndDESCBC]: 'parameters PBEParameter',
    [oid.pbkdf2]: 'parameters PBKDF2-params',
    [oid.pbes2]: 'parameters PBES2-params',
    [oid.pbmac1]: 'parameters PBMAC1-params',
    ...Object.fromEntries(
      [1, 2, 3, 4, 5, 6].map((k) => [`1.2.840.113549.1.12.1.${k}`, 'parameters PBEParameter']),
    ),
    [oid.desEDE3CBC]: 'parameters OCTET STRING', // des-EDE3-CBC, and AES-CBC below: the IV
    [oid.aes128CBC]: 'parameters OCTET STRING',
    [oid.aes192CBC]: 'parameters OCTET STRING',
    [oid.aes256CBC]: 'parameters OCTET STRING',
    [oid.aes128GCM]: 'parameters GCMParameters',
    [oid.aes256GCM]: 'parameters GCMParameters',
  }),
  SubjectPublicKeyInfo: sequence('algorithm AlgorithmIdentifier', 'subjectPublicKey SubjectPublicKey'),
  SubjectPublicKey: bitsContaining('PublicKey'),
  PublicKey: definedBy({
    [oid.rsaEncryption]: rsaKey,
    [oid.rsaesOAEP]: rsaKey,
    [oid.rsassaPSS]: rsaKey,
    [oid.dsa]: 'DSAPublicKey INTEGER',
    [oid.dhpublicnumber]: 'DHPublicKey INTEGER',
  }),
  RSAPublicKey: sequence('modulus INTEGER', 'publicExponent INTEGER'),

  // RFC 5480 section 2.1.1, RFC 3279 section 2.3.5
  ECParameters: choice(
    'namedCurve OBJECT IDENTIFIER',
    'implicitCurve NULL',
    'specifiedCurve SpecifiedECDomain',
  ),
  SpecifiedECDomain: sequence(
    'version INTEGER',
    'fieldID FieldID',
    'curve Curve',
    'base OCTET STRING',
    'order INTEGER',
    'cofactor INTEGER',
  ),
  FieldID: sequence('fieldType OBJECT IDENTIFIER', 'parameters ANY'),
  Curve: sequence('a OCTET STRING', 'b OCTET STRING', 'seed BIT STRING'),
  'Dss-Parms': sequence('p INTEGER', 'q INTEGER', 'g INTEGER'),

  // RFC 4055 section 3.1
  'RSASSA-PSS-params': sequence(
    'hashAlgorithm [0] EXPLICIT HashAlgorithm',
    'maskGenAlgorithm [1] EXPLICIT MaskGenAlgorithm',
    'saltLength [2] EXPLICIT INTEGER',
    'trailerField [3] EXPLICIT INTEGER',
  ),
  HashAlgorithm: alias('AlgorithmIdentifier'),
  MaskGenAlgorithm: alias('AlgorithmIdentifier'),
  'RSAES-OAEP-params': sequence(
    'hashAlgorithm [0] EXPLICIT HashAlgorithm',
    'maskGenAlgorithm [1] EXPLICIT MaskGenAlgorithm',
    'pSourceAlgorithm [2] EXPLICIT AlgorithmIdentifier',
  ),

  // RFC 3279 section 2.3.3, RFC 9215 section 4.2
  DomainParameters: sequence(
    'p INTEGER',
    'g INTEGER',
    'q INTEGER',
    'j INTEGER',
    'validationParms ValidationParms',
  ),
  ValidationParms: sequence('seed BIT STRING', 'pgenCounter INTEGER'),
  'GostR3410-2012-PublicKeyParameters': sequence(
    'publicKeyParamSet OBJECT IDENTIFIER',
    'digestParamSet OBJECT IDENTIFIER',
  ),

  // RFC 8018 appendix A, RFC 7292 appendix C, RFC 5084 section 3.2
  PBEParameter: sequence('salt OCTET STRING', 'iterations INTEGER'),
  'PBKDF2-params': sequence(
    'salt PBKDF2-Salt',
    'iterationCount INTEGER',
    'keyLength INTEGER',
    'prf AlgorithmIdentifier',
  ),
  'PBKDF2-Salt': choice('specified OCTET STRING', 'otherSource AlgorithmIdentifier'),
  'PBES2-params': sequence('keyDerivationFunc AlgorithmIdentifier', 'encryptionScheme AlgorithmIdentifier'),
  'PBMAC1-params': sequence('keyDerivationFunc AlgorithmIdentifier', 'messageAuthScheme AlgorithmIdentifier'),
  GCMParameters: sequence('aes-nonce OCTET STRING', 'aes-ICVlen INTEGER'),
};
