import { describe, expect, it } from 'vitest';
import { inspectLink, largestInLink, readInspectLink } from '../../../src/x509/inspectLink.ts';
import { derIn, readText } from './files.ts';

describe('links to a node', () => {
  const pem = readText('samples/wildcard.pem');

  it('carry the certificate and the path', () => {
    const path = 'tbsCertificate.extensions[5].extnValue.subjectAltName[0].dNSName';
    const link = inspectLink('certificate', derIn(pem), path);
    expect(link).toMatch(/^der=MIIB[A-Za-z0-9_-]+&node=tbsCertificate/);
    expect(readInspectLink(link ?? '')).toEqual({ der: derIn(pem), path });
  });

  it.each(['private-key', 'pkcs12', 'unknown-asn1'] as const)(
    'never carry a %s, which may be a key',
    (kind) => {
      expect(inspectLink(kind, derIn(pem), '')).toBeNull();
    },
  );

  it('carry nothing large', () => {
    expect(inspectLink('crl', new Uint8Array(largestInLink + 1), '')).toBeNull();
    expect(inspectLink('crl', new Uint8Array(largestInLink), '')).not.toBeNull();
  });

  it.each(['', 'der=', 'der=***', 'node=a', 'step=3'])('%j is none', (query) => {
    expect(readInspectLink(query)).toBeNull();
  });
});
