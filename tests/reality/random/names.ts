/** Names out of one small pool, so that sites, certificates and clients meet. */
import fc from 'fast-check';
import type { CertificateUse, SiteName } from '../../../src/hosting/model.ts';
import { clientAuthority, labPath } from '../material.ts';

export const exactNames = [
  'blog.example',
  'shop.example',
  'mail.example',
  'imap.mail.example',
  'example.com',
  'www.example.com',
  'shop.example.com',
  'a.b.example.com',
];
export const wildcards = ['*.example.com', '*.b.example.com', '*.mail.example', '*.example'];

export const exactName = fc.constantFrom(...exactNames);
export const wildcard = fc.constantFrom(...wildcards);

const nearMisses = [
  'x.example.com',
  'x.y.example.com',
  'x.b.example.com',
  'x.mail.example',
  'www2.shop.example',
  'unknown.test',
  'com',
  'WWW.Example.COM',
  'Shop.Example',
  'shop.example.',
  'x.example.com.',
  'blog.example:18443',
  '*.example.com',
  '.example.com',
  'a..b',
  '_',
  '203.0.113.10',
  'xn--bcher-kva.example',
  'first.example',
  'a.example',
  'rsa.example',
];

const calledName = fc.oneof(
  { weight: 3, arbitrary: exactName },
  { weight: 2, arbitrary: fc.constantFrom(...nearMisses) },
);

export const serverName = fc.option(calledName, { freq: 6 });

export const hostHeader = fc.oneof(
  { weight: 12, arbitrary: calledName },
  {
    weight: 1,
    arbitrary: fc.constantFrom(null, '', 'blog.example:1', 'shop.example.:18443', '[::1]', 'a b'),
  },
);

/** Files of `samples/`: EC keys unless said otherwise. */
const ecCertificates = [
  'blog.example.pem',
  'shop.example.pem',
  'wildcard.pem',
  'wildcard-apex.pem',
  'multi-domain.pem',
  'two-sans.pem',
  'cn-only.pem',
  'several-cns.pem',
  'cn-not-in-san.pem',
  'ip-san.pem',
  'internationalised.pem',
];
const rsaCertificate = 'rsa-2048.pem';
const edCertificate = 'ed25519.pem';

export const use = (name: string): CertificateUse => ({
  file: labPath(name),
  keyFile: labPath(name).replace(/pem$/u, 'key'),
  source: null,
});

export const certificate = fc
  .oneof(
    { weight: 10, arbitrary: fc.constantFrom(...ecCertificates) },
    { weight: 2, arbitrary: fc.constant(rsaCertificate) },
    { weight: 1, arbitrary: fc.constant(edCertificate) },
  )
  .map(use);

/** Mostly one certificate, sometimes one for each of two key types. */
export const certificates = fc.oneof(
  {
    weight: 6,
    arbitrary: certificate.map((one) => [one]),
  },
  {
    weight: 1,
    arbitrary: fc
      .shuffledSubarray([ecCertificates[0] ?? '', rsaCertificate, edCertificate], { minLength: 2 })
      .map((names) => names.map(use)),
  },
);

export const siteNames = (name: fc.Arbitrary<string>): fc.Arbitrary<SiteName[]> =>
  fc.uniqueArray(name, { maxLength: 3 }).map((names) => names.map((text) => ({ text, source: null })));

export const authority = { clientCertificateAuthority: clientAuthority };

/** `usual`, and the other once in `weight` + 1 times. */
export const mostly = <T, U>(usual: T, other: fc.Arbitrary<U>, weight: number): fc.Arbitrary<T | U> =>
  fc.oneof({ weight, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });

export const rarely = <T>(value: fc.Arbitrary<T>, weight = 5): fc.Arbitrary<T | undefined> =>
  mostly(undefined, value, weight);

/** Bodies of answers are told apart by their status. */
export const answerOf = (index: number): { status: number; source: null; uncertain: [] } => ({
  status: statuses[index % statuses.length] ?? 200,
  source: null,
  uncertain: [],
});

const statuses = [200, 201, 202, 203, 402, 404, 409, 410];
