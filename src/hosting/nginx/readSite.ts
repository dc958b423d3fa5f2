/** A `server` block -> a site and the places it listens on. */
import type { Problem } from '../../decision.ts';
import { append } from '../append.ts';
import { readCipherList } from '../cipherList.ts';
import type { Line, Site, SiteName } from '../model.ts';
import type { ReadingBudget } from '../readingBudget.ts';
import { followTargets, readAnswer } from './answer.ts';
import { problem } from './codes.ts';
import type { Directive } from './directives.ts';
import { readListen, type Listen } from './listen.ts';
import { patternOf } from './regex.ts';
import { readSettings, type Settings } from './siteSettings.ts';
import { isAtLeast } from './versions.ts';

export type ReadSite = {
  site: Site;
  listens: Listen[];
  sslOn: boolean;
  problems: Problem[];
  uncertain: Problem[];
};

/**
 * `folder`: against which relative certificate paths are taken. `checked`: cipher lists that were looked at before,
 * for another site that inherits the same.
 */
export type SiteReading = { folder: string; version: string; budget: ReadingBudget; checked: Set<object> };

export function readSite(server: Directive, inherited: Settings, reading: SiteReading): ReadSite {
  const { folder, version, budget, checked } = reading;
  const block = server.block ?? [];
  const { settings, problems } = readSettings(block, inherited);
  const names = readNames(block, problems);
  const listens = readListens(server, names.length, problems, budget);
  const own = budget.take('places', server.source, settings.certificates?.length ?? 0);
  const certificates = (own ? (settings.certificates ?? []) : []).map((use) => ({
    ...use,
    file: resolve(folder, use.file),
  }));
  const uncertain = checkNames(names);
  const ownUncertain = [...certificateVariables(certificates), ...scripted(block)];
  if (settings.sslOn !== null && isAtLeast(version, '1.25.1')) {
    const at = block.find(({ name }) => name === 'ssl')?.source ?? server.source;
    problems.push(problem('nginx-unknown-directive', 'fatal', at, { directive: 'ssl' }));
  }
  const clientAuth = settings.clientAuth?.value ?? 'none';
  const authority = settings.clientAuthority ?? settings.trustedAuthority;
  const hasContext = certificates.length > 0 || settings.rejectHandshake === true;
  if (hasContext && /^(?:required|optional)$/u.test(clientAuth) && authority === null) {
    problems.push(problem('nginx-no-client-ca', 'fatal', settings.clientAuth?.source ?? server.source));
  }
  if (hasContext && settings.ciphers !== null && !checked.has(settings.ciphers)) {
    checked.add(settings.ciphers);
    append(problems, checkCiphers(settings.ciphers));
  }
  for (const { file, keyFile, source } of certificates) {
    if (keyFile === undefined) problems.push(problem('nginx-no-certificate-key', 'fatal', source, { file }));
  }
  const site: Site = {
    label: names.find(({ text }) => text !== '')?.text ?? listenLabel(listens[0]),
    names,
    certificates,
    versions: settings.versions,
    clientAuth,
    source: server.source,
    answer: readAnswer(block, settings),
    ...(ownUncertain.length > 0 && { uncertain: ownUncertain }),
    ...(authority !== null && { clientCertificateAuthority: resolve(folder, authority) }),
    ...(authority !== null && settings.clientAuthority === null && { authorityUnnamed: true }),
    ...(settings.ciphers !== null && { ciphers: settings.ciphers.text }),
    ...(settings.preferServerCiphers !== null && { preferServerCiphers: settings.preferServerCiphers }),
    ...(settings.dhParameters !== null && { dhParameters: resolve(folder, settings.dhParameters) }),
    ...(settings.rejectHandshake !== null && { rejectHandshake: settings.rejectHandshake }),
    ...(settings.sessionTickets === false && settings.sessionCache !== true && { resumption: false }),
    ...(settings.errorPages !== null && { errorPages: followTargets(block, settings.errorPages) }),
  };
  return {
    site,
    listens,
    sslOn: settings.sslOn === true,
    problems: [...problems, ...uncertain, ...ownUncertain],
    uncertain,
  };
}

