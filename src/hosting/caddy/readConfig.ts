/** Caddyfile -> the server model, for Caddy 2.6.2 with certificates given as files. */
import type { Problem } from '../../decision.ts';
import { putOwn } from '../../text/own.ts';
import { readKnownCertificate } from '../knownCertificate.ts';
import type { Line, Server, Site } from '../model.ts';
import type { ConfigFiles, ReadOptions, ReadResult } from '../program.ts';
import { limited, ReadingBudget } from '../readingBudget.ts';
import { answerOf } from './answer.ts';
import type { CaddyProblemCode } from './codes.ts';
import { noOptions, problemAt, readGlobalOptions, type GlobalOptions } from './globalOptions.ts';
import { expandImports } from './imports.ts';
import { listenersOf, type SiteBlock } from './listeners.ts';
import { readSiteAddress, type SiteAddress } from './siteAddress.ts';
import { readBlocks, type Block } from './statements.ts';
import { noTlsSettings, readTls, type TlsSettings } from './tlsDirective.ts';

/** The version that was observed. */
const observedVersion = '2.6.2';

/** `files` holds the main file, what it imports, and the certificates (PEM texts). */
export function readConfig(files: ConfigFiles, mainFile: string, options: ReadOptions): ReadResult {
  const version = options.version ?? observedVersion;
  const server: Server = {
    software: 'caddy',
    version,
    supportsSni: options.supportsSni ?? true,
    listeners: [],
    sites: [],
    certificates: {},
    uncertain: [],
  };
  const text = files.get(mainFile);
  if (text === undefined) {
    const missing = problemAt('caddy-main-file-missing', 'fatal', mainFile, null);
    return { server: { ...server, uncertain: [missing] }, problems: [missing] };
  }
  const problems: Problem[] = [];
  const budget = new ReadingBudget();
  const tokens = expandImports({ files, heredocs: hasHeredocs(version), problems, budget }, mainFile, text);
  const [first, ...others] = readBlocks(tokens, problems);
  const isGlobal = first?.keys.length === 0;
  const global = isGlobal ? readGlobalOptions(first.directives, problems) : noOptions();
  const blocks = (isGlobal || first === undefined ? others : [first, ...others]).map((block) =>
    readSiteBlock(block, global, problems),
  );
  server.sites = blocks.map(siteOf);
  server.listeners = listenersOf(blocks, global, problems, budget);
  if (global.defaultSni !== null) server.defaultSni = global.defaultSni;
  loadCertificates(server, files, problems);
  reportAutomatic(server, global, problems);
  server.uncertain = problems.filter(({ code }) => wholeServer.has(code));
  return limited(server, problems, budget, 'caddy-too-much' satisfies CaddyProblemCode);
}

/** Problems after which nothing this server answers is sure. */
const wholeServer = new Set([
  'caddy-environment-variable',
  'caddy-certificate-folder',
  'caddy-unclosed-quote',
  'caddy-unclosed-brace',
]);

function hasHeredocs(version: string): 'known' | 'unknown' {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 2 || (major === 2 && minor >= 7) ? 'known' : 'unknown';
}

function readSiteBlock(block: Block, global: GlobalOptions, problems: Problem[]): SiteBlock {
  const addresses = block.keys.flatMap((key): SiteAddress[] => {
    const address = readSiteAddress(key);
    if (address === null) problems.push(problemAt('caddy-bad-site-address', 'fatal', key, block.source));
    else reportAddress(address, block.source, problems);
    return address === null ? [] : [address];
  });
  const tls = noTlsSettings();
  const lines = block.directives.filter(({ words }) => words[0] === 'tls');
  for (const line of lines) {
    const hadClientAuth = tls.clientAuth !== null;
    readTls(line, tls, problems);
    if (line !== lines[0] && !hadClientAuth && tls.clientAuth !== null)
      problems.push(problemAt('caddy-conflicting-tls-lines', 'fatal', 'client_auth', line.source));
  }
  const binds = block.directives
    .filter(({ words }) => words[0] === 'bind')
    .flatMap(({ words }) => words.slice(1));
  return {
    addresses,
    bind: binds.length > 0 ? binds : global.defaultBind,
    tls,
    answer: answerOf(block.directives, block.source),
    source: block.source,
  };
}

function reportAddress(address: SiteAddress, source: Line, problems: Problem[]): void {
  if (address.path !== '')
    problems.push(problemAt('caddy-path-in-address', 'unsupported', address.text, source));
  if (address.host.includes('{'))
    problems.push(problemAt('caddy-placeholder-in-address', 'unsupported', address.text, source));
}

function siteOf({ addresses, tls, answer, source }: SiteBlock): Site {
  const hosts = addresses.map(({ host }) => host).filter((host) => host !== '');
  return {
    label: hosts[0] ?? addresses[0]?.text ?? '',
    names: [...new Set(hosts)].map((text) => ({ text, source })),
    certificates: tls.certificates,
    versions: versionsOf(tls),
    clientAuth: tls.clientAuth ?? 'none',
    source,
    answer,
    ...(tls.cipherSuites.length > 0 && { cipherSuites: tls.cipherSuites }),
    ...(tls.anyClientCertificate && { anyClientCertificate: true }),
    ...(tls.clientCertificateAuthority !== null && {
      clientCertificateAuthority: tls.clientCertificateAuthority,
    }),
    ...(tls.issuer && { automaticCertificate: true }),
  };
}

/** `protocols tls1.3` is a lowest version; the second word a highest. */
function versionsOf({ min, max }: TlsSettings): Site['versions'] {
  if (min === null && max === null) return null;
  return (['1.2', '1.3'] as const).filter(
    (version) => version >= (min ?? '1.2') && version <= (max ?? '1.3'),
  );
}

function loadCertificates(server: Server, files: ConfigFiles, problems: Problem[]): void {
  const seen = new Set<string>();
  for (const { file, source } of server.sites.flatMap(({ certificates }) => certificates)) {
    if (seen.has(file)) continue;
    seen.add(file);
    const text = files.get(file);
    const known = text === undefined ? null : readKnownCertificate(text);
    if (text === undefined) problems.push(problemAt('caddy-certificate-not-given', 'error', file, source));
    else if (known === null) problems.push(problemAt('caddy-certificate-unreadable', 'error', file, source));
    else {
      putOwn(server.certificates, file, known);
      if (known.commonNames.length + known.dnsNames.length + known.ipAddresses.length === 0)
        problems.push(problemAt('caddy-certificate-without-names', 'fatal', file, source));
    }
  }
}

/** With automatic HTTPS a site without a certificate gets one, which is not modelled. */
function reportAutomatic(server: Server, global: GlobalOptions, problems: Problem[]): void {
  const automatic = global.autoHttps === 'on' || global.autoHttps === 'disable_redirects';
  const reached = new Set(
    server.listeners.filter(({ tls }) => tls).flatMap(({ sites }) => sites.map(({ site }) => site)),
  );
  for (const [index, site] of server.sites.entries()) {
    if (!reached.has(index)) continue;
    const wanted = automatic && site.certificates.length === 0 && site.names.length > 0;
    if (!wanted && site.automaticCertificate !== true) continue;
    site.automaticCertificate = true;
    problems.push(problemAt('caddy-automatic-certificate', 'unsupported', site.label, site.source));
  }
}
