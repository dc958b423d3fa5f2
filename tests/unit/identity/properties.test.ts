import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { identity } from '../../../src/content/en/identity.ts';
import { loadPublicSuffixes } from '../../../src/identity/publicSuffixes.ts';
import { clientNames } from '../../../src/identity/types.ts';
import { verifyIdentity } from '../../../src/identity/verifyIdentity.ts';
import { CertificateError } from '../../../src/x509/certificateError.ts';
import { parseCertificate } from '../../../src/x509/certificate.ts';
import type { Certificate } from '../../../src/x509/types.ts';
import { certificateDer, dns, ip, makeCertificate, uri } from './makeCertificate.ts';

beforeAll(loadPublicSuffixes);

const label = fc
  .stringMatching(/^[a-z][a-z0-9]{0,10}(-[a-z0-9]{1,5})?$/)
  .filter((text) => !text.startsWith('xn--'));
const name = fc
  .tuple(fc.array(label, { minLength: 0, maxLength: 4 }), fc.stringMatching(/^[a-z]{2,8}$/))
  .map(([labels, last]) => [...labels, last].join('.'));
const client = fc.constantFrom(...clientNames);
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom(
      '.',
      '*',
      '-',
      '_',
      '%2e',
      '0x',
      '1',
      ':',
      '[',
      ']',
      'ß',
      '。',
      '１',
      'xn--',
      '\0',
      '\u200d',
      '\ud800',
    ),
    maxLength: 40,
  }),
  fc.stringMatching(/^(\*|[a-z0-9*_-]{0,5})(\.[a-z0-9*_-]{0,5}){0,4}$/),
);

/** Every check has a sentence, and no sentence shows a missing parameter. */
function expectExplained(certificate: Certificate, host: string, who: (typeof clientNames)[number]): void {
  const { checks, reference, outcome } = verifyIdentity(certificate, host, who);
  expect(checks.length).toBeGreaterThan(0);
  expect(outcome === 'match').toBe(checks.at(-1)?.result === 'match');
  expect(reference === null).toBe(outcome === 'bad-reference');
  for (const { rule, params, presented, source } of checks) {
    expect(identity[rule](params)).not.toContain('undefined');
    if (presented !== null) expect(source).not.toBeNull();
  }
}

describe('verifyIdentity', () => {
  it('matches a plain name in subjectAltName with itself, for every client', () => {
    fc.assert(
      fc.property(name, client, (host, who) => {
        expect(verifyIdentity(makeCertificate({ san: [dns(host)] }), host, who).outcome).toBe('match');
      }),
    );
  });

  it('never matches a plain name that differs, for any client', () => {
    fc.assert(
      fc.property(name, name, client, (host, other, who) => {
        fc.pre(host !== other);
        const { outcome } = verifyIdentity(makeCertificate({ san: [dns(other)] }), host, who);
        expect(outcome).toBe('mismatch');
      }),
    );
  });

  it('gives the same verdict whatever the case of the ASCII letters', () => {
    fc.assert(
      fc.property(name, name, client, (host, presented, who) => {
        const certificate = makeCertificate({ san: [dns(presented), dns(`*.${host}`)] });
        const lower = verifyIdentity(certificate, `www.${host}`, who).outcome;
        expect(verifyIdentity(certificate, `WWW.${host.toUpperCase()}`, who).outcome).toBe(lower);
      }),
    );
  });

  it('never throws on a host, and explains every check', () => {
    fc.assert(
      fc.property(hostile, hostile, client, (host, presented, who) => {
        const san = [dns(presented), ip(127, 0, 0, 1), uri('https://a.example/')];
        expectExplained(makeCertificate({ san }), host, who);
        expectExplained(makeCertificate({ subject: [[['cn', presented]]] }), host, who);
      }),
      { numRuns: 500 },
    );
  });

  it('never throws on a mutated certificate that can still be read', () => {
    const der = certificateDer({
      san: [dns('*.example.com'), ip(127, 0, 0, 1)],
      subject: [[['cn', 'example.com']]],
    });
    const change = fc.tuple(fc.nat(der.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), client, (changes, who) => {
        const mutated = Uint8Array.from(der);
        for (const [at, octet] of changes) mutated[at] = octet;
        const certificate = readable(mutated);
        if (certificate !== null) expectExplained(certificate, 'www.example.com', who);
      }),
      { numRuns: 500 },
    );
  });

  it('answers a grid of 14 clients and 20 hosts for 100 names without being felt', () => {
    const certificate = makeCertificate({
      san: Array.from({ length: 100 }, (_, i) =>
        dns(i % 3 === 0 ? `*.n${i}.example.com` : `n${i}.example.com`),
      ),
    });
    // Processor time: other work on the machine must not fail the test.
    const grid = (): number => {
      const start = process.cpuUsage();
      for (const who of clientNames) {
        for (let host = 0; host < 20; host++) verifyIdentity(certificate, `w${host}.example.com`, who);
      }
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    };
    const times = Array.from({ length: 8 }, grid);
    expect(Math.min(...times)).toBeLessThan(50);
  });
});

function readable(der: Uint8Array): Certificate | null {
  try {
    return parseCertificate(der);
  } catch (error) {
    if (error instanceof CertificateError) return null;
    throw error;
  }
}
