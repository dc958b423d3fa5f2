/**
 * Keys and algorithm parameters: RFC 5280 section 4.1.1.2, 3279, 4055, 5480, 8017, 8018. The keys of RFC 5480 (points),
 * 8410 (EdDSA) and 9881 (ML-DSA) are octets without a structure, and stay closed.
 */
import { alias, bitsContaining, choice, definedBy, sequence } from './notation.ts';

const rsaKey = 'RSAPublicKey RSAPublicKey';
const pssParameters = 'parameters RSASSA-PSS-params';

export const keyTypes = {
  AlgorithmIdentifier: sequence('algorithm OBJECT IDENTIFIER', 'parameters AlgorithmParameters'),
  AlgorithmParameters: definedBy({
    '1.2.840.10045.2.1': 'parameters ECParameters',
    '1.2.840.10040.4.1': 'parameters Dss-Parms',
    '1.2.840.113549.1.1.10': pssParameters,
    '1.2.840.113549.1.1.7': 'parameters RSAES-OAEP-params',
    '1.2.840.113549.1.1.8': 'parameters HashAlgorithm', // id-mgf1
    '1.2.840.113549.1.1.9': 'parameters OCTET STRING', // id-pSpecified
    '1.2.840.10046.2.1': 'parameters DomainParameters',
    '1.2.643.7.1.1.1.1': 'parameters GostR3410-2012-PublicKeyParameters',
    '1.2.643.7.1.1.1.2': 'parameters GostR3410-2012-PublicKeyParameters',
    '1.2.840.113549.1.5.3': 'parameters PBEParameter',
    '1.2.840.113549.1.5.10': 'parameters PBEParameter',
    '1.2.840.113549.1.5.12': 'parameters PBKDF2-params',
    '1.2.840.113549.1.5.13': 'parameters PBES2-params',
    '1.2.840.113549.1.5.14': 'parameters PBMAC1-params',
    ...Object.fromEntries(
      [1, 2, 3, 4, 5, 6].map((k) => [`1.2.840.113549.1.12.1.${k}`, 'parameters PBEParameter']),
    ),
    '1.2.840.113549.3.7': 'parameters OCTET STRING', // des-EDE3-CBC, and AES-CBC below: the IV
    '2.16.840.1.101.3.4.1.2': 'parameters OCTET STRING',
    '2.16.840.1.101.3.4.1.22': 'parameters OCTET STRING',
    '2.16.840.1.101.3.4.1.42': 'parameters OCTET STRING',
    '2.16.840.1.101.3.4.1.6': 'parameters GCMParameters',
    '2.16.840.1.101.3.4.1.46': 'parameters GCMParameters',
  }),
  SubjectPublicKeyInfo: sequence('algorithm AlgorithmIdentifier', 'subjectPublicKey SubjectPublicKey'),
  SubjectPublicKey: bitsContaining('PublicKey'),
  PublicKey: definedBy({
    '1.2.840.113549.1.1.1': rsaKey,
    '1.2.840.113549.1.1.7': rsaKey,
    '1.2.840.113549.1.1.10': rsaKey,
    '1.2.840.10040.4.1': 'DSAPublicKey INTEGER',
    '1.2.840.10046.2.1': 'DHPublicKey INTEGER',
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
