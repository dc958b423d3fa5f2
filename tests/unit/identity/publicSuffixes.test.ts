/** One after the other: the first half runs before the list is loaded. */
import { describe, expect, it } from 'vitest';
import { loadPublicSuffixes, registryOf } from '../../../src/identity/publicSuffixes.ts';
import { verifyIdentity } from '../../../src/identity/verifyIdentity.ts';
import { dns, makeCertificate } from './makeCertificate.ts';

const last = (pattern: string, host: string) =>
  verifyIdentity(makeCertificate({ san: [dns(pattern)] }), host, 'chrome').checks.find(
    ({ presented }) => presented,
  );

describe('public suffixes', { concurrent: false }, () => {
  it('says so when the list is not loaded yet', () => {
    expect(registryOf('www.example.com')).toBeNull();
    expect(last('*.example.com', 'www.example.com')).toMatchObject({
      result: 'match',
      rule: 'wildcard-equal-suffixes-not-loaded',
    });
    expect(last('*.com', 'example.com')).toMatchObject({
      result: 'no-match',
      rule: 'wildcard-suffixes-not-loaded',
    });
  });

  const rows: [string, string, string, string][] = [
    ['*.example.com', 'www.example.com', 'wildcard-equal', 'com is the registry'],
    ['*.com', 'example.com', 'wildcard-public-suffix', 'a suffix of one label'],
    ['*.co.uk', 'example.co.uk', 'wildcard-public-suffix', 'a suffix of two labels'],
    ['*.uk', 'co.uk', 'wildcard-equal', 'a host that is itself a suffix has no registry'],
    ['*.github.io', 'foo.github.io', 'wildcard-equal', 'the PRIVATE section is left out'],
    ['*.test', 'foo.test', 'wildcard-public-suffix', 'an unknown top-level domain is a registry'],
    ['*.corp.internal', 'host.corp.internal', 'wildcard-equal', 'below an unknown one'],
    ['*.ck', 'foo.ck', 'wildcard-equal', 'the rule *.ck makes foo.ck itself a suffix'],
    ['*.ck', 'www.ck', 'wildcard-public-suffix', 'the exception !www.ck'],
    ['*.kawasaki.jp', 'city.kawasaki.jp', 'wildcard-public-suffix', 'the exception !city.kawasaki.jp'],
    ['*.xn--55qx5d.cn', 'a.xn--55qx5d.cn', 'wildcard-public-suffix', 'an internationalised suffix'],
  ];
  it.each(rows)('%s for %s: %s (%s)', async (pattern, host, rule) => {
    await loadPublicSuffixes();
    expect(last(pattern, host)?.rule).toBe(rule);
  });
});
