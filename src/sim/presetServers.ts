/** The configurations of presets, written as each program wants them. A certificate is named by its file's stem. */
import type { Software } from '../hosting/model.ts';
import type { ConfiguredServer } from './scenario.ts';

const server = (software: Software, mainFile: string, text: string): ConfiguredServer => ({
  software,
  mainFile,
  files: { [mainFile]: text },
});

const pem = (stem: string): string => `/etc/ssl/${stem}.pem`;
const key = (stem: string): string => `/etc/ssl/${stem}.key`;

type NginxSite = { names: string; certificate: string; second?: string } | { reject: true };

/** `second`: a further certificate of the site. `reject`: the default site, which refuses every handshake. */
export const nginx = (address: string, sites: readonly NginxSite[]): ConfiguredServer =>
  server(
    'nginx',
    'nginx.conf',
    `events {}\nhttp {${sites.map((site) => nginxSite(address, site)).join('')}}\n`,
  );

function nginxSite(address: string, site: NginxSite): string {
  if ('reject' in site) {
    return `
    server {
        listen ${address}:443 ssl default_server;
        ssl_reject_handshake on;
    }
`;
  }
  const certificates = [site.certificate, ...(site.second === undefined ? [] : [site.second])].map(
    (stem) => `
        ssl_certificate ${pem(stem)};
        ssl_certificate_key ${key(stem)};`,
  );
  return `
    server {
        listen ${address}:443 ssl;
        server_name ${site.names};${certificates.join('')}
        location / { return 200 "This is $host\\n"; }
    }
`;
}

/** `certificate` absent: the site is plain HTTP. */
export const apache = (
  address: string,
  sites: readonly { name: string; certificate?: string }[],
): ConfiguredServer =>
  server(
    'apache',
    '/etc/apache2/sites-enabled/sites.conf',
    `Listen ${address}:443\n${sites.map((site) => apacheSite(address, site)).join('')}`,
  );

const apacheSite = (address: string, site: { name: string; certificate?: string }): string => `
<VirtualHost ${address}:443>
    ServerName ${site.name}
    DocumentRoot /var/www/html
    SSLEngine ${site.certificate === undefined ? 'off' : 'on'}${
      site.certificate === undefined
        ? ''
        : `
    SSLCertificateFile ${pem(site.certificate)}
    SSLCertificateKeyFile ${key(site.certificate)}`
    }
</VirtualHost>
`;

/** The certificates of one `bind` line, in order; each file also holds its key. `option`: a word of that line. */
export const haproxy = (address: string, stems: readonly string[], option = ''): ConfiguredServer =>
  server(
    'haproxy',
    '/etc/haproxy/haproxy.cfg',
    `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend https
    bind ${address}:443 ssl ${stems.map((stem) => `crt ${pem(stem)}`).join(' ')}${option && ` ${option}`}
    http-request return status 200
`,
  );

export const caddy = (
  address: string,
  sites: readonly { names: readonly string[]; certificate: string }[],
  defaultSni = '',
): ConfiguredServer =>
  server(
    'caddy',
    '/etc/caddy/Caddyfile',
    `{
	auto_https off${defaultSni && `\n\tdefault_sni ${defaultSni}`}
}
${sites.map((site) => caddySite(address, site)).join('')}`,
  );

const caddySite = (address: string, site: { names: readonly string[]; certificate: string }): string => `
${site.names.map((name) => `https://${name}`).join(', ')} {
	bind ${address}
	tls ${pem(site.certificate)} ${key(site.certificate)}
	respond "This is {host}"
}
`;

/** gnutls-serv has no configuration file: the command that starts it. */
export const gnutls = (port: number, stems: readonly string[]): ConfiguredServer =>
  server(
    'gnutls',
    'gnutls-serv.sh',
    `${[
      `gnutls-serv --http --port ${port}`,
      ...stems.map((stem) => `--x509certfile ${pem(stem)} --x509keyfile ${key(stem)}`),
    ].join(' \\\n  ')}\n`,
  );
