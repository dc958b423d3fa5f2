/**
 * What the lab issues. `shows` and the two lists of hosts stand in the first lines of each file; `only` says whose
 * rules the first list needs when clients disagree.
 */

const LEAF = { notBefore: '2026-01-01', notAfter: '2046-01-01', issuer: 'lab-ca', key: 'ec' };

/** A leaf of the lab CA whose CN is its first DNS name. */
function leaf(id, shows, names, match, noMatch, more = {}) {
  const first = names.find((name) => name.startsWith('DNS:'))?.slice(4) ?? id;
  return { ...LEAF, id, shows, subject: [['CN', first]], names, match, noMatch, ...more };
}

const hundred = Array.from({ length: 100 }, (_, i) => `DNS:host-${String(i + 1).padStart(3, '0')}.example`);

export const authorities = [
  {
    id: 'lab-ca',
    shows: 'the root of the lab: trusted in the simulator, and nowhere else',
    subject: [
      ['O', 'whichcert lab'],
      ['CN', 'whichcert lab CA'],
    ],
    notBefore: '2020-01-01',
    notAfter: '2056-01-01',
    issuer: 'lab-ca',
    key: 'ec',
    ca: true,
  },
  {
    id: 'lab-intermediate',
    shows: 'an intermediate CA (path length 0), issued by the lab CA',
    subject: [
      ['O', 'whichcert lab'],
      ['CN', 'whichcert lab intermediate'],
    ],
    notBefore: '2020-01-01',
    notAfter: '2051-01-01',
    issuer: 'lab-ca',
    key: 'ec',
    ca: true,
    pathLength: 0,
  },
];

