/** Another program's server in httpd's terms: virtual hosts with names, in the order that decides. */
import type { Problem } from '../../decision.ts';
import { own as ownValue } from '../../text/own.ts';
import type { CertificateEntry, Listener, Server, Site, SiteName } from '../model.ts';
import type { ApacheProblem } from './codes.ts';
import { isWildcard, lowerAscii, matchSiteName } from './matchName.ts';
import { newestVersion } from './versions.ts';

/** The server itself when it is httpd's. */
export function asApacheServer(server: Server, problems: Problem[]): Server {
  if (server.software === 'apache') return server;
  const report: Report = (code, site, value = '') => {
    problems.push({
      code,
      severity: 'unsupported',
      params: { site: site.label, value },
      source: site.source,
    });
  };
  const flat = server.listeners.some(({ entries }) => entries !== undefined) ? fromEntries(server) : server;
  const sites = flat.sites.map((site, index) => asVirtualHost(flat, site, index, report));
  for (const listener of flat.listeners) checkNameOrder(listener, sites, report);
  if (!server.supportsSni) {
    const code: ApacheProblem = 'apache-print-sni';
    problems.push({ code, severity: 'unsupported', params: {}, source: null });
  }
  if (sites.length > 1) {
    const code: ApacheProblem = 'apache-print-misdirected';
    problems.push({ code, severity: 'warning', params: {}, source: null });
  }
  return {
    ...flat,
    software: 'apache',
    version: newestVersion,
    sites,
    vhostSniPolicy: { policy: 'authonly', source: null },
  };
}

const assumedAuthority = '/etc/apache2/client-ca.pem';

type Report = (code: ApacheProblem, site: Site, value?: string) => void;

function asVirtualHost(server: Server, site: Site, index: number, report: Report): Site {
  if (site.rejectHandshake === true) report('apache-print-reject-handshake', site);
  if (site.answer !== undefined && site.answer.status !== 200) {
    report('apache-print-answer', site, String(site.answer.status));
  }
  for (const { file } of site.certificates.filter((use) => use.file.includes('$'))) {
    report('apache-print-certificate-by-name', site, file);
  }
  const certificates = site.certificates.length > 0 ? site.certificates : borrowed(server, index);
  const versions = site.versions ?? ['1.2', '1.3'];
  const assumed = site.clientAuth !== 'none' && site.clientCertificateAuthority === undefined;
  if (assumed) report('apache-print-ca-assumed', site, assumedAuthority);
  return {
    ...site,
    names: site.names.flatMap((name) => asNames(server, site, name, report)),
    certificates,
    versions,
    ...(assumed && { clientCertificateAuthority: assumedAuthority }),
  };
}

/** A site without a certificate has its default's (nginx); a default without any gets one so that httpd starts. */
function borrowed(server: Server, index: number): Site['certificates'] {
  const listener = server.listeners.find(({ tls, sites }) => tls && sites.some(({ site }) => site === index));
  const places = listener?.sites ?? [];
  const inOrder = [...places.filter(({ isDefault }) => isDefault), ...places];
  const lenders = inOrder.map(({ site }) => server.sites[site]?.certificates ?? []);
  return lenders.find((certificates) => certificates.length > 0) ?? [];
}

/** nginx's `.example.com` is two names; a regular expression is none; one-label wildcards become wider. */
function asNames({ software }: Server, site: Site, name: SiteName, report: Report): SiteName[] {
  const { text, source } = name;
  if (text === '') return [];
  if (text.startsWith('~') || /[\s/]/u.test(text)) {
    report('apache-print-name', site, text);
    return [];
  }
  if (software === 'nginx' && text.startsWith('.')) {
    return [
      { text: text.slice(1), source },
      { text: `*${text}`, source },
    ];
  }
  if (software !== 'nginx' && isWildcard(text)) report('apache-print-wildcard-depth', site, text);
  return [name];
}

/** httpd takes the first name that matches in order, where others take an exact or a longer one first. */
function checkNameOrder(listener: Listener, sites: readonly Site[], report: Report): void {
  const places = listener.sites.flatMap(({ site }) => sites[site] ?? []);
  const wildcards: { site: Site; name: SiteName }[] = [];
  for (const site of places) {
    for (const name of site.names) {
      const earlier = wildcards.find(
        (other) => other.site !== site && matchSiteName([other.name], lowerAscii(name.text)) !== null,
      );
      if (earlier !== undefined)
        report('apache-print-name-order', site, `${earlier.name.text} > ${name.text}`);
    }
    wildcards.push(...site.names.filter(({ text }) => isWildcard(text)).map((name) => ({ site, name })));
  }
}

/** HAProxy: each certificate of a `bind` line with the names that select it; the same names are one virtual host. */
function fromEntries(server: Server): Server {
  const sites: Site[] = [];
  const listeners = server.listeners.map((listener): Listener => {
    const entries = listener.entries ?? [];
    const marked = entries.filter(({ isDefault }) => isDefault);
    const first = sites.length;
    for (const entry of [...marked, ...entries.filter(({ isDefault }) => !isDefault)]) {
      const site = entrySite(server, listener, entry);
      const same = sites
        .slice(first)
        .find(({ label, names }) => label === site.label && sameNames(names, site.names));
      if (same === undefined) sites.push(site);
      else same.certificates.push(...site.certificates);
    }
    const { address, port, family, tls, source } = listener;
    return {
      address,
      port,
      ...(family !== undefined && { family }),
      tls,
      source,
      sites: sites.slice(first).map((_, index) => ({ site: first + index, isDefault: false, source: null })),
    };
  });
  return { ...server, sites, listeners };
}

const sameNames = (left: readonly SiteName[], right: readonly SiteName[]): boolean =>
  left.map(({ text }) => text).join(' ') === right.map(({ text }) => text).join(' ');

function entrySite(server: Server, { bind, strictSni }: Listener, entry: CertificateEntry): Site {
  const known = ownValue(server.certificates, entry.file);
  const own = [...(known?.commonNames ?? []), ...(known?.dnsNames ?? [])];
  const filters = entry.filters?.filter(({ negated }) => !negated).map(({ text }) => text);
  const names = [...new Set(filters ?? own)].filter((text) => text !== '*');
  const authority = bind?.clientCertificateAuthority;
  return {
    label: names[0] ?? entry.file,
    names: names.map((text) => ({ text, source: entry.source })),
    certificates: [{ file: entry.file, source: entry.source, keyFile: entry.keyFile ?? entry.file }],
    versions: entry.versions ?? bind?.versions ?? null,
    clientAuth: entry.clientAuth ?? bind?.clientAuth ?? 'none',
    source: entry.source,
    ...(strictSni === true && { rejectHandshake: true }),
    ...(authority !== undefined && { clientCertificateAuthority: authority }),
    ...(bind?.ciphers != null && { ciphers: bind.ciphers }),
  };
}
