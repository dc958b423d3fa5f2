/** The standards, clause by clause, and the illustrative Windows XP policy. */
import { describe, expect, it } from 'vitest';
import type { ClientName } from '../../../src/identity/types.ts';
import { verifyIdentity } from '../../../src/identity/verifyIdentity.ts';
import { dns, email, ip, makeCertificate, srv, tlv, uri, type Parts } from './makeCertificate.ts';

type Row = [
  reason: string,
  parts: Parts,
  host: string,
  outcome: 'match' | 'mismatch' | 'bad-reference' | 'bad-certificate',
];

const cn = (...names: string[]): Parts['subject'] => names.map((name) => [['cn', name]]);

const tables: Partial<Record<ClientName, Row[]>> = {
  rfc9525: [
    [
      '6.3: labels compared without regard to ASCII case',
      { san: [dns('WWW.Example.com')] },
      'www.example.COM',
      'match',
    ],
    ['6.3: each label must match', { san: [dns('www.example.com')] }, 'example.com', 'mismatch'],
    [
      '6.3: a wildcard is the complete left-most label',
      { san: [dns('*.example.com')] },
      'a.example.com',
      'match',
    ],
    [
      '6.3: a wildcard matches exactly one label, not two',
      { san: [dns('*.example.com')] },
      'a.b.example.com',
      'mismatch',
    ],
    [
      '6.3: a wildcard matches exactly one label, not none',
      { san: [dns('*.example.com')] },
      'example.com',
      'mismatch',
    ],
    [
      '6.3: otherwise the identifier is ignored (partial)',
      { san: [dns('f*.example.com')] },
      'foo.example.com',
      'mismatch',
    ],
    [
      '6.3: otherwise the identifier is ignored (not left-most)',
      { san: [dns('a.*.com')] },
      'a.b.com',
      'mismatch',
    ],
    ['6.3: exactly one wildcard', { san: [dns('*.*.com')] }, 'a.b.com', 'mismatch'],
    [
      '6.3: ignoring one does not end the search',
      { san: [dns('f*.a.com'), dns('foo.a.com')] },
      'foo.a.com',
      'match',
    ],
    ['no rule on public suffixes or a number of labels', { san: [dns('*.com')] }, 'example.com', 'match'],
    [
      '6.3: an A-label is a label like any other',
      { san: [dns('*.example.com')] },
      'xn--bcher-kva.example.com',
      'match',
    ],
    [
      '6.3: U-labels of the reference are converted first',
      { san: [dns('xn--bcher-kva.example')] },
      'bücher.example',
      'match',
    ],
    ['5890: IDNA2008 keeps the sharp s', { san: [dns('strasse.example')] }, 'straße.example', 'mismatch'],
    ['2, 6.1: the common name must not be used', { subject: cn('example.com') }, 'example.com', 'mismatch'],
    [
      '2: nor beside other names',
      { san: [ip(10, 0, 0, 1)], subject: cn('example.com') },
      'example.com',
      'mismatch',
    ],
    ['6.4: iPAddress octet for octet', { san: [ip(127, 0, 0, 1)] }, '127.0.0.1', 'match'],
    ['6.4: another address', { san: [ip(127, 0, 0, 1)] }, '127.0.0.2', 'mismatch'],
    ['6.4: an address is not compared with dNSName', { san: [dns('127.0.0.1')] }, '127.0.0.1', 'mismatch'],
    ['6.4: 16 octets are not 4', { san: [ip(127, 0, 0, 1)] }, '::ffff:127.0.0.1', 'mismatch'],
    ['6.4: IPv6, RFC 3986 brackets', { san: [ip(...new Array<number>(15).fill(0), 1)] }, '[::1]', 'match'],
    ['6.4: 127.1 is not an RFC 3986 IPv4address', { san: [ip(127, 0, 0, 1)] }, '127.1', 'mismatch'],
    [
      'RFC 5280 4.2: repeated extension',
      { rawSan: [tlv(0x30, dns('a.com')), tlv(0x30, dns('a.com'))] },
      'a.com',
      'bad-certificate',
    ],
    ['RFC 5280 4.2.1.6: at least one name', { san: [] }, 'a.com', 'bad-certificate'],
    ['a host that IDNA cannot convert', { san: [dns('a.com')] }, 'a\ue000ü.com', 'bad-reference'],
    ['NUL is no part of a host name', { san: [dns('a.com\0.evil.example')] }, 'a.com', 'mismatch'],
  ],
  rfc6125: [
    ['6.4.3 (3): a fragment may be matched', { san: [dns('f*.example.com')] }, 'foo.example.com', 'match'],
    ['6.4.3 (3): baz*, *baz, b*z', { san: [dns('b*z.example.com')] }, 'buzz.example.com', 'match'],
    [
      '6.4.3 (1): only in the left-most label',
      { san: [dns('bar.*.example.net')] },
      'bar.foo.example.net',
      'mismatch',
    ],
    ['6.4.3 (2): only that label', { san: [dns('*.example.com')] }, 'bar.foo.example.com', 'mismatch'],
    [
      '6.4.3 (3): not embedded in an A-label',
      { san: [dns('xn--kcry6tjko*.example.org')] },
      'xn--kcry6tjkoa.example.org',
      'mismatch',
    ],
    ['6.4.3 (3): nor against one', { san: [dns('*-kva.example')] }, 'xn--bcher-kva.example', 'mismatch'],
    ['6.4.4: CN as the last resort', { subject: cn('example.com') }, 'example.com', 'match'],
    [
      '6.4.4: not if there is a DNS-ID',
      { san: [dns('other.example')], subject: cn('example.com') },
      'example.com',
      'mismatch',
    ],
    [
      '6.4.4: not if there is a URI-ID',
      { san: [uri('sip:a.example')], subject: cn('example.com') },
      'example.com',
      'mismatch',
    ],
    [
      '6.4.4: not if there is an SRV-ID',
      { san: [srv('_sip.a.example')], subject: cn('example.com') },
      'example.com',
      'mismatch',
    ],
    [
      '6.4.4: an e-mail address is none of these',
      { san: [email('a@b.example')], subject: cn('example.com') },
      'example.com',
      'match',
    ],
    [
      '1.8: a CN-ID is the only CN of its RDN',
      {
        subject: [
          [
            ['cn', 'a.com'],
            ['cn', 'b.com'],
          ],
        ],
      },
      'a.com',
      'mismatch',
    ],
    ['1.8: several RDNs', { subject: cn('a.com', 'b.com') }, 'a.com', 'match'],
    ['6.4.4: a CN is a domain name, not an address', { subject: cn('10.0.0.1') }, '10.0.0.1', 'mismatch'],
  ],
  rfc2818: [
    ['3.1: *.a.com matches foo.a.com', { san: [dns('*.a.com')] }, 'foo.a.com', 'match'],
    ['3.1: but not bar.foo.a.com', { san: [dns('*.a.com')] }, 'bar.foo.a.com', 'mismatch'],
    ['3.1: f*.com matches foo.com', { san: [dns('f*.com')] }, 'foo.com', 'match'],
    ['3.1: but not bar.com', { san: [dns('f*.com')] }, 'bar.com', 'mismatch'],
    ['3.1: any single component', { san: [dns('www.*.com')] }, 'www.a.com', 'match'],
    ['3.1: a match in any one is acceptable', { san: [dns('a.com'), dns('b.com')] }, 'b.com', 'match'],
    [
      '3.1: a dNSName must be used if present',
      { san: [dns('a.com')], subject: cn('b.com') },
      'b.com',
      'mismatch',
    ],
    ['3.1: otherwise the common name', { san: [email('x@b.com')], subject: cn('b.com') }, 'b.com', 'match'],
    ['3.1: the most specific one', { subject: cn('a.com', 'b.com') }, 'b.com', 'match'],
    ['3.1: not the others', { subject: cn('a.com', 'b.com') }, 'a.com', 'mismatch'],
    ['3.1: an address must be an iPAddress', { subject: cn('10.0.0.1') }, '10.0.0.1', 'mismatch'],
    ['3.1: and match exactly', { san: [ip(10, 0, 0, 1)] }, '10.0.0.1', 'match'],
  ],
  xp: [
    ['dNSName is compared as a whole', { san: [dns('www.a.com')] }, 'WWW.a.com', 'match'],
    ['no wildcard in dNSName', { san: [dns('*.a.com')] }, 'www.a.com', 'mismatch'],
    ['a wildcard in the common name', { subject: cn('*.a.com') }, 'www.a.com', 'match'],
    ['it stands for one label', { subject: cn('*.a.com') }, 'x.www.a.com', 'mismatch'],
    ['it may end a label', { subject: cn('www*.a.com') }, 'www12.a.com', 'match'],
    ['it may not begin one', { subject: cn('*www.a.com') }, 'xwww.a.com', 'mismatch'],
    ['nor follow a plain label', { subject: cn('www.*.com') }, 'www.a.com', 'mismatch'],
    [
      'any subjectAltName hides the common name',
      { san: [email('x@a.com')], subject: cn('a.com') },
      'a.com',
      'mismatch',
    ],
    ['the first common name only', { subject: cn('a.com', 'b.com') }, 'b.com', 'mismatch'],
    [
      'domain components instead of it',
      { subject: [[['dc', 'com']], [['dc', 'a']], [['cn', 'b.com']]] },
      'a.com',
      'match',
    ],
    [
      'all labels among them',
      { subject: [[['dc', 'com']], [['dc', 'a']], [['cn', 'b.com']]] },
      'b.com',
      'mismatch',
    ],
  ],
};

describe.each(Object.entries(tables) as [ClientName, Row[]][])('%s', (client, rows) => {
  it.each(rows)('%s', (_reason, parts, host, outcome) => {
    expect(verifyIdentity(makeCertificate(parts), host, client).outcome).toBe(outcome);
  });
});
