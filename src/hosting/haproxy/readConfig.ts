/**
 * haproxy.cfg -> the server model. Sections are read in order, as HAProxy does: `global` settings hold for the
 * `bind` lines after them, a `defaults` section for the proxies after it.
 */
import type { Problem } from '../../decision.ts';
import type { Listener, Server, Site } from '../model.ts';
import type { ConfigFiles, ReadOptions, ReadResult } from '../program.ts';
import { limited, ReadingBudget } from '../readingBudget.ts';
import { answerOf, problem, type Backends } from './answers.ts';
import { readBind } from './bindLine.ts';
import { listenersOf, type Reading } from './bindListeners.ts';
import { givenFiles } from './certificateFiles.ts';
import type { HaproxyProblemCode } from './codes.ts';
import { readGlobal } from './globalSection.ts';
import { readSections, type Section, type Statement } from './sections.ts';

/** The newest version that was observed. */
const newestVersion = '3.0.11';

/** `files` holds the main file, crt-lists and the certificates (PEM texts), by the paths the configuration names. */
export function readConfig(files: ConfigFiles, mainFile: string, options: ReadOptions): ReadResult {
  const version = options.version ?? newestVersion;
  const server: Server = {
    software: 'haproxy',
    version,
    supportsSni: options.supportsSni ?? true,
    listeners: [],
    sites: [],
    certificates: {},
    uncertain: [],
  };
  const text = files.get(mainFile);
  if (text === undefined) {
    const missing = problem('haproxy-main-file-missing', 'fatal', { file: mainFile }, null);
    return { server: { ...server, uncertain: [missing] }, problems: [missing] };
  }
  const budget = new ReadingBudget();
  const { sections, problems } = readSections(text, mainFile, budget);
  const reading: Reading = {
    files,
    given: givenFiles(files, budget),
    budget,
    crtLists: new Map(),
    unreadable: new Set(),
    version,
    problems,
    certificates: server.certificates,
  };
  readProxies(sections, server, reading);
  server.uncertain = problems.filter(({ code }) => wholeServer.has(code));
  for (const twice of addressesBoundTwice(server.listeners)) problems.push(twice);
  return limited(server, problems, budget, 'haproxy-too-much' satisfies HaproxyProblemCode);
}

/** Problems after which nothing this server answers is sure. */
const wholeServer = new Set([
  'haproxy-conditional-block',
  'haproxy-environment-variable',
  'haproxy-unmatched-quote',
]);

function readProxies(sections: Section[], server: Server, reading: Reading): void {
  const withDefaults = applyDefaults(sections, reading.budget);
  const byName = new Map(
    withDefaults
      .filter(({ kind }) => kind === 'backend' || kind === 'listen')
      .map((section) => [section.name, section] as const),
  );
  const backends: Backends = { byName, told: new Map(), budget: reading.budget };
  let global = readGlobal([], reading.problems);
  for (const section of withDefaults) {
    if (section.kind === 'global') global = readGlobal(section.statements, reading.problems, global);
    if (section.kind !== 'frontend' && section.kind !== 'listen') continue;
    const binds = section.statements.filter(({ words }) => words[0] === 'bind');
    if (binds.length === 0) continue;
    const site = server.sites.length;
    const listeners = binds.flatMap((statement) => readListeners(statement, site, reading, global));
    for (const listener of listeners) server.listeners.push(listener);
    server.sites.push(siteOf(section, listeners, answerOf(section, backends)));
  }
}

function readListeners(
  statement: Statement,
  site: number,
  reading: Reading,
  global: ReturnType<typeof readGlobal>,
): Listener[] {
  const { bind, problems } = readBind(
    statement.words.slice(1),
    reading.version,
    reading.budget.left('places') + 1,
  );
  for (const { code, params } of problems)
    reading.problems.push(problem(code, severities[code] ?? 'fatal', params, statement.source));
  return listenersOf(bind, site, statement.source, reading, global);
}

/** Everything else wrong on a `bind` line stops HAProxy from starting. */
const severities: Partial<Record<string, Problem['severity']>> = {
  'haproxy-bind-address-not-ip': 'unsupported',
  'haproxy-generate-certificates': 'unsupported',
  'haproxy-proxy-protocol': 'unsupported',
  'haproxy-signature-algorithms': 'unsupported',
};

/** Puts the statements of the `defaults` that hold for a proxy before its own (not its `bind` lines: it has none). */
function applyDefaults(sections: Section[], budget: ReadingBudget): Section[] {
  const named = new Map<string, Section>();
  let latest: Section | null = null;
  const inheritedBy = (section: Section, base: Section | null): Statement[] => {
    const statements = base?.statements ?? [];
    return budget.take('directives', section.source, statements.length) ? statements : [];
  };
  return sections.map((section) => {
    const base = section.from === null ? latest : (named.get(section.from) ?? null);
    if (section.kind === 'defaults') {
      const inherited = section.from === null ? [] : inheritedBy(section, base);
      latest = { ...section, statements: [...inherited, ...section.statements] };
      named.set(section.name, latest);
      return latest;
    }
    return { ...section, statements: [...inheritedBy(section, base), ...section.statements] };
  });
}

function siteOf(section: Section, listeners: Listener[], answer: Site['answer']): Site {
  const uses = [...new Set(listeners.map(({ entries }) => entries ?? []))].flat();
  const files = new Map(uses.map(({ file, source }) => [file, { file, source }]));
  return {
    label: section.name,
    names: [],
    certificates: [...files.values()],
    versions: null,
    clientAuth: listeners.find(({ tls }) => tls)?.bind?.clientAuth ?? 'none',
    source: section.source,
    ...(answer === undefined ? {} : { answer }),
  };
}

/** Two sockets on one address and port: the kernel hands connections to either. */
function addressesBoundTwice(listeners: Listener[]): Problem[] {
  const seen = new Map<string, Listener>();
  const problems: Problem[] = [];
  for (const listener of listeners) {
    const key = `${listener.address} ${String(listener.port)}`;
    if (seen.has(key))
      problems.push(
        problem(
          'haproxy-address-bound-twice',
          'warning',
          { address: listener.address, port: listener.port },
          listener.source,
        ),
      );
    seen.set(key, listener);
  }
  return problems;
}
