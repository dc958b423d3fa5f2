/**
 * Another program's server in HAProxy's terms: a frontend for each listener, a crt-list line for each site with its
 * names as SNI filters. HAProxy chooses no page by Host here.
 */
import type { Problem } from '../../decision.ts';
import type { CertificateEntry, Listener, Server, Site } from '../model.ts';
import { problem } from './answers.ts';

const version = '3.0.11';

/** The server itself when it is HAProxy's. */
export function asHaproxyServer(server: Server, problems: Problem[]): Server {
  if (server.software === 'haproxy') return server;
  const listeners = server.listeners.map((listener, index): Listener => {
    const inOrder = defaultFirst(listener);
    const sites = inOrder.flatMap((place) => server.sites[place.site] ?? []);
    const entries = sites.flatMap((site) => entriesOf(site, problems));
    const [first] = sites;
    const strictSni = first?.rejectHandshake === true;
    for (const site of sites.slice(1))
      if (site.rejectHandshake === true) report('haproxy-print-reject-per-site', site, problems);
    const bind = bindOf(first);
    return {
      ...listener,
      sites: [{ site: index, isDefault: false, source: null }],
      entries,
      strictSni,
      bind,
    };
  });
  if (server.sites.length > 1)
    problems.push(problem('haproxy-print-host-routing', 'unsupported', { sites: server.sites.length }, null));
  const sites = server.listeners.map((listener): Site => frontendOf(listener, server));
  return { ...server, software: 'haproxy', version, listeners, sites };
}

const defaultFirst = ({ sites }: Listener): Listener['sites'] => [
  ...sites.filter(({ isDefault }) => isDefault),
  ...sites.filter(({ isDefault }) => !isDefault),
];

function bindOf(site: Site | undefined): NonNullable<Listener['bind']> {
  const authority = site?.clientCertificateAuthority;
  return {
    versions: site?.versions ?? ['1.2', '1.3'],
    clientAuth: 'none',
    ciphers: site?.ciphers ?? null,
    ignoredErrors: { certificate: [], issuers: [] },
    ...(authority === undefined ? {} : { clientCertificateAuthority: authority }),
  };
}

/** A filter `!*` stands for "no name": the certificate is then only there as the default. */
function entriesOf(site: Site, problems: Problem[]): CertificateEntry[] {
  const filters = site.names.flatMap(({ text }) => {
    if (isFilter(text)) return [{ text, negated: false }];
    report('haproxy-print-names-not-haproxy', site, problems, text);
    return [];
  });
  if (site.certificates.length === 0) report('haproxy-print-no-certificate-of-site', site, problems);
  if (site.certificates.some(({ keyFile }) => keyFile !== undefined))
    report('haproxy-print-key-file', site, problems);
  return site.certificates.map(({ file, source }): CertificateEntry => ({
    file,
    source,
    filters: filters.length === 0 ? [{ text: '*', negated: true }] : filters,
    isDefault: false,
    ...(site.clientAuth === 'none' ? {} : { clientAuth: site.clientAuth }),
    ...(site.versions === null ? {} : { versions: site.versions }),
    ...(site.clientCertificateAuthority === undefined
      ? {}
      : { clientCertificateAuthority: site.clientCertificateAuthority }),
  }));
}

/** An exact name, or a wildcard of one label. */
const isFilter = (text: string): boolean => /^(?:\*\.)?[^\s*?~[\]!.][^\s*?~[\]!]*$/u.test(text);

function report(code: Parameters<typeof problem>[0], site: Site, problems: Problem[], name = ''): void {
  problems.push(problem(code, 'unsupported', { site: site.label, name }, site.source));
}

function frontendOf(listener: Listener, server: Server): Site {
  const [place] = defaultFirst(listener);
  const site = server.sites[place?.site ?? -1];
  return {
    label: site?.label ?? 'frontend',
    names: [],
    certificates: [],
    versions: null,
    clientAuth: 'none',
    source: listener.source,
    ...(site?.answer === undefined ? {} : { answer: site.answer }),
  };
}
