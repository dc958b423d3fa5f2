/** nginx configuration -> server model (nginx.org docs: ngx_http_core_module, ngx_http_ssl_module). */
import type { Problem } from '../../decision.ts';
import { knownCertificates } from '../knownCertificate.ts';
import type { Listener, Server, Site } from '../model.ts';
import type { ConfigFiles, ReadOptions, ReadResult } from '../program.ts';
import { problem } from './codes.ts';
import type { Directive } from './directives.ts';
import { readWithIncludes } from './includes.ts';
import { readListen, type Listen } from './listen.ts';
import { buildNameTable, hasNames } from './names.ts';
import { isSamePlace, readSite } from './readSite.ts';
import { noSettings, readSettings } from './siteSettings.ts';
import { newestObserved } from './versions.ts';

/** Whether the program would start: no problem is `fatal`. */
export function readNginx(files: ConfigFiles, mainFile: string, options: ReadOptions): ReadResult {
  const { directives, problems } = readWithIncludes(files, mainFile);
  const version = options.version ?? newestObserved;
  const uncertain = problems.filter(({ code }) => code === 'nginx-include-missing');
  const sites: Site[] = [];
  const listeners: Listener[] = [];
  const blocks = httpBlocks(directives, mainFile, problems);
  for (const http of blocks) {
    const level = readSettings(http, noSettings);
    problems.push(...level.problems);
    for (const block of http.filter(({ name }) => name === 'server')) {
      const read = readSite(block, level.settings, folderOf(mainFile), version);
      problems.push(...read.problems);
      uncertain.push(...read.uncertain);
      for (const listen of read.listens) {
        addToListener(listeners, { ...listen, tls: listen.tls || read.sslOn }, sites.length, problems);
      }
      sites.push(read.site);
    }
  }
  const streams = streamListens(directives);
  problems.push(...streams);
  uncertain.push(...streams);
  const server: Server = {
    software: 'nginx',
    version,
    supportsSni: options.supportsSni ?? true,
    listeners,
    sites,
    certificates: knownCertificates(files, certificatePaths(files, sites)),
    uncertain,
  };
  problems.push(...checkListeners(server), ...checkCertificates(server));
  return { server, problems };
}

const folderOf = (mainFile: string): string => mainFile.slice(0, mainFile.lastIndexOf('/') + 1);

/**
 * The `http` blocks. A file of `server` blocks alone (as in `sites-enabled`) is read as if it stood inside `http`:
 * that is what people have at hand.
 */
function httpBlocks(directives: Directive[], mainFile: string, problems: Problem[]): Directive[][] {
  const blocks = directives.filter(({ name }) => name === 'http').map(({ block }) => block ?? []);
  const bare = directives.some(({ name }) => name === 'server');
  if (blocks.length > 0 && !bare) return blocks;
  const source = directives.find(({ name }) => name === 'server')?.source ?? { file: mainFile, line: 1 };
  if (bare) problems.push(problem('nginx-wrong-place', 'warning', source, { directive: 'server' }));
  else problems.push(problem('nginx-no-http', 'warning', source));
  return bare ? [...blocks, directives] : blocks;
}

function addToListener(listeners: Listener[], listen: Listen, site: number, problems: Problem[]): void {
  const { address, family, port, tls, isDefault, source } = listen;
  const existing = listeners.find((listener) => isSamePlace(listener, listen));
  if (existing === undefined) {
    const sites = [{ site, isDefault, source }];
    listeners.push({ address, ...(family && { family }), port, tls, sites, source });
    return;
  }
  if (isDefault && existing.sites.some((other) => other.isDefault)) {
    const params = { text: `${address}:${port}` };
    problems.push(problem('nginx-duplicate-default', 'fatal', source, params));
  }
  existing.tls ||= tls;
  existing.sites.push({ site, isDefault, source });
}

/** A path with a variable may name any file, so all that hold a certificate count as there. */
function certificatePaths(files: ConfigFiles, sites: readonly Site[]): Iterable<string> {
  const paths = sites.flatMap((site) => site.certificates.map(({ file }) => file));
  return paths.some((path) => path.includes('$')) ? files.keys() : paths;
}

/** `stream` servers take connections before HTTP does; what they do with them is not modelled. */
function streamListens(directives: readonly Directive[]): Problem[] {
  const servers = directives
    .filter(({ name }) => name === 'stream')
    .flatMap(({ block }) => (block ?? []).filter(({ name }) => name === 'server'));
  return servers.flatMap(({ block }) =>
    (block ?? [])
      .filter(({ name, args }) => name === 'listen' && !args.includes('udp'))
      .flatMap((directive) => readListen(directive).listens)
      .map(({ port, source }) => problem('nginx-stream', 'unsupported', source, { port })),
  );
}

/** `ngx_http_ssl_init`: where TLS is spoken the default server has a certificate, or rejects and all others have. */
function checkListeners(server: Server): Problem[] {
  return server.listeners.flatMap((listener) => {
    const problems: Problem[] = [];
    if (hasNames(server, listener)) problems.push(...checkNames(server, listener));
    const onListener = listener.sites.flatMap(({ site }) => server.sites[site] ?? []);
    const marked = listener.sites.findIndex(({ isDefault }) => isDefault);
    const first = onListener[Math.max(marked, 0)];
    if (!listener.tls || first === undefined || first.certificates.length > 0) return problems;
    const bad = first.rejectHandshake
      ? onListener.find((site) => site.certificates.length === 0 && !site.rejectHandshake)
      : first;
    if (bad) problems.push(problem('nginx-no-certificate', 'fatal', bad.source, { site: bad.label }));
    return problems;
  });
}

/** `ngx_http_server_names`. */
function checkNames(server: Server, listener: Listener): Problem[] {
  const address = `${listener.address}:${listener.port}`;
  const { invalid, ignored } = buildNameTable(server, listener);
  return [
    ...invalid.map(({ name }) => problem('nginx-invalid-name', 'fatal', name.source, { name: name.text })),
    ...ignored.map(({ name }) =>
      problem('nginx-conflicting-name', 'warning', name.source, { name: name.text, address }),
    ),
  ];
}

function checkCertificates(server: Server): Problem[] {
  const uses = server.sites.flatMap((site) => site.certificates);
  const missing = uses.filter(({ file }) => !file.includes('$') && !(file in server.certificates));
  const first = new Map(missing.toReversed().map((use) => [use.file, use]));
  return [...first.values()]
    .toReversed()
    .map(({ file, source }) => problem('nginx-certificate-not-given', 'warning', source, { file }));
}
