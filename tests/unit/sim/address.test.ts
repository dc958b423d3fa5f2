import { describe, expect, test } from 'vitest';
import { hostHeader, readAddress } from '../../../src/sim/address.ts';
import { hostsText, readHosts } from '../../../src/sim/hostsTable.ts';

describe('readAddress (RFC 3986 section 3.2)', () => {
  test.each([
    ['https://shop.example/', 'shop.example', 443, '/', 'usual'],
    ['shop.example', 'shop.example', 443, '/', 'scheme left out, as in an address bar'],
    ['https://shop.example:1000/a?b#c', 'shop.example', 1000, '/a?b#c', 'port and path'],
    ['https://shop.example:/', 'shop.example', 443, '/', 'section 3.2.3: an empty port is the default one'],
    ['https://user:pw@shop.example/', 'shop.example', 443, '/', 'userinfo is not the host'],
    ['https://[2001:db8::10]:8443/', '2001:db8::10', 8443, '/', 'section 3.2.2: IP-literal in brackets'],
    ['  https://shop.example?x  ', 'shop.example', 443, '/?x', 'a query without a path'],
  ])('%s', (url, host, port, path) => {
    expect(readAddress(url)).toEqual({ host, port, path });
  });

  test.each([
    ['', 'address-empty'],
    ['http://shop.example/', 'address-scheme'],
    ['ftp://x/', 'address-scheme'],
    ['https://', 'address-host'],
    ['https://[shop.example]/', 'address-host'],
    ['https://shop.example:0/', 'address-port'],
    ['https://shop.example:65536/', 'address-port'],
    ['https://shop.example:4x/', 'address-port'],
    ['two words', 'address-form'],
    ['https://a:1:2/', 'address-port'],
  ])('%s is refused: %s', (url, fault) => {
    expect(readAddress(url)).toEqual({ fault });
  });

  test.each([
    ['https://shop.example/', 'shop.example'],
    ['https://shop.example:1000/', 'shop.example:1000'],
    ['https://[2001:db8::10]:8443/', '[2001:db8::10]:8443'],
  ])('Host of %s is %s (RFC 9110 section 7.2)', (url, header) => {
    const target = readAddress(url);
    expect('fault' in target ? target.fault : hostHeader(target)).toBe(header);
  });
});

describe('the name lookup as lines', () => {
  test('several names a line, comments, several addresses a name', () => {
    const text = '203.0.113.10 a.example B.example # first\n\n2001:db8::1 a.example\n';
    expect(readHosts(text)).toEqual({
      dns: { 'a.example': ['203.0.113.10', '2001:db8::1'], 'b.example': ['203.0.113.10'] },
    });
  });
  test.each([
    ['203.0.113.10', 1],
    ['203.0.113.10 a\nx a', 2],
  ])('%o: the fault is in line %i', (text, line) => {
    expect(readHosts(text)).toEqual({ line });
  });
  test('names that plain objects have of their own are names like any other', () => {
    const { dns } = { dns: {}, ...readHosts('203.0.113.10 constructor __proto__ constructor') };
    expect(Object.entries(dns)).toEqual([
      ['constructor', ['203.0.113.10', '203.0.113.10']],
      ['__proto__', ['203.0.113.10']],
    ]);
  });
  test('what is written is read again', () => {
    const dns = { 'a.example': ['203.0.113.10', '203.0.113.11'], 'b.example': ['2001:db8::1'] };
    expect(readHosts(hostsText(dns))).toEqual({ dns });
  });
});
