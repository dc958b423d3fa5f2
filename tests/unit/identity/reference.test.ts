import { describe, expect, it } from 'vitest';
import { parseIpv4, parseIpv6, type Ipv4Spelling } from '../../../src/identity/address.ts';
import { aLabelToUnicode, toAscii, type IdnMapping } from '../../../src/identity/idna.ts';
import { referenceHost } from '../../../src/identity/referenceHost.ts';
import type { ClientName } from '../../../src/identity/types.ts';

describe('IPv4 spellings', () => {
  const rows: [string, Ipv4Spelling, string | null, string][] = [
    ['127.0.0.1', 'dotted', '127.0.0.1', 'RFC 3986 section 3.2.2'],
    ['127.0.0.01', 'dotted', null, 'inet_pton refuses leading zeros'],
    ['127.0.0.256', 'dotted', null, 'an octet is at most 255'],
    ['127.0.0.07', 'dotted-small-zeros', '127.0.0.7', 'Python 3.6: not ambiguous'],
    ['127.0.0.010', 'dotted-small-zeros', null, 'Python 3.6: "Ambiguous (octal/decimal) value"'],
    ['0127.0.0.1', 'dotted-small-zeros', null, 'Python 3.6: at most three characters'],
    [' 127.0.0.010 ', 'dotted-scanned', '127.0.0.10', 'OpenSSL 3.0 sscanf: spaces, decimal zeros'],
    ['127.0.0.1.', 'dotted-scanned', null, 'only a space may follow'],
    ['127.1', 'short-decimal', '127.0.0.1', 'Java: the last part fills what is left'],
    ['2130706433', 'short-decimal', '127.0.0.1', 'Java: one part'],
    ['010.0.0.1', 'short-decimal', '10.0.0.1', 'Java: never octal'],
    ['0x7f.1', 'short-decimal', null, 'Java: never hex'],
    ['0x7f.1', 'whatwg', '127.0.0.1', 'WHATWG URL IPv4 parser'],
    ['0177.0.0.1', 'whatwg', '127.0.0.1', 'octal'],
    ['127.0.0.1.', 'whatwg', '127.0.0.1', 'one final dot'],
    ['0x', 'whatwg', '0.0.0.0', 'an empty hex number is zero'],
    ['08.1', 'whatwg', null, '8 is no octal digit'],
    ['4294967296', 'whatwg', null, 'more than 32 bits'],
    ['1.2.3.4.5', 'whatwg', null, 'more than four parts'],
    ['0x7f.1', 'inet-aton', '127.0.0.1', 'curl ipv4_normalize'],
    ['0x', 'inet-aton', null, 'curl: strtoul stops at the x'],
    ['127.0.0.1.', 'inet-aton', null, 'curl: a fifth part'],
    ['127.0.0.1', 'none', null, 'X509_check_host knows names only'],
  ];
  it.each(rows)('%j as %s: %s (%s)', (text, spelling, expected) => {
    expect(parseIpv4(text, spelling)?.join('.') ?? null).toBe(expected);
  });
});

describe('IPv6 (RFC 4291 section 2.2)', () => {
  const rows: [string, number[] | null][] = [
    ['::', new Array<number>(16).fill(0)],
    ['::1', [...new Array<number>(15).fill(0), 1]],
    ['2001:DB8:0:0:8:800:200C:417A', [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 8, 8, 0, 0x20, 0xc, 0x41, 0x7a]],
    ['::ffff:129.144.52.38', [...new Array<number>(10).fill(0), 0xff, 0xff, 129, 144, 52, 38]],
    ['1:2:3:4:5:6:7::', [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 0]],
    ['1:2:3:4:5:6:7:8:9', null],
    ['1::2::3', null],
    ['12345::', null],
    [':::', null],
    ['1.2.3.4::', null],
    ['', null],
  ];
  it.each(rows)('%j', (text, expected) => {
    expect(parseIpv6(text)).toEqual(expected === null ? null : Uint8Array.from(expected));
  });
});

describe('IDNA', () => {
  const rows: [string, IdnMapping, string | null, string][] = [
    ['bücher.example', 'uts46', 'xn--bcher-kva.example', 'RFC 3492'],
    ['BÜCHER.example', 'idna2003', 'xn--bcher-kva.example', 'case folded'],
    ['straße.example', 'uts46', 'xn--strae-oqa.example', 'UTS #46 non-transitional'],
    ['straße.example', 'idna2003', 'strasse.example', 'RFC 3491 nameprep'],
    ['ΑΣ.example', 'uts46', 'xn--mxa0b.example', 'seen in Chromium: no final sigma by context'],
    ['ς.example', 'uts46', 'xn--3xa.example', 'kept'],
    ['ς.example', 'idna2003', 'xn--4xa.example', 'becomes σ'],
    ['ẞ.example', 'uts46', 'xn--zca.example', 'seen in Chromium 156'],
    ['example。com', 'idna2003', 'example.com', 'RFC 3490 section 3.1'],
    ['ｅxample.com', 'uts46', 'example.com', 'fullwidth'],
    ['１２７.1', 'uts46', '127.1', 'fullwidth digits'],
    ['☃.example', 'uts46', 'xn--n3h.example', 'symbols are valid in UTS #46'],
    ['☃.example', 'idna2008', null, 'and disallowed in IDNA2008'],
    ['xn--bü.example', 'uts46', null, 'an ACE prefix on a U-label'],
    ['\u0301a.example', 'uts46', null, 'begins with a combining mark'],
    ['a\u200db.example', 'uts46', null, 'joiner without virama (RFC 5892 appendix A.2)'],
    ['\u0915\u094d\u200d\u0937.example', 'uts46', 'xn--11b2ezcw70k.example', 'joiner after a virama is kept'],
    ['a\u2024b.example', 'uts46', null, 'one dot leader'],
    [`${'ü'.repeat(64)}.example`, 'idna2003', null, 'label over 63 octets'],
  ];
  it.each(rows)('%s by %s: %s (%s)', (host, mapping, expected) => {
    expect(toAscii(host, mapping)).toBe(expected);
  });

  const labels: [string, string | null, string][] = [
    ['xn--bcher-kva', 'bücher', 'RFC 3492'],
    ['XN--BCHER-KVA', 'bücher', 'the prefix in any case'],
    ['xn--a', null, 'decodes to a control character'],
    ['xn--zzzzzz99999', null, 'overflows'],
    ['xn--bcher-', null, 'nothing but ASCII'],
    ['bcher-kva', null, 'no prefix'],
  ];
  it.each(labels)('%s decodes to %s (%s)', (label, expected) => {
    expect(aLabelToUnicode(label, 'uts46')).toBe(expected);
  });
});

describe('referenceHost', () => {
  const rows: [string, ClientName, ReturnType<typeof referenceHost>][] = [
    ['example.com:443', 'chrome', { type: 'dns', text: 'example.com' }],
    ['0x7f.1', 'firefox', { type: 'ip', text: '127.0.0.1' }],
    ['ex%61mple.com', 'curl', { type: 'dns', text: 'example.com' }],
    ['foo.1', 'chrome', null],
    ['127.0.0.1', 'openssl', { type: 'ip', text: '127.0.0.1' }],
    ['example.com.', 'java', null],
    ['[::1]', 'go', { type: 'ip', text: '::1' }],
  ];
  it.each(rows)('%s for %s', (host, client, expected) => {
    expect(referenceHost(host, client)).toEqual(expected);
  });
});
