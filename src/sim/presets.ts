/**
 * The servers a scenario can name. All are configurations for the one hosting model; their words (label, lesson,
 * clients worth trying) are in `content/`. The addresses are from RFC 5737's documentation blocks.
 */
import type { ConfiguredServer } from './scenario.ts';

/** `url`: the address worth typing first: always the second site, so that SNI matters at first sight. */
export type Preset = { id: string; server: ConfiguredServer; url: string };

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

export const presets: readonly Preset[] = [
  {
    id: 'ip-based',
    server: nginx([
      site('203.0.113.10:443', 'blog.example', 'blog.example'),
      site('203.0.113.20:443', 'shop.example', 'shop.example'),
    ]),
    url: 'https://shop.example/',
  },
  {
    id: 'port-based',
    server: nginx([
      site('203.0.113.10:443', 'blog.example', 'blog.example'),
      site('203.0.113.10:1000', 'shop.example', 'shop.example'),
    ]),
    url: 'https://shop.example:1000/',
  },
  {
    id: 'name-based-no-sni',
    server: nginx(sharedAddress.slice(0, 2), { supportsSni: false }),
    url: 'https://shop.example/',
  },
  { id: 'sni', server: nginx(sharedAddress), url: 'https://shop.example/' },
];

/** The preset of that id, or null. */
export const findPreset = (id: string): Preset | null => presets.find((preset) => preset.id === id) ?? null;
