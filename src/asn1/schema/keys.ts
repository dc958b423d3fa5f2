/** Keys and algorithm parameters: RFC 5280 section 4.1.1.2, 3279, 4055, 5480, 8017. */
import { alias, bitsContaining, choice, definedBy, sequence } from './notation.ts';

const rsaKey = 'RSAPublicKey RSAPublicKey';
const pssParameters = 'parameters RSASSA-PSS-params';

export const keyTypes = {
  AlgorithmIdentifier: sequence('algorithm OBJECT IDENTIFIER', 'parameters AlgorithmParameters'),
  AlgorithmParameters: definedBy({
    '1.2.840.10045.2.1': 'parameters ECParameters',
    '1.2.840.10040.4.1': 'parameters Dss-Parms',
    '1.2.840.113549.1.1.10': pssParameters,
    '1.2.840.113549.1.1.8': 'parameters HashAlgorithm', // id-mgf1
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
};
