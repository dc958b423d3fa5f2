/** What the files say -> the server model, with httpd's inheritance, defaults and start errors. */
import type { Problem } from '../../decision.ts';
import { knownCertificates } from '../knownCertificate.ts';
import type { ApacheSection, CertificateUse, Listener, Server, Site, SiteName } from '../model.ts';
import type { ReadResult } from '../program.ts';
import type { ReadingBudget } from '../readingBudget.ts';
import type { ApacheProblem } from './codes.ts';
import { inherit, type Config, type Host, type Settings } from './config.ts';
import { resolveInclude, type GivenPaths } from './includes.ts';
import { buildListeners, hostAddressText, unreachedAddresses } from './listeners.ts';
import { allProtocols, protocolRange } from './protocols.ts';

/** `folders`: where relative paths of certificates are looked up in `files`. */
export function buildServer(
  config: Config,
  given: GivenPaths,
  folders: readonly string[],
  version: string,
  supportsSni: boolean,
): ReadResult {
  const hosts = config.hosts.map((host) => buildSite(config, host, given, folders));
  const main = buildMainSite(config, given, folders);
  const listeners = buildListeners(config, hosts.length, given.budget);
  const mainIsReached = listeners.some(({ sites }) => sites.some(({ site }) => site === hosts.length));
  const sites = mainIsReached ? [...hosts, main] : hosts;
  const problems = [...config.problems, ...startProblems(config, sites, listeners)];
  const paths = new Set(sites.flatMap(({ certificates }) => certificates.map(({ file }) => file)));
  const server: Server = {
    software: 'apache',
    version,
    supportsSni,
    listeners: listeners.map((listener) => ({ ...listener, tls: speaksTls(listener, sites) })),
    sites,
    certificates: knownCertificates(given.files, paths),
    uncertain: problems.filter(({ severity }) => severity !== 'warning'),
    ...(config.policy && {
      vhostSniPolicy: { policy: config.policy.value, source: config.policy.source },
    }),
  };
  return { server, problems: [...problems, ...notGiven(server)] };
}

/** TLS is spoken on an address when its first virtual host has `SSLEngine on`; the others do not matter. */
const speaksTls = (listener: Listener, sites: readonly Site[]): boolean =>
  sites[listener.sites[0]?.site ?? -1]?.sslEngine === true;

function buildSite(config: Config, host: Host, given: GivenPaths, folders: readonly string[]): Site {
  const settings = inherit(config.main.settings, host.settings);
  const names = hostNames(config, host);
  const address = host.addresses[0];
  const label = names[0]?.text ?? (address === undefined ? '' : hostAddressText(address));
  return {
    ...siteSettings(settings, given, folders, sectionsOf(config, host, given.budget)),
    label,
    names,
    source: host.source,
  };
}

/** Those of the main server first. */
function sectionsOf({ main }: Config, { sections, source }: Host, budget: ReadingBudget): ApacheSection[] {
  if (sections.length === 0) return main.sections;
  const reached = budget.take('places', source, main.sections.length + sections.length);
  return reached ? [...main.sections, ...sections] : [];
}

function buildMainSite(config: Config, given: GivenPaths, folders: readonly string[]): Site {
  const { main } = config;
  const names = main.serverName === null ? [] : [main.serverName];
  return {
    ...siteSettings(main.settings, given, folders, main.sections),
    label: names[0]?.text ?? '',
    names,
    source: null,
  };
}

/**
 * A virtual host without ServerName on `*` goes by the main server's; on an address by what the DNS says of that
 * address (`ap_fini_vhost_config`), which is not known here.
 */
function hostNames(config: Config, host: Host): SiteName[] {
  if (host.serverName !== null) return [host.serverName, ...host.aliases];
  const inherits = host.addresses.some(({ address }) => address === '*');
  return inherits && config.main.serverName !== null
    ? [config.main.serverName, ...host.aliases]
    : host.aliases;
}

function siteSettings(
  settings: Settings,
  given: GivenPaths,
  folders: readonly string[],
  sections: Host['sections'],
): Omit<Site, 'label' | 'names' | 'source'> {
  const protocols = settings.protocols?.value ?? [...allProtocols];
  return {
    certificates: certificates(settings, given, folders),
    versions: settings.protocols === null ? null : protocolRange(protocols),
    clientAuth: settings.clientAuth?.value ?? 'none',
    sslEngine: settings.engine?.value ?? false,
    strictSni: settings.strictSni?.value ?? false,
    preferServerCiphers: settings.preferServerCiphers?.value ?? false,
    ...(settings.sessionTickets?.value === false && { resumption: false }),
    ...(settings.ciphers && { ciphers: settings.ciphers.value }),
    ...(settings.caFile && { clientCertificateAuthority: settings.caFile.value }),
    apache: {
      protocols,
      ciphers13: settings.ciphers13?.value ?? null,
      verifyDepth: settings.verifyDepth?.value ?? null,
      caPath: settings.caPath?.value ?? null,
      caNameFile: settings.caNameFile?.value ?? null,
      caNamePath: settings.caNamePath?.value ?? null,
      documentRoot: settings.documentRoot?.value ?? null,
      sections,
      lines: {
        engine: settings.engine?.source ?? null,
        protocols: settings.protocols?.source ?? null,
        clientAuth: settings.clientAuth?.source ?? null,
        strictSni: settings.strictSni?.source ?? null,
      },
    },
  };
}

function certificates(
  { certificateFiles, certificateKeyFiles }: Settings,
  given: GivenPaths,
  folders: readonly string[],
): CertificateUse[] {
  const [first] = certificateFiles;
  if (!given.budget.take('places', first?.source ?? null, certificateFiles.length)) return [];
  return certificateFiles.map(({ file, source }, index) => {
    const keyFile = certificateKeyFiles[index]?.value;
    const key = given.files.has(file) ? file : (resolveInclude(given, file, folders, source)?.[0] ?? file);
    return { file: key, source, ...(keyFile !== undefined && { keyFile }) };
  });
}

/** What keeps httpd from starting, or makes a name or address other than it looks. */
function startProblems(config: Config, sites: readonly Site[], listeners: readonly Listener[]): Problem[] {
  const problem = (code: ApacheProblem, severity: Problem['severity'], site: Site): Problem => ({
    code,
    severity,
    params: { site: site.label },
    source: site.source,
  });
  const problems: Problem[] = [];
  for (const site of sites.filter(({ sslEngine }) => sslEngine === true)) {
    if (site.certificates.length === 0) problems.push(problem('apache-no-certificate', 'error', site));
    if (site.versions?.length === 0) problems.push(problem('apache-no-protocol', 'error', site));
  }
  const anyByName = listeners.some((listener) => listener.sites.length > 1);
  for (const [index, host] of config.hosts.entries()) {
    const site = sites[index];
    const named = host.serverName !== null || host.addresses.some(({ address }) => address === '*');
    if (site !== undefined && !named && anyByName) {
      problems.push(problem('apache-server-name-from-dns', 'warning', site));
    }
  }
  return [...problems, ...unreachedAddresses(config)];
}

/** Without the file the key type is not known: that matters where a site has several. */
function notGiven(server: Server): Problem[] {
  const uses = server.sites.flatMap(({ certificates }) => certificates);
  const seen = new Set<string>();
  return uses
    .filter(({ file }) => !seen.has(file) && seen.add(file))
    .filter(({ file }) => !Object.hasOwn(server.certificates, file))
    .map(({ file, source }) => ({
      code: 'apache-certificate-not-given' satisfies ApacheProblem,
      severity: 'warning',
      params: { file },
      source,
    }));
}
