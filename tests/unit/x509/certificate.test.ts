import { X509Certificate } from 'node:crypto';
import ipaddr from 'ipaddr.js';
import { describe, expect, it } from 'vitest';
import { scan } from '../../../src/asn1/scan.ts';
import { expand } from '../../../src/asn1/expand.ts';
import { nameNodes } from '../../../src/asn1/nameNodes.ts';
import { fingerprint } from '../../../src/x509/fingerprint.ts';
import { describeKey } from '../../../src/x509/keyDescription.ts';
import { distinguishedNameText } from '../../../src/x509/name.ts';
import type { Certificate, GeneralName, Place } from '../../../src/x509/types.ts';
import { certificateIn, derIn, pemFilesIn, readJson, readText } from './files.ts';

type Fields = Record<
  'file' | 'subject' | 'issuer' | 'serial' | 'notBefore' | 'notAfter' | 'sha256' | 'sha1',
  string
>;
const { rows } = readJson('tests/truth/x509/fields.json') as { rows: Fields[] };
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();
const iso = (date: Date | null): string => date?.toISOString().replace('T', ' ').replace('.000', '') ?? '';

describe('fields as `openssl x509` prints them', () => {
  it('there are rows', () => {
    expect(rows.length).toBeGreaterThan(100);
  });

  it.each(rows)('$file', (row) => {
    const certificate = certificateIn(row.file);
    expect(distinguishedNameText(certificate.subject, certificate.der)).toBe(row.subject);
    expect(distinguishedNameText(certificate.issuer, certificate.der)).toBe(row.issuer);
    expect(hex(certificate.serialNumber.bytes).replace(/^00(?=[89A-F])/, '')).toBe(row.serial);
    expect(iso(certificate.validity.notBefore.date)).toBe(row.notBefore);
    expect(iso(certificate.validity.notAfter.date)).toBe(row.notAfter);
    expect(fingerprint(certificate.der, 'sha256')).toBe(row.sha256);
    expect(fingerprint(certificate.der, 'sha1')).toBe(row.sha1);
  });
});

const labels: Partial<Record<GeneralName['type'], string>> = {
  dNSName: 'DNS',
  iPAddress: 'IP Address',
  rfc822Name: 'email',
  uniformResourceIdentifier: 'URI',
};

/** How Node writes a subjectAltName: JSON quotes where a value could be mistaken for more than one. */
function asNodeWrites(certificate: Certificate): string | undefined {
  const names = certificate.subjectAltNames.flatMap((san) => san.names);
  if (names.length === 0) return undefined;
  return names.map((name) => `${labels[name.type] ?? name.type}:${nodeValue(name)}`).join(', ');
}

