/** httpd.conf and what it includes -> the server model (docs/2.4/configuring.html, docs/2.4/sections.html). */
import type { Params, Problem } from '../../decision.ts';
import type { Line } from '../model.ts';
import type { ConfigFiles, ReadOptions, ReadResult } from '../program.ts';
import { limited, ReadingBudget } from '../readingBudget.ts';
import { parseHostAddress } from './address.ts';
import { buildServer } from './buildServer.ts';
import type { ApacheProblem } from './codes.ts';
import { emptyHost, type Config } from './config.ts';
import { directiveRules, unsupportedDirectives, type DirectiveRule, type Place } from './directives.ts';
import { givenPaths } from './includes.ts';
import { newestVersion } from './versions.ts';
import { walkConfig } from './walk.ts';
import type { Directive } from './walkState.ts';

/**
 * Never throws. Unknown directives are passed over; what could change the answer and is not read, and what httpd
 * refuses (`fatal`: a syntax error; `error`: at its start), makes every answer uncertain and names its line.
 */
export function readConfig(files: ConfigFiles, mainFile: string, options: ReadOptions): ReadResult {
  const version = options.version ?? newestVersion;
  const config: Config = { main: emptyHost(null), hosts: [], listens: [], policy: null, problems: [] };
  const reader: Reader = { config, version, stack: [] };
  if (!files.has(mainFile)) {
    report(reader, 'apache-main-file-missing', { file: mainFile }, null);
  }
  const budget = new ReadingBudget();
  const given = givenPaths(files, budget);
  const walked = walkConfig(given, mainFile, version, {
    directive: (directive) => readDirective(reader, directive),
    open: (section) => {
      openSection(reader, section);
    },
    close: () => {
      reader.stack.pop();
    },
  });
  config.problems = [...walked.problems, ...config.problems];
  const { server, problems } = buildServer(
    config,
    given,
    walked.folders,
    version,
    options.supportsSni ?? true,
  );
  return limited(server, problems, budget, 'apache-too-much' satisfies ApacheProblem);
}

type Reader = { config: Config; version: string; stack: Place[] };

function report(
  reader: Reader,
  code: ApacheProblem,
  params: Params,
  source: Line | null,
  severity: Problem['severity'] = 'fatal',
): void {
  reader.config.problems.push({ code, severity, params, source });
}

const placeNow = ({ config, version, stack }: Reader): Place =>
  stack.at(-1) ?? { config, host: config.main, inHost: false, section: null, version };

function openSection(reader: Reader, section: Directive): void {
  const place = placeNow(reader);
  if (section.name === 'virtualhost') {
    reader.stack.push({ ...place, host: openHost(reader, section, place), inHost: true, section: null });
    return;
  }
  if (section.name === 'mdomainset') unsupported(reader, `<${section.written}>`, section.line);
  const kind = section.name === 'location' || section.name === 'directory' ? section.name : null;
  const [path = '', ...more] = wordsOf(reader, section, kind !== null);
  const plain = kind !== null && place.section === null && path !== '~' && more.length === 0;
  reader.stack.push({ ...place, section: plain ? { kind, path } : 'other' });
}

function openHost(reader: Reader, section: Directive, place: Place): Place['host'] {
  const host = emptyHost(section.line);
  if (place.inHost || place.section !== null) {
    report(reader, 'apache-misplaced', { directive: '<VirtualHost>' }, section.line);
  }
  const words = wordsOf(reader, section, true);
  if (words.length === 0) {
    const params = { directive: '<VirtualHost>', least: 1, most: 'any', found: 0 };
    report(reader, 'apache-argument-count', params, section.line);
  }
  for (const word of words) {
    const address = parseHostAddress(word);
    if ('problem' in address) {
      const severity = address.problem === 'apache-address-by-name' ? 'unsupported' : 'fatal';
      report(reader, address.problem, { directive: '<VirtualHost>', value: word }, section.line, severity);
    } else host.addresses.push(address);
  }
  reader.config.hosts.push(host);
  return host;
}

/** The words; a variable that is not defined is told where the directive matters. */
function wordsOf(reader: Reader, directive: Directive, matters: boolean): string[] {
  const { words, undefinedNames } = directive.words();
  for (const name of matters ? undefinedNames : []) {
    report(reader, 'apache-undefined-variable', { name }, directive.line, 'unsupported');
  }
  return words;
}

function unsupported(reader: Reader, written: string, line: Line): void {
  report(reader, 'apache-unsupported-directive', { directive: written }, line, 'unsupported');
}

/** Whether the directive matters to the answer. */
function readDirective(reader: Reader, directive: Directive): boolean {
  if (unsupportedDirectives.has(directive.name)) {
    unsupported(reader, directive.written, directive.line);
    return true;
  }
  const rule = directiveRules.get(directive.name);
  if (rule === undefined) return false;
  apply(reader, rule, directive, wordsOf(reader, directive, true));
  return true;
}

function apply(reader: Reader, rule: DirectiveRule, directive: Directive, words: string[]): void {
  const place = placeNow(reader);
  if (!isAllowed(rule, place)) {
    report(reader, 'apache-misplaced', { directive: directive.written }, directive.line);
    return;
  }
  if (words.length < rule.least || words.length > rule.most) {
    const most = Number.isFinite(rule.most) ? rule.most : 'any';
    const params = { directive: directive.written, least: rule.least, most, found: words.length };
    report(reader, 'apache-argument-count', params, directive.line);
    return;
  }
  const issue = rule.apply(place, words, directive.line);
  if (issue === null) return;
  report(reader, issue.code, issue.params, directive.line, severityOf[issue.code] ?? 'fatal');
}

const severityOf: Partial<Record<ApacheProblem, Problem['severity']>> = {
  'apache-client-auth-in-section': 'unsupported',
  'apache-unsupported-directive': 'unsupported',
  'apache-address-by-name': 'unsupported',
};

function isAllowed({ allowed }: DirectiveRule, { inHost, section }: Place): boolean {
  if (allowed === 'section') return true;
  if (section !== null) return false;
  return allowed === 'server' || (allowed === 'host') === inHost;
}
