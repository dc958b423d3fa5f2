/**
 * Another program's server in Caddy's terms: each site on each listener with the hosts Caddy can tell apart, and
 * the default site once more as a block for every host.
 */
import type { Problem } from '../../decision.ts';
import { own } from '../../text/own.ts';
import type { CertificateEntry, Listener, ListenerSite, Server, Site } from '../model.ts';
import type { CaddyProblemCode } from './codes.ts';
import { problemAt } from './globalOptions.ts';

/** The server itself when it is Caddy's. */
export function asCaddyServer(server: Server, problems: Problem[]): Server {
  if (server.software === 'caddy') return server;
  const converting: Converting = { server, problems, sites: [] };
  const listeners = server.listeners.map((listener): Listener => {
    const sites =
      listener.entries === undefined ? sitesOf(listener, converting) : entrySites(listener, converting);
    const { address, port, tls, source } = listener;
    return { address, port, tls, source, sites };
  });
  return { ...server, software: 'caddy', version: '2.6.2', listeners, sites: converting.sites };
}

/** `sites` grows: Caddy's blocks. */
type Converting = { server: Server; problems: Problem[]; sites: Site[] };

function report(converting: Converting, code: CaddyProblemCode, name: string, source: Site['source']): void {
  converting.problems.push(problemAt(code, 'unsupported', name, source));
}

function add(converting: Converting, site: Site, hosts: string[]): ListenerSite {
  converting.sites.push(site);
  return { site: converting.sites.length - 1, isDefault: false, source: site.source, hosts };
}

function sitesOf(listener: Listener, converting: Converting): ListenerSite[] {
  const places: ListenerSite[] = [];
  const first = listener.sites.find(({ isDefault }) => isDefault) ?? listener.sites[0];
  for (const { site: index } of listener.sites) {
    const site = converting.server.sites[index];
    if (site === undefined) continue;
    const hosts = hostsOf(site, converting);
    if (hosts.length > 0) places.push(add(converting, site, hosts));
  }
  const fallback = converting.server.sites[first?.site ?? -1];
  if (fallback === undefined) return places;
  if (fallback.rejectHandshake === true)
    report(converting, 'caddy-print-reject-handshake', fallback.label, fallback.source);
  else {
    report(converting, 'caddy-print-default-site', fallback.label, fallback.source);
    places.push(add(converting, { ...fallback, names: [] }, []));
  }
  return places;
}

/** Exact names and wildcards of one label; `.x` is `x` and `*.x`. */
function hostsOf(site: Site, converting: Converting): string[] {
  return site.names.flatMap(({ text, source }) => {
    if (/^\.[^*~?]+$/u.test(text)) return [text.slice(1), `*${text}`];
    if (/^(?:\*\.)?[^\s*~?"{}]+$/u.test(text)) return [text.toLowerCase()];
    report(converting, 'caddy-print-name-not-caddy', text, source);
    return [];
  });
}

/** HAProxy: a block for each certificate, with the names that select it. */
function entrySites(listener: Listener, converting: Converting): ListenerSite[] {
  const frontend = converting.server.sites[listener.sites[0]?.site ?? -1];
  if (frontend === undefined) return [];
  const places: ListenerSite[] = [];
  const taken = new Set<string>();
  for (const entry of listener.entries ?? []) {
    if (entry.filters?.some(({ negated }) => negated) === true)
      report(converting, 'caddy-print-haproxy-filters', entry.file, entry.source);
    const hosts = entryHosts(entry, converting.server).filter((host) => !taken.has(host));
    for (const host of hosts) taken.add(host);
    if (hosts.length > 0) places.push(add(converting, blockOf(frontend, listener, entry, hosts), hosts));
  }
  const fallback = listener.entries?.find(({ isDefault }) => isDefault);
  if (listener.strictSni === true)
    report(converting, 'caddy-print-reject-handshake', frontend.label, listener.source);
  else if (fallback !== undefined)
    places.push(add(converting, blockOf(frontend, listener, fallback, []), []));
  return places;
}

function entryHosts({ file, filters }: CertificateEntry, { certificates }: Server): string[] {
  const known = own(certificates, file);
  const names =
    filters === null
      ? [...(known?.dnsNames ?? []), ...(known?.commonNames ?? [])]
      : filters.filter(({ negated, text }) => !negated && text !== '*').map(({ text }) => text);
  return [...new Set(names.map((name) => name.toLowerCase()))].filter((name) => /^[^\s"{}]+$/u.test(name));
}

function blockOf(
  frontend: Site,
  { bind }: Listener,
  entry: CertificateEntry,
  hosts: readonly string[],
): Site {
  const authority = entry.clientCertificateAuthority ?? bind?.clientCertificateAuthority;
  const ciphers = entry.ciphers ?? bind?.ciphers ?? undefined;
  return {
    label: hosts[0] ?? frontend.label,
    names: hosts.map((text) => ({ text, source: entry.source })),
    certificates: [{ file: entry.file, source: entry.source }],
    versions: entry.versions ?? bind?.versions ?? null,
    clientAuth: entry.clientAuth ?? bind?.clientAuth ?? 'none',
    source: entry.source,
    ...(authority !== undefined && { clientCertificateAuthority: authority }),
    ...(ciphers !== undefined && { ciphers }),
    ...(frontend.answer !== undefined && { answer: frontend.answer }),
  };
}