function nodeValue(name: GeneralName): string {
  if (name.type === 'iPAddress') {
    const address = ipaddr.fromByteArray([...name.bytes]);
    return address instanceof ipaddr.IPv6
      ? address.parts.map((part) => part.toString(16).toUpperCase()).join(':')
      : address.toString();
  }
  const text = Buffer.from(name.bytes).toString('latin1');
  const quoted = JSON.stringify(text);
  return /[",\\']|[^\x20-\x7e]/.test(text) ? quoted.replaceAll(',', '\\u002c') : text;
}

const plain = rows.filter(({ file }) => file.startsWith('samples/') || file.startsWith('tests/truth/x509/'));

describe('names, usage and key as node:crypto reads them', () => {
  it.each(plain)('$file', ({ file }) => {
    const certificate = certificateIn(file);
    const node = new X509Certificate(certificate.der);
    expect(asNodeWrites(certificate)).toBe(node.subjectAltName);
    expect(certificate.basicConstraints?.ca ?? false).toBe(node.ca);
    const { asymmetricKeyType, asymmetricKeyDetails } = node.publicKey;
    expect(certificate.subjectPublicKeyInfo.kind).toBe(asymmetricKeyType);
    if (asymmetricKeyType === 'rsa') {
      expect(certificate.subjectPublicKeyInfo.bits).toBe(asymmetricKeyDetails?.modulusLength);
    }
    const usage = node.keyUsage as string[] | undefined; // Node calls the extended key usage so
    expect(certificate.extKeyUsage ?? undefined).toEqual(usage?.map((oid) => purposes[oid] ?? oid));
  });
});

const purposes: Record<string, string> = {
  '1.3.6.1.5.5.7.3.1': 'serverAuth',
  '1.3.6.1.5.5.7.3.2': 'clientAuth',
};

it.each([
  ['samples/blog.example.pem', 'EC P-256'],
  ['samples/rsa-2048.pem', 'RSA 2048'],
  ['samples/ed25519.pem', 'Ed25519'],
  ['tests/truth/x509/ca-p384.pem', 'EC P-384'],
  ['tests/truth/x509/ca-p521.pem', 'EC P-521'],
  ['tests/truth/x509/ca-ed448.pem', 'Ed448'],
])('%s has the key %s', (file, key) => {
  expect(describeKey(certificateIn(file).subjectPublicKeyInfo)).toBe(key);
});

function placesOf(certificate: Certificate): Place[] {
  const { subject, issuer, validity, subjectPublicKeyInfo } = certificate;
  return [
    certificate.tbsCertificate,
    certificate.serialNumber,
    certificate.signature,
    certificate.signatureAlgorithm,
    ...[issuer, ...issuer.attributes, subject, ...subject.attributes],
    ...[validity.notBefore, validity.notAfter, subjectPublicKeyInfo, subjectPublicKeyInfo.algorithm],
    ...certificate.extensions,
    ...certificate.subjectAltNames.flatMap((san) => san.names),
  ];
}

describe('every place is the node of that path in the tree', () => {
  const files = [...pemFilesIn('samples'), ...pemFilesIn('tests/truth/names-certs')];
  it.each(files)('%s', (file) => {
    const certificate = certificateIn(file);
    const document = expand(scan(certificate.der), 'Certificate');
    const names = nameNodes(document, 'Certificate');
    for (const { path, range } of placesOf(certificate)) {
      const node = names.find(path);
      expect(node, path).toBeGreaterThanOrEqual(0);
      expect({ path, start: document.start(node), end: document.end(node) }).toEqual({ path, ...range });
    }
  });
});

it('shows octets that are not printable ASCII as \\xNN, and IP addresses as RFC 5952', () => {
  const texts = (file: string): string[] =>
    certificateIn(file).subjectAltNames.flatMap((san) => san.names.map((name) => name.text));
  expect(texts('samples/hostile-names.pem')).toEqual([
    'blog.example\\x00.hostile.example',
    'hostile.example',
  ]);
  expect(texts('samples/ip-san.pem')).toEqual(['ip.example', '203.0.113.10', '2001:db8::10']);
});

/** `Jan  1 00:00:00 1 GMT`: JavaScript takes the year 1 for 2001. */
function nodeDate(text: string): Date {
  const date = new Date(text);
  date.setUTCFullYear(Number(/(\d+) GMT$/.exec(text)?.[1]));
  return date;
}

describe('third-party certificates', () => {
  const files = pemFilesIn('../shared/corpus/zlint');
  if (files.length === 0) console.log('the zlint corpus is absent: its certificates were not read');
  it('are read wherever node:crypto reads them, with the same fingerprint and names', () => {
    let read = 0;
    for (const file of files) {
      const der = derIn(readText(file));
      if (der.length === 0) continue; // a CRL or a certificate without armour
      const certificate = certificateIn(file);
      const node = new X509Certificate(der);
      expect(fingerprint(der, 'sha256'), file).toBe(node.fingerprint256);
      expect(iso(certificate.validity.notAfter.date), file).toBe(iso(nodeDate(node.validTo)));
      const [san] = certificate.subjectAltNames; // Node reads the first one
      const dns = san?.names.filter((n) => n.type === 'dNSName') ?? [];
      const nodeDns = node.subjectAltName?.match(/(?<=DNS:)[^,]+/g) ?? [];
      expect(dns.length, file).toBe(nodeDns.length);
      read++;
    }
    console.log(`zlint corpus: ${read} certificates read of ${files.length} files`);
    expect(files.length === 0 || read > 200).toBe(true);
  });
});
