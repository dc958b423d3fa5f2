/**
 * The servers a scenario can name. All are configurations for the one hosting model; their words (label, lesson,
 * clients worth trying) are in `content/`. The addresses are from RFC 5737's documentation blocks.
 */
import type { ClientName } from '../identity/types.ts';
import { furtherPresets } from './furtherPresets.ts';
import type { ConfiguredServer } from './scenario.ts';

export type PresetId =
  | 'ip-based'
  | 'port-based'
  | 'name-based-no-sni'
  | 'sni'
  | 'gnutls-trio'
  | 'shared-ip'
  | 'owned-ip'
  | 'multi-domain'
  | 'wildcard'
  | 'wildcard-and-others'
  | 'dns-and-ip'
  | 'stages'
  | 'several-cns'
  | 'strict-sni'
  | 'reject-handshake'
  | 'dual'
  | 'first-without-tls';

/** `url`: the address worth typing first. `clients`: those worth trying there, because they fare differently. */
export type Preset = {
  id: PresetId;
  server: ConfiguredServer;
  url: string;
  clients: readonly ClientName[];
};

const site = (listen: string, name: string, certificate: string) => `
    server {
        listen ${listen} ssl;
        server_name ${name};
        ssl_certificate /etc/ssl/${certificate}.pem;
        ssl_certificate_key /etc/ssl/${certificate}.key;
        location / { return 200 "This is ${name}\\n"; }
    }
`;

const nginx = (sites: string[], more: Partial<ConfiguredServer> = {}): ConfiguredServer => ({
  software: 'nginx',
  mainFile: 'nginx.conf',
  files: { 'nginx.conf': `events {}\nhttp {${sites.join('')}}\n` },
  ...more,
});

const sharedAddress = [
  site('203.0.113.10:443', 'blog.example', 'blog.example'),
  site('203.0.113.10:443', 'shop.example', 'shop.example'),
  site('203.0.113.10:443', '*.mail.example', 'mail.example'),
];

/** The four ways to host; their certificates are there from the first sight. `url` is always the second site. */
export const presets: readonly Preset[] = [
  {
    id: 'ip-based',
    server: nginx([
      site('203.0.113.10:443', 'blog.example', 'blog.example'),
      site('203.0.113.20:443', 'shop.example', 'shop.example'),
    ]),
    url: 'https://shop.example/',
    clients: ['chrome', 'xp'],
  },
  {
    id: 'port-based',
    server: nginx([
      site('203.0.113.10:443', 'blog.example', 'blog.example'),
      site('203.0.113.10:1000', 'shop.example', 'shop.example'),
    ]),
    url: 'https://shop.example:1000/',
    clients: ['chrome', 'xp'],
  },
  {
    id: 'name-based-no-sni',
    server: nginx(sharedAddress.slice(0, 2), { supportsSni: false }),
    url: 'https://shop.example/',
    clients: ['chrome', 'xp'],
  },
  {
    id: 'sni',
    server: nginx(sharedAddress),
    url: 'https://shop.example/',
    clients: ['chrome', 'curl', 'xp'],
  },
];

/** The preset of that id, among all of them, or null. */
export const findPreset = (id: string): Preset | null =>
  [...presets, ...furtherPresets].find((preset) => preset.id === id) ?? null;