export const leaves = [
  leaf('blog.example', 'a plain certificate: one name', ['DNS:blog.example'], ['blog.example'], [
    'www.blog.example',
    'shop.example',
  ]),
  leaf('shop.example', 'a plain certificate for a second site', ['DNS:shop.example'], ['shop.example'], [
    'blog.example',
    'www.shop.example',
  ]),
  leaf(
    'two-sans',
    'two names in one certificate',
    ['DNS:a.example', 'DNS:www.a.example'],
    ['a.example', 'www.a.example'],
    ['mail.a.example', 'b.example'],
  ),
  leaf(
    'wildcard-apex',
    'a wildcard and the bare domain, as most CAs issue them',
    ['DNS:*.example.com', 'DNS:example.com'],
    ['example.com', 'www.example.com', 'shop.example.com'],
    ['a.b.example.com', 'example.org'],
  ),
  leaf(
    'wildcard',
    'a wildcard alone: it covers one label, so neither the bare domain nor two labels',
    ['DNS:*.mail.example'],
    ['imap.mail.example', 'smtp.mail.example'],
    ['mail.example', 'a.imap.mail.example'],
  ),
  leaf(
    'ip-san',
    'IP addresses beside a name',
    ['DNS:ip.example', 'IP:203.0.113.10', 'IP:2001:db8::10'],
    ['ip.example', '203.0.113.10', '[2001:db8::10]'],
    ['203.0.113.11', '[2001:db8::11]', '10.113.0.203'],
  ),
  leaf('cn-only', 'a common name and no subjectAltName', [], ['cn-only.example'], ['www.cn-only.example'], {
    subject: [['CN', 'cn-only.example']],
    only: 'clients that still read the common name (OpenSSL, curl, Python, Java, Node); browsers and Go never',
  }),
  leaf(
    'several-cns',
    'three common names and no subjectAltName',
    [],
    ['first.example', 'second.example', 'third.example'],
    ['fourth.example'],
    {
      subject: [
        ['CN', 'first.example'],
        ['CN', 'second.example'],
        ['CN', 'third.example'],
      ],
      only: 'any of the three for OpenSSL, Python and Node, the last for curl and Java, none for browsers and GnuTLS',
    },
  ),
  leaf(
    'cn-not-in-san',
    'a common name that is not among the names of subjectAltName: it does not count',
    ['DNS:in-san.example'],
    ['in-san.example'],
    ['only-cn.example'],
    { subject: [['CN', 'only-cn.example']] },
  ),
  leaf('expired', 'a certificate of 2024, long expired', ['DNS:expired.example'], ['expired.example'], [
    'blog.example',
  ], { notBefore: '2024-01-01', notAfter: '2025-01-01' }),
  leaf(
    'not-yet-valid',
    'a certificate for the year 2050 (GeneralizedTime begins there)',
    ['DNS:future.example'],
    ['future.example'],
    ['blog.example'],
    { notBefore: '2050-01-01', notAfter: '2051-01-01' },
  ),
  leaf(
    'self-signed',
    'a certificate that no CA issued: issuer and subject are the same',
    ['DNS:self-signed.example'],
    ['self-signed.example'],
    ['blog.example'],
    { issuer: 'self-signed', key: 'rsa' },
  ),
  leaf('x509-v1', 'X.509 version 1: no extensions at all', [], ['v1.example'], ['blog.example'], {
    subject: [['CN', 'v1.example']],
    version: 1,
    only: 'clients that still read the common name',
  }),
  leaf(
    'email-uri-sans',
    'an e-mail address and a URI in subjectAltName, no DNS name',
    ['email:postmaster@mail.example', 'URI:https://uri.example/'],
    ['cn-beside-email.example'],
    ['mail.example', 'uri.example'],
    {
      subject: [['CN', 'cn-beside-email.example']],
      only: 'clients for whom only a DNS name switches the common name off (OpenSSL, Java, Node, Python, curl)',
    },
  ),
  leaf(
    'hundred-sans',
    'a hundred names',
    hundred,
    ['host-001.example', 'host-100.example'],
    ['host-000.example', 'host-101.example'],
  ),
  leaf(
    'internationalised',
    'an internationalised name as an A-label, and a wildcard under it',
    ['DNS:xn--bcher-kva.example', 'DNS:*.xn--bcher-kva.example'],
    ['xn--bcher-kva.example', 'bücher.example', 'www.xn--bcher-kva.example'],
    ['bucher.example'],
    { subject: [['CN', 'bücher.example']], only: 'the U-label only where the client converts it' },
  ),
  leaf('rsa-2048', 'an RSA key of 2048 bits', ['DNS:rsa.example'], ['rsa.example'], ['blog.example'], {
    key: 'rsa',
  }),
  leaf('ed25519', 'an Ed25519 key', ['DNS:ed25519.example'], ['ed25519.example'], ['blog.example'], {
    key: 'ed25519',
  }),
  leaf(
    'with-intermediate',
    'a chain: the leaf, then the intermediate that issued it',
    ['DNS:chain.example'],
    ['chain.example'],
    ['blog.example'],
    { issuer: 'lab-intermediate', chain: ['lab-intermediate'] },
  ),
  leaf(
    'missing-intermediate',
    'a leaf of the intermediate, which the server forgot to send',
    ['DNS:missing.example'],
    ['missing.example'],
    ['blog.example'],
    { issuer: 'lab-intermediate' },
  ),
  leaf(
    'hostile-names',
    'script text and direction marks in the subject, a NUL inside a DNS name: shown, never obeyed',
    ['DNS:blog.example\0.hostile.example', 'DNS:hostile.example'],
    ['hostile.example'],
    ['blog.example'],
    {
      subject: [
        ['O', '<script>alert(1)</script>'],
        ['CN', '\u202Eelpmaxe.golb\u202C<img src=x onerror=alert(1)>'],
      ],
      only: 'clients that do not give up at the NUL',
    },
  ),
  leaf(
    'multi-domain',
    'three sites in one certificate',
    ['DNS:blog.example', 'DNS:shop.example', 'DNS:mail.example'],
    ['blog.example', 'shop.example', 'mail.example'],
    ['www.blog.example', 'imap.mail.example'],
  ),
  leaf(
    'wildcard-alone',
    'a wildcard for every host one label under example.com, and nothing else',
    ['DNS:*.example.com'],
    ['www.example.com', 'shop.example.com'],
    ['example.com', 'a.b.example.com'],
  ),
  leaf(
    'wildcard-and-others',
    'a wildcard, its bare domain and two other domains',
    ['DNS:*.example.com', 'DNS:example.com', 'DNS:shop.example', 'DNS:example.org'],
    ['www.example.com', 'example.com', 'shop.example', 'example.org'],
    ['www.shop.example', 'a.b.example.com'],
  ),
  leaf(
    'stages',
    'development, test and production in one certificate: everybody can read all three',
    ['DNS:shop.example', 'DNS:test.shop.example', 'DNS:dev.shop.example'],
    ['shop.example', 'test.shop.example', 'dev.shop.example'],
    ['www.shop.example', 'staging.shop.example'],
  ),
  leaf(
    'hosting-panel',
    'the certificate of a hosting company’s own name, served to customers without one',
    ['DNS:hosting.example', 'DNS:www.hosting.example'],
    ['hosting.example', 'www.hosting.example'],
    ['blog.example', 'shop.example'],
  ),
  leaf(
    'shop-rsa',
    'an RSA certificate beside the ECDSA one for the same name',
    ['DNS:shop.example'],
    ['shop.example'],
    ['www.shop.example'],
    { key: 'rsa' },
  ),
  leaf(
    'test1',
    'X.509 version 3 with a common name and no subjectAltName',
    [],
    ['test1.example'],
    ['test2.example'],
    { subject: [['CN', 'test1.example']], only: 'clients that still read the common name' },
  ),
  leaf('test2', 'X.509 version 3 with subjectAltName', ['DNS:test2.example'], ['test2.example'], [
    'test1.example',
  ]),
  leaf('test3', 'X.509 version 1', [], ['test3.example'], ['test1.example'], {
    subject: [['CN', 'test3.example']],
    version: 1,
    only: 'clients that still read the common name',
  }),
];

/** Certificate file in a preset's configuration -> the sample it holds. */
export const presetFiles = {
  '/etc/ssl/blog.example.pem': 'blog.example',
  '/etc/ssl/shop.example.pem': 'shop.example',
  '/etc/ssl/mail.example.pem': 'wildcard',
  '/etc/ssl/wildcard.example.com.pem': 'wildcard-apex',
  '/etc/ssl/multi-domain.pem': 'multi-domain',
};

/** As `presetFiles`, for the presets that are not loaded at first sight. */
export const furtherPresetFiles = {
  '/etc/ssl/example.com.pem': 'wildcard-alone',
  '/etc/ssl/all-domains.pem': 'wildcard-and-others',
  '/etc/ssl/stages.pem': 'stages',
  '/etc/ssl/hosting.example.pem': 'hosting-panel',
  '/etc/ssl/shop.example.rsa.pem': 'shop-rsa',
  '/etc/ssl/ip.example.pem': 'ip-san',
  '/etc/ssl/several-cns.pem': 'several-cns',
  '/etc/ssl/test1.example.pem': 'test1',
  '/etc/ssl/test2.example.pem': 'test2',
  '/etc/ssl/test3.example.pem': 'test3',
};
