/** What is measured: made by this script from a seed, the same on every machine but for Debian's certificates. */
import { existsSync, readFileSync } from 'node:fs';

/** Numerical Recipes' linear congruential generator: the upper octet of each step. */
function seeded(seed) {
  let state = seed;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 24;
}

function lengthOctets(length) {
  if (length < 0x80) return [length];
  const octets = [];
  for (let left = length; left > 0; left = Math.floor(left / 256)) octets.unshift(left % 256);
  return [0x80 | octets.length, ...octets];
}

const tlv = (tag, ...parts) => {
  const content = Buffer.concat(parts.flat());
  return Buffer.concat([Buffer.from([tag, ...lengthOctets(content.length)]), content]);
};
const oid = (hex) => tlv(0x06, Buffer.from(hex, 'hex'));
const time = (text) => tlv(0x17, Buffer.from(text));
const sequence = (...parts) => tlv(0x30, ...parts);

const algorithm = sequence(oid('2a8648ce3d040302')); // ecdsa-with-SHA256
const name = (commonName) => sequence(tlv(0x31, sequence(oid('550403'), tlv(0x0c, Buffer.from(commonName)))));
const random = (octet, count) => Buffer.from(Array.from({ length: count }, octet));
const signed = (octet, body) => sequence(body, algorithm, tlv(0x03, Buffer.from([0]), random(octet, 70)));

/** A server certificate with that many DNS names. */
function withNames(count) {
  const octet = seeded(count);
  const names = Array.from({ length: count }, (_, i) => tlv(0x82, Buffer.from(`host-${i}.bench.example`)));
  const serial = Buffer.concat([Buffer.from([0x41]), random(octet, 15)]);
  const key = sequence(
    sequence(oid('2a8648ce3d0201'), oid('2a8648ce3d030107')),
    tlv(0x03, Buffer.from([0, 4]), random(octet, 64)),
  );
  const subjectAltName = sequence(oid('551d11'), tlv(0x04, sequence(names)));
  const body = sequence(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))),
    tlv(0x02, serial),
    algorithm,
    name('Bench CA'),
    sequence(time('260101000000Z'), time('260601000000Z')),
    name('host-0.bench.example'),
    key,
    tlv(0xa3, sequence(subjectAltName)),
  );
  return signed(octet, body);
}

/** A revocation list with that many entries of 35 octets. */
function revocationList(count) {
  const octet = seeded(count);
  const date = time('260101000000Z');
  const entries = Array.from({ length: count }, () => {
    const serial = random(octet, 16);
    serial[0] = (serial[0] & 0x3f) | 0x40; // positive, and as short as can be
    return sequence(tlv(0x02, serial), date);
  });
  const number = sequence(oid('551d14'), tlv(0x04, tlv(0x02, Buffer.from([5]))));
  const version = tlv(0x02, Buffer.from([1]));
  const body = [version, algorithm, name('Bench CA'), date, time('270101000000Z')];
  return signed(octet, sequence(body, sequence(entries), tlv(0xa0, sequence(number))));
}

/** SignedData without signers (RFC 5652 section 5.1), as `openssl crl2pkcs7 -nocrl` makes it. */
const bundleOf = (certificates) =>
  sequence(
    oid('2a864886f70d010702'),
    tlv(
      0xa0,
      sequence(
        tlv(0x02, Buffer.from([1])),
        tlv(0x31),
        sequence(oid('2a864886f70d010701')),
        tlv(0xa0, certificates),
        tlv(0x31),
      ),
    ),
  );

/** That many SEQUENCEs, one inside the other. */
function nested(depth) {
  const headers = [];
  for (let level = 0, length = 0; level < depth; level++) {
    const header = [0x30, ...lengthOctets(length)];
    headers.push(header);
    length += header.length;
  }
  return Buffer.from(headers.reverse().flat());
}

const debianBundle = '/etc/ssl/certs/ca-certificates.crt';
const readPem = (path) =>
  [...readFileSync(path, 'utf8').matchAll(/-----BEGIN CERTIFICATE-----([^-]+)/g)].map(([, body]) =>
    Buffer.from(body, 'base64'),
  );
const bytes = (buffer) => new Uint8Array(buffer);

/** Name -> the DER inputs that are decoded one after the other. Without Debian's bundle it is 140 made certificates. */
export function corpora() {
  const roots = existsSync(debianBundle)
    ? readPem(debianBundle)
    : Array.from({ length: 140 }, (_, i) => withNames(i + 1));
  return {
    'ordinary leaf': readPem('samples/wildcard.pem').slice(0, 1).map(bytes),
    '1,000 SANs': [bytes(withNames(1000))],
    '10,000 SANs': [bytes(withNames(10_000))],
    "Debian's CA bundle": roots.map(bytes),
    'CRL of 50,000': [bytes(revocationList(50_000))],
    'CRL of 250,000': [bytes(revocationList(250_000))],
    'PKCS#7': [bytes(bundleOf(roots))],
  };
}

/** What stops the others: no ratio is asked of these, only that they work. */
export const extremes = () => ({
  '10,000 levels': bytes(nested(10_000)),
  '20 MB OCTET STRING': bytes(tlv(0x04, Buffer.alloc(20_000_000))),
});

export const toPem = (label, der) =>
  `-----BEGIN ${label}-----\n${Buffer.from(der)
    .toString('base64')
    .replace(/.{64}(?=.)/g, '$&\n')}\n-----END ${label}-----\n`;
