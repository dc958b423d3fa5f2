/** The server model -> a script of gnutls-serv commands, one a port. What it cannot express is in `problems`. */
import type { Problem } from '../../decision.ts';
import { own as ownValue } from '../../text/own.ts';
import type { CertificateUse, Listener, Server, Site } from '../model.ts';
import type { PrintResult } from '../program.ts';
import type { GnutlsProblemCode } from './codes.ts';
import { quoteWord } from './commandLines.ts';
import { priorityFor } from './priority.ts';
import { namesRead, problemAt } from './readConfig.ts';
import { addTo } from '../../text/addTo.ts';

const mainFile = 'gnutls-serv.sh';

type Report = (code: GnutlsProblemCode, params: Problem['params']) => void;

export function printConfig(server: Server): PrintResult {
  const problems: Problem[] = [];
  const report: Report = (code, params) => {
    problems.push({ ...problemAt(code, params, null), severity: 'warning' });
  };
  if (!server.supportsSni) report('gnutls-print-no-sni', {});
  const byPort = new Map<number, Listener[]>();
  for (const listener of server.listeners) {
    const { address, port, tls } = listener;
    if (!tls) report('gnutls-print-plain', { port });
    if (address !== '*') report('gnutls-print-address', { address, port });
    if (!tls) continue;
    addTo(byPort, port, listener);
  }
  const commands = [...byPort].flatMap(([port, listeners]) => commandFor(server, port, listeners, report));
  const text = commands.map((lines) => `${lines.join(' \\\n  ')}\n`).join('');
  return { files: new Map([[mainFile, text]]), mainFile, problems };
}

function commandFor(server: Server, port: number, listeners: Listener[], report: Report): string[][] {
  const sites = listeners.flatMap((listener) => inOrder(server, listener));
  const uses = usesOf(listeners, sites, port, report);
  const [first] = sites;
  if (first === undefined || uses.length === 0) return [];
  reportSites(server, listeners, sites, report);
  const priority = priorityFor(first.versions);
  const wanted = listeners[0]?.sniHostname;
  return [
    [
      `gnutls-serv --http --port ${port}`,
      ...uses.map((use) => {
        if (use.keyFile === undefined) report('gnutls-print-key-file', { file: use.file });
        return `--x509certfile ${quoteWord(use.file)} --x509keyfile ${quoteWord(use.keyFile ?? use.file)}`;
      }),
      ...clientAuthWords(first),
      ...(priority === null ? [] : [`--priority ${quoteWord(priority)}`]),
      ...(wanted ? [`--sni-hostname ${quoteWord(wanted.name)}`] : []),
      ...(wanted?.fatal ? ['--sni-hostname-fatal'] : []),
    ],
  ];
}

/** The default site first: the first certificate is the default. */
function inOrder(server: Server, { sites }: Listener): Site[] {
  const ordered = [
    ...sites.filter(({ isDefault }) => isDefault),
    ...sites.filter(({ isDefault }) => !isDefault),
  ];
  return ordered.flatMap(({ site }) => server.sites[site] ?? []);
}

function usesOf(listeners: Listener[], sites: Site[], port: number, report: Report): CertificateUse[] {
  const all = [
    ...listeners.flatMap(({ entries = [] }) => entries),
    ...sites.flatMap(({ certificates }) => certificates),
  ];
  const firsts = new Map<string, CertificateUse>();
  for (const use of all) if (!firsts.has(use.file)) firsts.set(use.file, use);
  const uses = [...firsts.values()];
  if (uses.length === 0) report('gnutls-print-no-certificate', { port });
  return uses;
}

function reportSites(server: Server, listeners: Listener[], sites: Site[], report: Report): void {
  const [first] = sites;
  for (const site of sites) {
    const own = site.certificates.flatMap(({ file }) => namesRead(ownValue(server.certificates, file)));
    const foreign = site.names
      .map(({ text }) => text)
      .filter((name) => !own.includes(name) || (name.includes('*') && server.software !== 'gnutls'));
    if (foreign.length > 0) report('gnutls-print-names', { site: site.label, names: foreign.join(', ') });
    if (site.rejectHandshake || site.strictSni) report('gnutls-print-strict', { site: site.label });
    const differs = site.clientAuth !== first?.clientAuth || String(site.versions) !== String(first.versions);
    if (differs) report('gnutls-print-settings-differ', { site: site.label, first: first?.label ?? '' });
  }
  if (listeners.some(({ strictSni }) => strictSni))
    report('gnutls-print-strict', { site: first?.label ?? '' });
  if (server.software !== 'gnutls' && sites.length > 1)
    report('gnutls-print-host-routing', { sites: sites.length });
}

function clientAuthWords(site: Site): string[] {
  const authority =
    site.clientCertificateAuthority === undefined
      ? []
      : [`--x509cafile ${quoteWord(site.clientCertificateAuthority)}`];
  switch (site.clientAuth) {
    case 'none':
      return ['--disable-client-cert'];
    case 'optional-no-ca':
      return authority;
    case 'optional':
      return [...authority, '--verify-client-cert'];
    case 'required':
      return [
        ...authority,
        '--require-client-cert',
        ...(site.anyClientCertificate ? [] : ['--verify-client-cert']),
      ];
  }
}
