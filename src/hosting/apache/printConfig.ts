/** Server model -> an httpd.conf that Apache httpd 2.4.66 and later accepts, once its modules are loaded. */
import type { Problem } from '../../decision.ts';
import type { Listener, Server } from '../model.ts';
import type { PrintResult } from '../program.ts';
import { asApacheServer } from './asApacheServer.ts';
import type { ApacheProblem } from './codes.ts';
import { printOrder, type Block } from './printOrder.ts';
import { printSite } from './printSite.ts';
import { hasSniPolicy } from './versions.ts';
import { addTo } from '../../text/addTo.ts';

const mainFile = '/etc/apache2/apache2.conf';

/**
 * `LoadModule` lines are left out: where modules lie differs (mod_ssl, mod_socache_shmcb and an MPM are needed).
 * What httpd cannot express is in `problems`. The virtual hosts keep the order that decides on each address.
 */
export function printConfig(server: Server): PrintResult {
  const problems: Problem[] = [];
  const printable = asApacheServer(server, problems);
  const blocks = printOrder(printable);
  const written = new Set(blocks.map(({ site }) => site));
  for (const [index, site] of printable.sites.entries()) {
    if (written.has(index)) continue;
    const code: ApacheProblem = 'apache-print-not-reached';
    problems.push({ code, severity: 'warning', params: { site: site.label }, source: site.source });
  }
  const lines = [
    'ServerName main.invalid',
    ...printListens(printable.listeners, problems),
    ...printPolicy(printable),
    ...blocks.flatMap((block) => printBlock(printable, block, problems)),
    '',
  ];
  return { files: new Map([[mainFile, lines.join('\n')]]), mainFile, problems };
}

/** A port bound on every address is bound once: httpd cannot bind it on one of them again. */
function printListens(listeners: readonly Listener[], problems: Problem[]): string[] {
  const byPort = new Map<number, Listener[]>();
  for (const listener of listeners) {
    addTo(byPort, listener.port, listener);
  }
  return [...byPort].flatMap(([port, onPort]) => {
    const any = onPort.filter(({ address }) => address === '*');
    const families = new Set(any.map(({ family }) => family));
    const [first, ...others] = any;
    if (first === undefined) {
      return [...new Set(onPort.map(({ address }) => `Listen ${bracketed(address)}:${port}`))];
    }
    if (others.some(({ sites }) => JSON.stringify(sites) !== JSON.stringify(first.sites))) {
      const code: ApacheProblem = 'apache-print-family';
      problems.push({ code, severity: 'unsupported', params: { port }, source: first.source });
    }
    const ipv4 =
      families.size === 1 && families.has(4) && onPort.every(({ address }) => !address.includes(':'));
    return [ipv4 ? `Listen 0.0.0.0:${port}` : `Listen ${port}`];
  });
}

function printPolicy({ vhostSniPolicy, version }: Server): string[] {
  return vhostSniPolicy === undefined || !hasSniPolicy(version)
    ? []
    : [`SSLVHostSNIPolicy ${vhostSniPolicy.policy}`];
}

function printBlock(server: Server, { site: index, addresses, tls }: Block, problems: Problem[]): string[] {
  const site = server.sites[index];
  if (site === undefined) return [];
  const lines = printSite(site, index, tls, problems);
  return [`<VirtualHost ${addresses.join(' ')}>`, ...lines.map((line) => `    ${line}`), '</VirtualHost>'];
}

const bracketed = (address: string): string => (address.includes(':') ? `[${address}]` : address);
