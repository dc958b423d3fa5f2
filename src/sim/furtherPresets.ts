/**
 * Servers beyond the four ways to host: what certificates, panels and strict programs add. Spread over the programs
 * whose way it is; each configuration is one that the program accepts. Their certificates are loaded when needed.
 */
import { apache, caddy, gnutls, haproxy, nginx } from './presetServers.ts';
import type { Preset } from './presets.ts';

const address = '203.0.113.10';

export const furtherPresets: readonly Preset[] = [
  {
    id: 'gnutls-trio',
    server: gnutls(443, ['test1.example', 'test2.example', 'test3.example']),
    url: 'https://test1.example/',
    clients: ['gnutls', 'openssl', 'chrome'],
  },
  {
    id: 'shared-ip',
    server: apache(address, [
      { name: 'hosting.example', certificate: 'hosting.example' },
      { name: 'blog.example', certificate: 'blog.example' },
      { name: 'shop.example', certificate: 'hosting.example' },
    ]),
    url: 'https://blog.example/',
    clients: ['chrome', 'xp'],
  },
  {
    id: 'owned-ip',
    server: apache('203.0.113.20', [
      { name: 'blog.example', certificate: 'blog.example' },
      { name: 'shop.example', certificate: 'shop.example' },
    ]),
    url: 'https://blog.example/',
    clients: ['chrome', 'xp'],
  },
  {
    id: 'multi-domain',
    server: apache(
      address,
      ['blog.example', 'shop.example', 'mail.example'].map((name) => ({ name, certificate: 'multi-domain' })),
    ),
    url: 'https://shop.example/',
    clients: ['chrome', 'xp'],
  },
  {
    id: 'wildcard',
    server: nginx(address, [{ names: '*.example.com example.com', certificate: 'example.com' }]),
    url: 'https://a.b.example.com/',
    clients: ['chrome', 'go', 'rfc2818'],
  },
  {
    id: 'wildcard-and-others',
    server: caddy(
      address,
      ['example.com', '*.example.com', 'shop.example', 'example.org'].map((name) => ({
        names: [name],
        certificate: 'all-domains',
      })),
      'example.com',
    ),
    url: 'https://example.org/',
    clients: ['chrome', 'xp'],
  },
  {
    id: 'dns-and-ip',
    server: caddy(address, [
      { names: ['blog.example'], certificate: 'blog.example' },
      { names: ['ip.example', address], certificate: 'ip.example' },
    ]),
    url: `https://${address}/`,
    clients: ['chrome', 'curl'],
  },
  {
    id: 'stages',
    server: haproxy(address, ['stages']),
    url: 'https://test.shop.example/',
    clients: ['chrome', 'xp'],
  },
  {
    id: 'several-cns',
    server: haproxy(address, ['several-cns']),
    url: 'https://second.example/',
    clients: ['openssl', 'curl', 'chrome'],
  },
  {
    id: 'strict-sni',
    server: haproxy(address, ['blog.example', 'shop.example'], 'strict-sni'),
    url: 'https://shop.example/',
    clients: ['chrome', 'xp'],
  },
  {
    id: 'reject-handshake',
    server: nginx(address, [
      { reject: true },
      { names: 'blog.example', certificate: 'blog.example' },
      { names: 'shop.example', certificate: 'shop.example' },
    ]),
    url: 'https://shop.example/',
    clients: ['chrome', 'xp'],
  },
  {
    id: 'dual',
    server: nginx(address, [
      { names: 'blog.example', certificate: 'blog.example' },
      { names: 'shop.example', certificate: 'shop.example', second: 'shop.example.rsa' },
    ]),
    url: 'https://shop.example/',
    clients: ['chrome', 'java'],
  },
  {
    id: 'first-without-tls',
    server: apache(address, [
      { name: 'blog.example' },
      { name: 'shop.example', certificate: 'shop.example' },
    ]),
    url: 'https://shop.example/',
    clients: ['chrome', 'curl'],
  },
];
