/** Names no browser could lay out in time: what is said of them shows their beginning. */
import { expect, it } from 'vitest';
import { visibleLine } from '../../../src/text/visible.ts';
import { parseCertificate } from '../../../src/x509/certificate.ts';
import { certificateLabel, issuerLabel } from '../../../src/x509/certificateLabel.ts';
import { leafDer, name } from './findings/certificate.ts';

it('a line shows a thousand characters, and how many more there are', () => {
  expect(visibleLine('a'.repeat(1000))).toBe('a'.repeat(1000));
  expect(visibleLine('a'.repeat(1_000_000))).toBe(`${'a'.repeat(1000)}…(+999000)`);
  expect(visibleLine('ab\u202ecd', 3)).toBe('ab\\u{202e}…(+2)');
});

it('a label in a sentence is cut at 200 characters', () => {
  const long = 'x'.repeat(20_000);
  const certificate = parseCertificate(leafDer({ subject: name(long), issuer: name(long) }));
  expect(certificateLabel(certificate)).toBe(`${'x'.repeat(200)}…`);
  expect(issuerLabel(certificate)).toBe(`${'x'.repeat(200)}…`);
});
