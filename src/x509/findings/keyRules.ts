/** The signature's algorithm and the subject's key. On a root nobody checks the signature. */
import { rangeLength } from '../../bytes/range.ts';
import { own } from '../../text/own.ts';
import { contentOf, encapsulated, childrenOf, isUniversal, rangeOf, tag } from '../cursor.ts';
import { sameAlgorithms, type SignedTwice } from '../sameAlgorithms.ts';
import type { AlgorithmIdentifier, SubjectPublicKeyInfo } from '../types.ts';
import type { FindingCode } from './findingKinds.ts';
import { when, type Hit, type Rule } from './subject.ts';

const brokenHashes = /md[245]/i;
const sha1 = /sha-?1(?!\d)/i;
const smallestRsa = 2048;

const hash: Rule = ({ certificate, role }) => {
  const place = certificate.signatureAlgorithm;
  const algorithm = place.name ?? place.oid;
  if (role === 'root') return [];
  if (brokenHashes.test(algorithm)) return [{ code: 'signature-md5', place, params: { algorithm } }];
  return when(sha1.test(algorithm), { code: 'signature-sha1', place, params: { algorithm } });
};

/** A hash with known collisions in the signature of what is no certificate. */
export function weakSignature(place: AlgorithmIdentifier): Hit[] {
  const algorithm = place.name ?? place.oid;
  const isWeak = brokenHashes.test(algorithm) || sha1.test(algorithm);
  return when(isWeak, { code: 'weak-signature', place, params: { algorithm } });
}

export function algorithmsDiffer(signed: SignedTwice, code: FindingCode): Hit[] {
  const { signature, signatureAlgorithm } = signed;
  const params = {
    inside: signature.name ?? signature.oid,
    outside: signatureAlgorithm.name ?? signatureAlgorithm.oid,
  };
  return when(!sameAlgorithms(signed), { code, place: signatureAlgorithm, params });
}

/** What is wrong with a key, whatever it stands in: `bytes` are those its ranges are in. */
export const keyFaults = (key: SubjectPublicKeyInfo, bytes: Uint8Array): Hit[] => [
  ...rsa(key, bytes),
  ...curve(key),
  ...latticeKey(key),
];

/** Octets of a public key (FIPS 204 table 2), by parameter set; it stands in the BIT STRING as it is (RFC 9881). */
const latticeKeys: Readonly<Record<string, number>> = {
  'id-ml-dsa-44': 1312,
  'id-ml-dsa-65': 1952,
  'id-ml-dsa-87': 2592,
};

function latticeKey(key: SubjectPublicKeyInfo): Hit[] {
  const algorithm = key.algorithm.name ?? '';
  const expected = own(latticeKeys, algorithm);
  const length = rangeLength(key.key);
  return when(expected !== undefined && length !== expected, {
    code: 'ml-dsa-length',
    place: key,
    params: { algorithm, length, expected: expected ?? 0 },
  });
}

function rsa(key: SubjectPublicKeyInfo, bytes: Uint8Array): Hit[] {
  if (key.kind !== 'rsa') return [];
  const sequence = encapsulated(bytes, key.key);
  const exponent = sequence === null ? undefined : childrenOf(sequence)[1];
  const small = key.bits !== null && key.bits < smallestRsa;
  return [
    ...when(small, { code: 'rsa-small', place: key, params: { bits: key.bits ?? 0, least: smallestRsa } }),
    ...(exponent !== undefined && isUniversal(exponent, tag.integer) && isPoorExponent(contentOf(exponent))
      ? [
          {
            code: 'rsa-exponent',
            place: {
              path: `${key.path}.subjectPublicKey.RSAPublicKey.publicExponent`,
              range: rangeOf(exponent),
            },
          } as const,
        ]
      : []),
  ];
}

/** BR 6.1.6: odd and at least 2^16 + 1; 3 was usual once and is still read by all, so only less, or even, counts. */
function isPoorExponent(octets: Uint8Array): boolean {
  const isEven = ((octets.at(-1) ?? 0) & 1) === 0;
  return isEven || (octets.length === 1 && (octets[0] ?? 0) < 3);
}

const curves = new Set(['P-256', 'P-384', 'P-521']);

function curve(key: SubjectPublicKeyInfo): Hit[] {
  if (key.kind !== 'ec') return [];
  if (key.curve === null) return [{ code: 'ec-explicit', place: key.algorithm }];
  return when(!curves.has(key.curve), {
    code: 'ec-curve',
    place: key.algorithm,
    params: { curve: key.curve },
  });
}

const key: Rule = ({ certificate, document }) => keyFaults(certificate.subjectPublicKeyInfo, document.bytes);

/** RFC 3279 and 4055: NULL with RSA's PKCS #1 algorithms; RFC 5758, 8410 and 9881: nothing with these. */
const wantsNull = /^(rsaEncryption|(md5|sha\d*(-\d+)?)WithRSAEncryption)$/;
const wantsNothing = /^(ecdsa-with-|id-Ed|id-ml-dsa)/;

const parameters: Rule = ({ certificate }) =>
  [certificate.signature, certificate.subjectPublicKeyInfo.algorithm].flatMap(
    (place: AlgorithmIdentifier): Hit[] => {
      const algorithm = place.name ?? '';
      if (wantsNull.test(algorithm) && place.parameters === null)
        return [{ code: 'rsa-parameters-missing', place, params: { algorithm } }];
      return when(wantsNothing.test(algorithm) && place.parameters !== null, {
        code: 'algorithm-parameters-present',
        place,
        params: { algorithm },
      });
    },
  );

export const keyRules: readonly Rule[] = [hash, key, parameters];
