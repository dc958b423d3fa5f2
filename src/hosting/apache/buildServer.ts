/** What the files say -> the server model, with httpd's inheritance, defaults and start errors. */
import type { Problem } from '../../decision.ts';
import { knownCertificates } from '../knownCertificate.ts';
import type { CertificateUse, Listener, Server, Site, SiteName } from '../model.ts';
import type { ConfigFiles, ReadResult } from '../program.ts';
import type { ApacheProblem } from './codes.ts';
import { inherit, type Config, type Host, type Settings } from './config.ts';
import { resolveInclude } from './includes.ts';
import { buildListeners, hostAddressText, unreachedAddresses } from './listeners.ts';
import { allProtocols, protocolRange } from './protocols.ts';

/** `folders`: where relative paths of certificates are looked up in `files`. */
export function buildServer(
  config: Config,
  files: ConfigFiles,
  folders: readonly string[],
  version: string,
  supportsSni: boolean,
): ReadResult {
  const hosts = config.hosts.map((host) => buildSite(config, host, files, folders));
  const main = buildMainSite(config, files, folders);
  const listeners = buildListeners(config, hosts.length);
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
    certificates: knownCertificates(files, paths),
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

function buildSite(config: Config, host: Host, files: ConfigFiles, folders: readonly string[]): Site {
  const settings = inherit(config.main.settings, host.settings);
  const names = hostNames(config, host);
  const address = host.addresses[0];
  const label = names[0]?.text ?? (address === undefined ? '' : hostAddressText(address));
  const sections = [...config.main.sections, ...host.sections];
  return { ...siteSettings(settings, files, folders, sections), label, names, source: host.source };
}

function buildMainSite(config: Config, files: ConfigFiles, folders: readonly string[]): Site {
  const { main } = config;
  const names = main.serverName === null ? [] : [main.serverName];
  return {
    ...siteSettings(main.settings, files, folders, main.sections),
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
  files: ConfigFiles,
  folders: readonly string[],
  sections: Host['sections'],
): Omit<Site, 'label' | 'names' | 'source'> {
  const protocols = settings.protocols?.value ?? [...allProtocols];
  return {
    certificates: certificates(settings, files, folders),
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

function certificates(settings: Settings, files: ConfigFiles, folders: readonly string[]): CertificateUse[] {
  return settings.certificateFiles.map(({ file, source }, index) => {
    const keyFile = settings.certificateKeyFiles[index]?.value;
    const key = files.has(file) ? file : (resolveInclude(files, file, folders)?.[0] ?? file);
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
  for (const [index, host] of config.hosts.entries()) {
    const site = sites[index];
    const named = host.serverName !== null || host.addresses.some(({ address }) => address === '*');
    if (site !== undefined && !named && listeners.some((listener) => listener.sites.length > 1)) {
      problems.push(problem('apache-server-name-from-dns', 'warning', site));
    }
  }
  return [...problems, ...unreachedAddresses(config)];
}

/** Without the file the key type is not known: that matters where a site has several. */
function notGiven(server: Server): Problem[] {
  const uses = server.sites.flatMap(({ certificates }) => certificates);
  return uses
    .filter(({ file }, index) => uses.findIndex((use) => use.file === file) === index)
    .filter(({ file }) => !Object.hasOwn(server.certificates, file))
    .map(({ file, source }) => ({
      code: 'apache-certificate-not-given' satisfies ApacheProblem,
      severity: 'warning',
      params: { file },
      source,
    }));
}
