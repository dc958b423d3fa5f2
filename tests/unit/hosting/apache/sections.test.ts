import { expect, test } from 'vitest';
import { sectionFor } from '../../../../src/hosting/apache/sections.ts';
import { readConfig } from '../../../../src/hosting/readConfig.ts';

/** Observed with httpd 2.4.71, `Require all denied` in the section: 403 where it holds. */
test.each([
  ['Directory /var/www/my-site', '/a', true, 'a dash is a dash'],
  ['Directory /var/www/*', '/a', true, 'the folder below /var/www'],
  ['Directory /var/www/my-site/*', '/.d/y', true, 'a star takes a leading dot: no FNM_PERIOD'],
  ['Directory /var/www/[a&b]*', '/a', false, 'a set of a, & and b'],
  ['Location /loc*/?b', '/loca/.b', true, 'neither does it here'],
  ['Location /loc*/?b', '/loca/xb', true, 'one character'],
  ['Location /loc*/?b', '/loca/xbc', false, 'the whole path'],
  ['Location /a[b', '/a[b/c', true, 'no wildcard: a [ that is not closed'],
])('<%s> and %s: %s', (section, path, holds) => {
  const [kind = ''] = section.split(' ');
  const text = `Listen 443
<VirtualHost *:443>
DocumentRoot /var/www/my-site
<${section}>
SSLVerifyClient require
</${kind}>
</VirtualHost>`;
  const { server } = readConfig('apache', new Map([['/a.conf', text]]), '/a.conf', {});
  const site = server.sites.find(({ source }) => source !== null);
  expect(site !== undefined && sectionFor(site, path) !== null).toBe(holds);
});
