/**
 * What random certificates and hosts showed beside the rows of tests/truth: GnuTLS 3.7.9
 * gnutls_x509_crt_check_hostname2, Node 20 tls.checkServerIdentity, Go 1.19 VerifyHostname, each run on these names.
 */
import { describe, expect, it } from 'vitest';
import type { ClientName } from '../../../src/identity/types.ts';
import { verifyIdentity } from '../../../src/identity/verifyIdentity.ts';
import { dns, email, makeCertificate, type Parts } from './makeCertificate.ts';

const cn = (name: string): Parts => ({ subject: [[['cn', name]]] });
const long = `${'abcdefghi.'.repeat(26)}example.com`;

describe.each<[ClientName, [reason: string, parts: Parts, host: string, matches: boolean][]]>([
  [
    'gnutls',
    [
      ['a common name as it stands', cn('b.example.com'), 'b.example.com', true],
      ['a plus in a common name is escaped', cn('a+b.example.com'), 'a+b.example.com', false],
      ['so is a space at its end', cn('b.example.com '), 'b.example.com ', false],
      ['a common name of 255 octets', cn(long.slice(-255)), long.slice(-255), true],
      ['one of 256 is not read', cn(long.slice(-256)), long.slice(-256), false],
      [
        'a name after one of over 255 octets is read',
        { san: [dns(long), dns('good.example.com')] },
        'good.example.com',
        true,
      ],
      [
        'a long e-mail address keeps the common name out',
        { ...cn('good.example.com'), san: [email(`a@${long}`)] },
        'good.example.com',
        false,
      ],
    ],
  ],
  [
    'node',
    [
      ['one final dot is taken off a name', { san: [dns('example.com.')] }, 'example.com', true],
      ['two leave an empty label', { san: [dns('example.com..')] }, 'example.com...', false],
    ],
  ],
  [
    'go',
    [
      ['a faulty name matches itself', { san: [dns('a..b')] }, 'a..b', true],
      ['a lone dot does not', { san: [dns('.')] }, '.', false],
    ],
  ],
])('%s', (client, rows) => {
  it.each(rows)('%s', (_, parts, host, matches) => {
    expect(verifyIdentity(makeCertificate(parts), host, client).outcome === 'match').toBe(matches);
  });
});
