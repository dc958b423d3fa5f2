/** A certificate's description -> DER (RFC 5280 section 4.1, in its order). */
import { isIPv6 } from 'node:net';
import * as der from './der.mjs';
import { sha1, sha256, signatureAlgorithm, signWith } from './keys.mjs';

const attributeTypes = { CN: '2.5.4.3', O: '2.5.4.10', C: '2.5.4.6' };

/** @param {[keyof typeof attributeTypes, string][]} attributes one RelativeDistinguishedName each */
function name(attributes) {
  return der.sequence(...attributes.map(([type, value]) => der.set(attribute(type, value))));
}

function attribute(type, value) {
  const string = type === 'C' ? der.printableString(value) : der.utf8String(value);
  return der.sequence(der.objectIdentifier(attributeTypes[type]), string);
}

/** @param {string} text `DNS:a.example`, `IP:203.0.113.10`, `email:a@b.example`, `URI:https://a.example/` */
function generalName(text) {
  const colon = text.indexOf(':');
  const value = text.slice(colon + 1);
  const bytes = new TextEncoder().encode(value);
  const choices = {
    email: () => der.implicit(1, bytes),
    DNS: () => der.implicit(2, bytes),
    URI: () => der.implicit(6, bytes),
    IP: () => der.implicit(7, addressBytes(value)),
  };
  return choices[text.slice(0, colon)]();
}

function addressBytes(address) {
  if (!isIPv6(address)) return Uint8Array.from(address.split('.').map(Number));
  const [head, tail = ''] = address.split('::');
  const groups = (part) => (part ? part.split(':').map((group) => parseInt(group, 16)) : []);
  const zeros = Array(8 - groups(head).length - groups(tail).length).fill(0);
  return Uint8Array.from([...groups(head), ...zeros, ...groups(tail)].flatMap((g) => [g >> 8, g & 0xff]));
}

function extension(oid, value, { critical } = { critical: false }) {
  const flag = critical ? [der.boolean(true)] : [];
  return der.sequence(der.objectIdentifier(oid), ...flag, der.octetString(value));
}

const KEY_USAGE = { digitalSignature: 0, keyEncipherment: 2, keyCertSign: 5, cRLSign: 6 };
const CRITICAL = { critical: true };
/** RFC 5280 section 4.2.1.2, method 1: SHA-1 of the key's BIT STRING content. */
const keyIdentifier = (key) => sha1(subjectPublicKey(key.spki));

/** The key inside a SubjectPublicKeyInfo; node's own encoding is trusted to be DER. */
function subjectPublicKey(spki) {
  const start = headerLength(spki, 0);
  const bits = start + headerLength(spki, start) + contentLength(spki, start);
  return spki.subarray(bits + headerLength(spki, bits) + 1);
}

const headerLength = (bytes, at) => 2 + (bytes[at + 1] & 0x80 ? bytes[at + 1] & 0x7f : 0);

function contentLength(bytes, at) {
  if (!(bytes[at + 1] & 0x80)) return bytes[at + 1];
  return bytes.subarray(at + 2, at + headerLength(bytes, at)).reduce((sum, octet) => sum * 256 + octet, 0);
}

function caExtensions(spec) {
  const limit = spec.pathLength === undefined ? [] : [der.integer(spec.pathLength)];
  const usage = [KEY_USAGE.keyCertSign, KEY_USAGE.cRLSign];
  return [
    extension('2.5.29.19', der.sequence(der.boolean(true), ...limit), CRITICAL),
    extension('2.5.29.15', der.namedBits(usage), CRITICAL),
  ];
}

function leafExtensions(spec, key) {
  const usage = [KEY_USAGE.digitalSignature, ...(key.kind === 'rsa' ? [KEY_USAGE.keyEncipherment] : [])];
  const names = spec.names?.length
    ? [extension('2.5.29.17', der.sequence(...spec.names.map(generalName)))]
    : [];
  return [
    extension('2.5.29.19', der.sequence(), CRITICAL),
    extension('2.5.29.15', der.namedBits(usage), CRITICAL),
    extension('2.5.29.37', der.sequence(der.objectIdentifier('1.3.6.1.5.5.7.3.1'))),
    ...names,
  ];
}

function extensions(spec, key, issuer) {
  const authority = der.sequence(der.implicit(0, keyIdentifier(issuer.key)));
  return [
    extension('2.5.29.14', der.octetString(keyIdentifier(key))),
    ...(issuer.key === key ? [] : [extension('2.5.29.35', authority)]),
    ...(spec.ca ? caExtensions(spec) : leafExtensions(spec, key)),
  ];
}

/** 16 octets out of the sample's name: positive, never zero, the same on every run. */
function serialNumber(id) {
  const bytes = sha256(`whichcert lab: ${id}`).slice(0, 16);
  bytes[0] = (bytes[0] & 0x3f) | 0x40;
  return bytes;
}

/**
 * @param {object} spec `{ id, subject, names?, notBefore, notAfter, version?, ca?, pathLength? }`
 * @param {object} key the subject's
 * @param {{ subject: [string, string][], key: object }} issuer itself when self-signed
 * @returns {Uint8Array} DER
 */
export function makeCertificate(spec, key, issuer) {
  const algorithm = signatureAlgorithm(issuer.key);
  const version3 = spec.version !== 1;
  const tbsCertificate = der.sequence(
    ...(version3 ? [der.explicit(0, der.integer(2))] : []),
    der.integer(serialNumber(spec.id)),
    algorithm,
    name(issuer.subject),
    der.sequence(der.time(spec.notBefore), der.time(spec.notAfter)),
    name(spec.subject),
    key.spki,
    ...(version3 ? [der.explicit(3, der.sequence(...extensions(spec, key, issuer)))] : []),
  );
  return der.sequence(tbsCertificate, algorithm, der.bitString(signWith(issuer.key, tbsCertificate)));
}