/** Paths are against the folder of the main file; `.` and `..` are resolved as the file system does. */
export function resolve(folder: string, path: string): string {
  const full = path.startsWith('/') ? path : folder + path;
  const parts: string[] = [];
  for (const part of full.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '') parts.pop();
    else if (part !== '.' && (part !== '' || parts.length === 0)) parts.push(part);
  }
  return parts.join('/');
}

/** Where a server listens; each place counts with the names that are looked up there. */
function readListens(server: Directive, names: number, problems: Problem[], budget: ReadingBudget): Listen[] {
  const directives = (server.block ?? []).filter(({ name }) => name === 'listen');
  const listens = new Map<string, Listen>();
  for (const directive of directives) {
    if (budget.exhausted('places')) break;
    const read = readListen(directive);
    append(problems, read.problems);
    for (const listen of read.listens) {
      if (!budget.take('places', listen.source, 1 + names)) break;
      addListen(listens, listen, problems);
    }
  }
  if (directives.length > 0) return [...listens.values()];
  return [{ address: '*', family: 4, port: 80, tls: false, isDefault: false, source: server.source }];
}

const listenLabel = (listen: Listen | undefined): string =>
  listen === undefined ? '' : `${listen.address}:${listen.port}`;

function addListen(listens: Map<string, Listen>, listen: Listen, problems: Problem[]): void {
  const key = placeKey(listen);
  const text = listenLabel(listen);
  if (listens.has(key)) problems.push(problem('nginx-duplicate-listen', 'fatal', listen.source, { text }));
  else listens.set(key, listen);
}

/** The same for what is one place to nginx. */
export const placeKey = ({ address, port, family }: Pick<Listen, 'address' | 'port' | 'family'>): string =>
  `${address} ${port} ${family ?? ''}`;

function readNames(block: readonly Directive[], problems: Problem[]): SiteName[] {
  const names: SiteName[] = [];
  for (const { name, args, source } of block) {
    if (name !== 'server_name') continue;
    if (args.length === 0) {
      problems.push(problem('nginx-wrong-arguments', 'fatal', source, { directive: name, found: '' }));
    }
    for (const text of args) {
      if (isWritable(text)) names.push({ text, source });
      else problems.push(problem('nginx-invalid-name', 'fatal', source, { name: text }));
    }
  }
  return names;
}

/** What `ngx_http_core_server_name` refuses at once; the rest is refused when the names of a listener are compared. */
const isWritable = (text: string): boolean =>
  text.startsWith('~') ? text.length > 1 : !/^(?:\*(?!\..)|\.$)/u.test(text);

function checkNames(names: readonly SiteName[]): Problem[] {
  return names.flatMap((name) => {
    const { text, source } = name;
    if (text.toLowerCase() === '$hostname') {
      return [problem('nginx-hostname-variable', 'unsupported', source)];
    }
    const unreadable = text.startsWith('~') && patternOf(name) === null;
    return unreadable ? [problem('nginx-regex-unsupported', 'unsupported', source, { name: text })] : [];
  });
}

function checkCiphers({ text, source }: { text: string; source: Line }): Problem[] {
  const { suites, unknown } = readCipherList(text);
  const isProfile = unknown.some((word) => word.startsWith('PROFILE='));
  if (suites.length === 0 && !isProfile) return [problem('nginx-cipher-none', 'fatal', source, { text })];
  return unknown.map((word) => problem('nginx-cipher-unknown', 'unsupported', source, { word }));
}

const certificateVariables = (certificates: Site['certificates']): Problem[] =>
  certificates
    .filter(({ file }) => file.includes('$'))
    .map(({ file, source }) => problem('nginx-certificate-variable', 'unsupported', source, { file }));

const scripted = (block: readonly Directive[]): Problem[] =>
  block
    .filter(({ name }) => /^ssl_(?:certificate|client_hello)_by_lua/u.test(name))
    .map(({ name, source }) =>
      problem('nginx-scripted-certificate', 'unsupported', source, { directive: name }),
    );
