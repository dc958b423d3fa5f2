/** nginx configuration -> server model (nginx.org docs: ngx_http_core_module, ngx_http_ssl_module). */
import type { Problem } from '../../decision.ts';
import { append } from '../append.ts';
import { knownCertificates } from '../knownCertificate.ts';
import type { Listener, Server, Site } from '../model.ts';
import type { ConfigFiles, ReadOptions, ReadResult } from '../program.ts';
import { limited, listenerPlaces, ReadingBudget } from '../readingBudget.ts';
import { problem, type NginxProblemCode } from './codes.ts';
import { defaultPlace } from './connection.ts';
import type { Directive } from './directives.ts';
import { readWithIncludes } from './includes.ts';
import { readListen, type Listen } from './listen.ts';
import { hasNames, nameTable } from './names.ts';
import { placeKey, readSite } from './readSite.ts';
import { noSettings, readSettings } from './siteSettings.ts';
import { newestObserved } from './versions.ts';

/** Whether the program would start: no problem is `fatal`. */
export function readNginx(files: ConfigFiles, mainFile: string, options: ReadOptions): ReadResult {
  const budget = new ReadingBudget();
  const { directives, problems } = readWithIncludes(files, mainFile, budget);
  const version = options.version ?? newestObserved;
  const uncertain = problems.filter(({ code }) => unknownAfter.has(code));
  const sites: Site[] = [];
  const listeners = new Map<string, OpenListener>();
  const reading = { folder: folderOf(mainFile), version, budget, checked: new Set<object>() };
  const blocks = httpBlocks(directives, mainFile, problems);
  for (const http of blocks) {
    const level = readSettings(http, noSettings);
    append(problems, level.problems);
    for (const block of http.filter(({ name }) => name === 'server')) {
      const read = readSite(block, level.settings, reading);
      append(problems, read.problems);
      append(uncertain, read.uncertain);
      for (const listen of read.listens) {
        addToListener(listeners, { ...listen, tls: listen.tls || read.sslOn }, sites.length, {
          problems,
          budget,
        });
      }
      sites.push(read.site);
    }
  }
  const streams = streamListens(directives, budget);
  append(problems, streams);
  append(uncertain, streams);
  const server: Server = {
    software: 'nginx',
    version,
    supportsSni: options.supportsSni ?? true,
    listeners: [...listeners.values()].map(({ listener }) => listener),
    sites,
    certificates: knownCertificates(files, certificatePaths(files, sites)),
    uncertain,
  };
  append(problems, checkListeners(server));
  append(problems, checkCertificates(server));
  return limited(server, problems, budget, 'nginx-too-much' satisfies NginxProblemCode);
}

/** What is not known after them could change any answer. */
const unknownAfter = new Set(['nginx-include-missing', 'nginx-include-loop']);

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

/** `hasDefault`: one of its sites is marked. */
type OpenListener = { listener: Listener; hasDefault: boolean };

function addToListener(
  listeners: Map<string, OpenListener>,
  listen: Listen,
  site: number,
  { problems, budget }: { problems: Problem[]; budget: ReadingBudget },
): void {
  const { address, family, port, tls, isDefault, source } = listen;
  const key = placeKey(listen);
  const existing = listeners.get(key);
  if (existing === undefined) {
    if (!budget.take('places', source, listenerPlaces)) return;
    const sites = [{ site, isDefault, source }];
    const listener = { address, ...(family && { family }), port, tls, sites, source };
    listeners.set(key, { listener, hasDefault: isDefault });
    return;
  }
  if (isDefault && existing.hasDefault) {
    const params = { text: `${address}:${port}` };
    problems.push(problem('nginx-duplicate-default', 'fatal', source, params));
  }
  existing.hasDefault ||= isDefault;
  existing.listener.tls ||= tls;
  existing.listener.sites.push({ site, isDefault, source });
}

/** A path with a variable may name any file, so all that hold a certificate count as there. */
function certificatePaths(files: ConfigFiles, sites: readonly Site[]): Iterable<string> {
  const paths = sites.flatMap((site) => site.certificates.map(({ file }) => file));
  return paths.some((path) => path.includes('$')) ? files.keys() : paths;
}

/** `stream` servers take connections before HTTP does; what they do with them is not modelled. */
function streamListens(directives: readonly Directive[], budget: ReadingBudget): Problem[] {
  const servers = directives
    .filter(({ name }) => name === 'stream')
    .flatMap(({ block }) => (block ?? []).filter(({ name }) => name === 'server'));
  const listens = servers
    .flatMap(({ block }) => block ?? [])
    .filter(({ name, args }) => name === 'listen' && !args.includes('udp'));
  const problems: Problem[] = [];
  for (const directive of listens) {
    if (budget.exhausted('places')) break;
    for (const { port, source } of readListen(directive).listens)
      if (budget.take('places', source))
        problems.push(problem('nginx-stream', 'unsupported', source, { port }));
  }
  return problems;
}

/** `ngx_http_ssl_init`: where TLS is spoken the default server has a certificate, or rejects and all others have. */
function checkListeners(server: Server): Problem[] {
  return server.listeners.flatMap((listener) => {
    const problems: Problem[] = [];
    if (hasNames(server, listener)) append(problems, checkNames(server, listener));
    const onListener = listener.sites.flatMap(({ site }) => server.sites[site] ?? []);
    const first = server.sites[listener.sites[defaultPlace(listener)]?.site ?? -1];
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
  const { invalid, ignored } = nameTable(server, listener);
  return [
    ...invalid.map(({ name }) => problem('nginx-invalid-name', 'fatal', name.source, { name: name.text })),
    ...ignored.map(({ name }) =>
      problem('nginx-conflicting-name', 'warning', name.source, { name: name.text, address }),
    ),
  ];
}

function checkCertificates(server: Server): Problem[] {
  const uses = server.sites.flatMap((site) => site.certificates);
  const missing = uses.filter(({ file }) => !file.includes('$') && !Object.hasOwn(server.certificates, file));
  const first = new Map(missing.toReversed().map((use) => [use.file, use]));
  return [...first.values()]
    .toReversed()
    .map(({ file, source }) => problem('nginx-certificate-not-given', 'warning', source, { file }));
}
