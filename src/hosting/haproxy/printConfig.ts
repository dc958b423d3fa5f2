/**
 * The server model -> haproxy.cfg and its crt-lists. A HAProxy server is written as it was read; of another
 * program's server, what HAProxy cannot express is named in `problems`.
 */
import type { Problem } from '../../decision.ts';
import type { Listener, Server, Site } from '../model.ts';
import { placesOfSite } from '../placesOfSites.ts';
import type { PrintResult } from '../program.ts';
import { problem } from './answers.ts';
import { asHaproxyServer } from './asHaproxyServer.ts';
import { bindWords, type Printing } from './printBind.ts';
import { quoteWord } from './quoteWord.ts';

const folder = '/etc/haproxy';
const mainFile = `${folder}/haproxy.cfg`;

/** Certificates keep their paths; HAProxy wants each file to hold its private key as well. */
export function printConfig(source: Server): PrintResult {
  const problems: Problem[] = [];
  const server = asHaproxyServer(source, problems);
  const printing: Printing = { files: new Map(), problems, folder, version: server.version };
  const lines = [
    'global',
    '    log stdout format raw local0',
    '',
    'defaults',
    '    mode http',
    '    log global',
    '    timeout connect 5s',
    '    timeout client 30s',
    '    timeout server 30s',
  ];
  const names = frontendNames(server.sites);
  for (const [index, site] of server.sites.entries()) {
    const listeners = placesOfSite(server, index)
      .filter((place) => place.index === 0)
      .map(({ listener }) => listener);
    lines.push('', ...frontend(site, names[index] ?? '', listeners, printing));
  }
  const files = new Map([[mainFile, `${lines.join('\n')}\n`], ...printing.files]);
  return { files, mainFile, problems };
}

function frontend(site: Site, name: string, listeners: Listener[], printing: Printing): string[] {
  if (listeners.length === 0)
    printing.problems.push(
      problem('haproxy-print-site-not-reached', 'warning', { site: site.label }, site.source),
    );
  const binds = listeners.map(
    (listener) => `    bind ${bindWords(listener, printing).map(quoteWord).join(' ')}`,
  );
  const status = site.answer?.status ?? 200;
  for (const { code, params, source } of site.answer?.uncertain ?? [])
    printing.problems.push({ code, severity: 'unsupported', params, source });
  return [`frontend ${name}`, ...binds, `    http-request return status ${String(status)}`];
}

/** HAProxy's names are of letters, digits and `-_.:`, and no two frontends have the same. */
function frontendNames(sites: Site[]): string[] {
  const taken = new Set<string>();
  const numbers = new Map<string, number>();
  return sites.map(({ label }) => {
    const plain = label.replace(/[^A-Za-z0-9_.:-]/gu, '-') || 'site';
    let name = plain;
    let number = numbers.get(plain) ?? 2;
    for (; taken.has(name); number += 1) name = `${plain}-${String(number)}`;
    numbers.set(plain, number);
    taken.add(name);
    return name;
  });
}
