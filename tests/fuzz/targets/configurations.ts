/** The five readers of configurations, and what is then asked of the server they read. */
import { readFileSync } from 'node:fs';
import type { Connection, Hello, Server, Software } from '../../../src/hosting/model.ts';
import { printConfig } from '../../../src/hosting/printConfig.ts';
import { readConfig } from '../../../src/hosting/readConfig.ts';
import { selectCertificate } from '../../../src/hosting/selectCertificate.ts';
import { selectSite } from '../../../src/hosting/selectSite.ts';
import { usualHosts } from '../../../src/sim/compareHosts.ts';
import { openConfiguration } from '../../../src/sim/configuration.ts';
import { grammars } from '../grammars.ts';
import { mutateText } from '../mutateText.ts';
import type { Random } from '../random.ts';
import { allOf, configurationSeeds, pickSeed } from '../seeds.ts';
import { target, type Target } from '../target.ts';

const certificate = readFileSync('samples/shop.example.pem', 'utf8');

type Asked = {
  serverName: string | null;
  host: string | null;
  versions: Hello['versions'];
  listener: number;
};
type Case = {
  software: Software;
  files: Map<string, string>;
  mainFile: string;
  version: string | undefined;
  asked: Asked[];
};

const mains: Record<Software, string> = {
  nginx: '/etc/nginx/nginx.conf',
  apache: '/etc/apache2/apache2.conf',
  haproxy: '/etc/haproxy/haproxy.cfg',
  caddy: '/etc/caddy/Caddyfile',
  gnutls: '/etc/gnutls.conf',
};

const hosts = ['shop.example', 'www.one.example', 'a.b.c.example.com', '', '.', '..', '*', 'constructor', '__proto__', '203.0.113.10',
  'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', 'SHOP.example.', 'xn--', '[::1]', 'a'.repeat(300)]; // prettier-ignore

function askedFor(random: Random): Asked {
  return {
    serverName: random.once(5) ? null : random.pick(hosts),
    host: random.once(5) ? null : random.pick(hosts),
    versions: random.pick([['1.2', '1.3'], ['1.3'], ['1.2'], ['ssl3', '1.0'], []]),
    listener: random.below(4),
  };
}

function ask(server: Server, { serverName, host, versions, listener }: Asked): void {
  const place = server.listeners[listener % Math.max(1, server.listeners.length)];
  const name = server.sites[listener]?.names[0]?.text;
  const hello: Hello = {
    address: place === undefined || place.address === '*' ? '203.0.113.10' : place.address,
    port: place?.port ?? 443,
    serverName: serverName === '' && name !== undefined ? name : serverName,
    versions,
  };
  const selection = selectCertificate(server, hello);
  const connection: Connection = { hello, selection, clientCertificate: 'none' };
  selectSite(server, connection, host);
  selectSite(server, { ...connection, clientCertificate: 'good', requestPath: '/a/../b' }, name ?? null);
}

function reader(software: Software): Target {
  const seeds = configurationSeeds(software);
  const material = { ...grammars[software], seeds: allOf(seeds) };
  const mutated = (random: Random): string => mutateText(pickSeed(seeds, random), random, material);
  return target<Case>({
    name: software,
    cases: 20_000,
    steps: 20_000_000,
    make: (random) => {
      const mainFile = mains[software];
      const files = new Map([
        [mainFile, mutated(random)],
        ['/etc/ssl/one.pem', certificate],
      ]);
      for (let more = random.below(3); more > 0; more -= 1) {
        const name = random.pick([
          'conf.d/a.conf',
          'sites/x/b.conf',
          '../other.conf',
          'constructor',
          '/etc/ssl/one.key',
        ]);
        files.set(name.startsWith('/') ? name : mainFile.replace(/[^/]*$/, name), mutated(random));
      }
      const asked = Array.from({ length: 3 }, () => askedFor(random));
      const version = random.once(4)
        ? random.pick(['1.22', '2.4', '2.6.2', '2.4.62', '3.7', 'constructor', ''])
        : undefined;
      return { software, files, mainFile, version, asked };
    },
    run: async ({ files, mainFile, version, asked }) => {
      const { server } = readConfig(software, files, mainFile, { version });
      for (const question of asked) ask(server, question);
      usualHosts(server);
      printConfig(server, software);
      await openConfiguration([...files].map(([path, text]) => ({ path, text })));
    },
  });
}

export const readers: readonly Target[] = (['nginx', 'apache', 'haproxy', 'caddy', 'gnutls'] as const).map(
  reader,
);
