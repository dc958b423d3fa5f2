/** Making certificates (RFC 5280 section 4.1): the same description and keys give the same bytes on every run. */
import * as oid from '../asn1/oid.ts';
import { p256 } from '@noble/curves/nist.js';
import { sha1 } from '@noble/hashes/legacy.js';
import * as der from '../asn1/writeDer.ts';
import { p256SubjectKey, subjectKeyOf, type SubjectKey } from './subjectKey.ts';
import type { Certificate, Extension } from './types.ts';

/** A certification authority with a P-256 key: the DER of its name, and its key's two halves. */
export type Issuer = { name: Uint8Array; key: SubjectKey; secret: Uint8Array };

const signatureAlgorithm = der.sequence(der.objectIdentifier(oid.ecdsaWithSHA256));

/** The authority that `certificate` is of. `secret`: its private key, 32 bytes. */
export const issuerOf = (certificate: Certificate, secret: Uint8Array): Issuer => ({
  name: slice(certificate, certificate.subject),
  key: subjectKeyOf(certificate),
  secret,
});

/** An authority of its own making, with one commonName. */
export const newIssuer = (commonName: string, secret: Uint8Array): Issuer => ({
  name: nameOf(commonName),
  key: p256SubjectKey(secret),
  secret,
});

/** RFC 5280 section 4.1.2.4, one commonName. */
const nameOf = (commonName: string): Uint8Array =>
  der.sequence(der.set(der.sequence(der.objectIdentifier(oid.commonName), der.utf8String(commonName))));

export type LeafDescription = {
  commonName: string;
  /** 16 octets at most. */
  serialNumber: Uint8Array;
  notBefore: Date;
  notAfter: Date;
  /** Object identifiers of extKeyUsage. */
  purposes: readonly string[];
  /** Of subjectAltName; absent or empty: it has none. */
  dnsNames?: readonly string[];
};

/** RFC 5280 section 4.2.1.6: dNSName [2] IA5String. */
const dnsName = (name: string): Uint8Array => der.implicit(2, new TextEncoder().encode(name));

/** RFC 5280 section 4.2.1.12. */
export const purpose = { serverAuth: oid.serverAuth, clientAuth: oid.clientAuth } as const;

/** A certificate that signs nothing but handshakes: the DER. */
export function issueLeaf(description: LeafDescription, key: SubjectKey, issuer: Issuer): Uint8Array {
  const { commonName, serialNumber, notBefore, notAfter, purposes, dnsNames = [] } = description;
  const digitalSignature = 0;
  const extensions = [
    extension(oid.subjectKeyIdentifier, subjectKeyIdentifier(key)),
    extension(oid.authorityKeyIdentifier, authorityKeyIdentifier(issuer)),
    criticalExtension(oid.basicConstraints, der.sequence()),
    criticalExtension(oid.keyUsage, der.namedBits([digitalSignature])),
    extension(oid.extKeyUsage, der.sequence(...purposes.map(der.objectIdentifier))),
    ...(dnsNames.length > 0 ? [extension(oid.subjectAltName, der.sequence(...dnsNames.map(dnsName)))] : []),
  ];
  return signed(
    [
      der.explicit(0, der.integer(Uint8Array.of(2))),
      der.integer(serialNumber),
      signatureAlgorithm,
      issuer.name,
      der.sequence(der.time(notBefore), der.time(notAfter)),
      nameOf(commonName),
      key.subjectPublicKeyInfo,
      der.explicit(3, der.sequence(...extensions)),
    ],
    issuer,
  );
}

/**
 * The same subject, validity and extensions for another key, by another issuer: the DER. Only what names keys is made
 * anew (subjectKeyIdentifier and authorityKeyIdentifier, where the original has them). All else is copied octet by
 * octet, malformed or not.
 */
export function reissue(
  original: Certificate,
  serialNumber: Uint8Array,
  key: SubjectKey,
  issuer: Issuer,
): Uint8Array {
  const extensions = original.extensions.map((entry) => reissuedExtension(original, entry, key, issuer));
  const version =
    original.version === 1 ? [] : [der.explicit(0, der.integer(Uint8Array.of(original.version - 1)))];
  const { notBefore, notAfter } = original.validity;
  return signed(
    [
      ...version,
      der.integer(serialNumber),
      signatureAlgorithm,
      issuer.name,
      der.sequence(slice(original, notBefore), slice(original, notAfter)),
      slice(original, original.subject),
      key.subjectPublicKeyInfo,
      ...(extensions.length > 0 ? [der.explicit(3, der.sequence(...extensions))] : []),
    ],
    issuer,
  );
}

function reissuedExtension(
  original: Certificate,
  entry: Extension,
  key: SubjectKey,
  issuer: Issuer,
): Uint8Array {
  if (entry.oid === oid.subjectKeyIdentifier) return extension(entry.oid, subjectKeyIdentifier(key));
  if (entry.oid === oid.authorityKeyIdentifier) return extension(entry.oid, authorityKeyIdentifier(issuer));
  return slice(original, entry);
}

const slice = ({ der: bytes }: Certificate, { range }: Pick<Extension, 'range'>): Uint8Array =>
  bytes.slice(range.start, range.end);

const extension = (type: string, value: Uint8Array): Uint8Array =>
  der.sequence(der.objectIdentifier(type), der.octetString(value));

const criticalExtension = (type: string, value: Uint8Array): Uint8Array =>
  der.sequence(der.objectIdentifier(type), der.boolean(true), der.octetString(value));

/** RFC 5280 section 4.2.1.2, method 1: SHA-1 of the key. */
const subjectKeyIdentifier = ({ key }: SubjectKey): Uint8Array => der.octetString(sha1(key));

const authorityKeyIdentifier = ({ key }: Issuer): Uint8Array => der.sequence(der.implicit(0, sha1(key.key)));

/** Deterministic: RFC 6979. */
function signed(tbsCertificate: readonly Uint8Array[], { secret }: Issuer): Uint8Array {
  const tbs = der.sequence(...tbsCertificate);
  const signature = p256.sign(tbs, secret, { format: 'der', lowS: false });
  return der.sequence(tbs, signatureAlgorithm, der.bitString(signature));
}
