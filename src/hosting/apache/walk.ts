/**
 * Goes through a configuration in httpd's order: includes where they stand, sections that are decided while reading
 * (`<IfModule>` and its kind), `Define`, `LoadModule`. What is left goes to a visitor, directive by directive.
 */
import type { Params, Problem } from '../../decision.ts';
import type { Line } from '../model.ts';
import type { ConfigFiles } from '../program.ts';
import type { ApacheProblem } from './codes.ts';
import { conditionalSections, evaluateCondition, moduleName } from './conditions.ts';
import { folderOf, hasWildcard, resolveInclude } from './includes.ts';
import { logicalLines, type LogicalLine } from './logicalLines.ts';
import { splitWords, type Words } from './words.ts';

/** `name` in lower case; `text` is what follows it; `words` takes it apart with the variables known there. */
export type Directive = { name: string; written: string; text: string; line: Line; words: () => Words };

export type Visitor = {
  /** Whether the directive matters to the answer: then an assumed condition around it is told. */
  directive(directive: Directive): boolean;
  open(section: Directive): void;
  close(name: string): void;
};

/** httpd's own limit for nested includes (AP_MAX_INCLUDE_DEPTH). */
const deepestInclude = 20;
/** Includes that include each other grow without end; no real configuration is near this. */
const mostIncludes = 10_000;

type Frame = {
  file: string;
  lines: LogicalLine[];
  at: number;
  openBefore: number;
  /** How many sections of each name are open in this file. */
  openNames: Map<string, number>;
  depth: number;
};
type OpenSection = { name: string; written: string; line: Line; passed: boolean };
type Walk = {
  files: ConfigFiles;
  version: string;
  visitor: Visitor;
  problems: Problem[];
  frames: Frame[];
  open: OpenSection[];
  /** Those of them whose condition was assumed and not yet told, outermost first. */
  assumed: OpenSection[];
  variables: Map<string, string>;
  defined: Set<string>;
  modules: Set<string>;
  folders: string[];
  included: number;
};

/**
 * Returns what was wrong with the structure (the visitor reports the rest itself), and the folders that relative
 * paths are looked up in: `ServerRoot`, then the main file's.
 */
export function walkConfig(
  files: ConfigFiles,
  mainFile: string,
  version: string,
  visitor: Visitor,
): { problems: Problem[]; folders: string[] } {
  const walk: Walk = {
    files,
    version,
    visitor,
    problems: [],
    frames: [],
    open: [],
    assumed: [],
    variables: new Map(),
    defined: new Set(),
    modules: new Set(),
    folders: [folderOf(mainFile)],
    included: 0,
  };
  enterFile(walk, mainFile, 0);
  for (let frame = walk.frames.at(-1); frame !== undefined; frame = walk.frames.at(-1)) {
    const line = frame.lines[frame.at];
    frame.at += 1;
    if (line === undefined) leaveFile(walk, frame);
    else readLine(walk, frame, line);
  }
  return { problems: walk.problems, folders: walk.folders };
}

function report(walk: Walk, code: ApacheProblem, line: Line, params: Params): void {
  walk.problems.push({ code, severity: severities[code] ?? 'fatal', params, source: line });
}

/** A file that is not among those given may well be there for httpd; all else httpd refuses to read on. */
const severities: Partial<Record<ApacheProblem, Problem['severity']>> = {
  'apache-include-missing': 'error',
  'apache-include-no-match': 'error',
  'apache-include-optional-no-match': 'warning',
};

function enterFile(walk: Walk, file: string, depth: number): void {
  const lines = logicalLines(walk.files.get(file) ?? '');
  walk.frames.push({ file, lines, at: 0, openBefore: walk.open.length, openNames: new Map(), depth });
}

function leaveFile(walk: Walk, frame: Frame): void {
  while (walk.open.length > frame.openBefore) {
    const section = walk.open.at(-1);
    if (section !== undefined) {
      report(walk, 'apache-section-not-closed', section.line, { section: section.written });
    }
    closeTop(walk, frame);
  }
  walk.frames.pop();
}

function readLine(walk: Walk, frame: Frame, { text, line }: LogicalLine): void {
  const source = { file: frame.file, line };
  if (text.startsWith('</')) {
    closeSection(walk, frame, text, source);
    return;
  }
  const written = /^<?[^\s>]*/u.exec(text)?.[0] ?? '';
  const rest = text.slice(written.length).trimStart();
  if (text.startsWith('<')) {
    openSection(
      walk,
      frame,
      directive(walk, written.slice(1), withoutBracket(walk, written, rest, source), source),
    );
    return;
  }
  readDirective(walk, frame, directive(walk, written, rest, source));
}

const directive = (walk: Walk, written: string, text: string, line: Line): Directive => ({
  name: written.toLowerCase(),
  written,
  text,
  line,
  words: () => splitWords(text, walk.variables),
});

/** What follows the last `>` is ignored, as httpd does. */
function withoutBracket(walk: Walk, written: string, rest: string, line: Line): string {
  const bracket = rest.lastIndexOf('>');
  if (bracket !== -1) return rest.slice(0, bracket);
  report(walk, 'apache-section-bracket', line, { section: written.slice(1) });
  return rest;
}

function openSection(walk: Walk, frame: Frame, section: Directive): void {
  const { name, written, line } = section;
  if (name === 'macro') {
    const params = { directive: `<${written}>` };
    walk.problems.push({
      code: 'apache-unsupported-directive',
      severity: 'unsupported',
      params,
      source: line,
    });
    skipSection(frame);
    return;
  }
  if (!conditionalSections.has(name)) {
    push(walk, frame, { name, written, line, passed: true });
    walk.visitor.open(section);
    return;
  }
  const condition = evaluateCondition(name, section.words().words, walk);
  if (!condition.holds) {
    skipSection(frame);
    return;
  }
  const opened = { name, written, line, passed: false };
  push(walk, frame, opened);
  if (condition.assumed) walk.assumed.push(opened);
}

function push(walk: Walk, { openNames }: Frame, section: OpenSection): void {
  walk.open.push(section);
  openNames.set(section.name, (openNames.get(section.name) ?? 0) + 1);
}

/** Lines up to the section's own end, with whatever sections are in it. */
function skipSection(frame: Frame): void {
  let depth = 1;
  for (; frame.at < frame.lines.length && depth > 0; frame.at += 1) {
    const text = frame.lines[frame.at]?.text ?? '';
    if (text.startsWith('</')) depth -= 1;
    else if (text.startsWith('<')) depth += 1;
  }
}

function closeSection(walk: Walk, frame: Frame, text: string, line: Line): void {
  const written = /^<\/([^\s>]*)/u.exec(text)?.[1] ?? '';
  const name = written.toLowerCase();
  const top = walk.open.length > frame.openBefore ? walk.open.at(-1) : undefined;
  if ((frame.openNames.get(name) ?? 0) === 0) {
    const found = { section: written };
    if (top === undefined) report(walk, 'apache-section-not-open', line, found);
    else report(walk, 'apache-section-mismatch', line, { ...found, expected: top.written });
    return;
  }
  if (top !== undefined && top.name !== name) {
    report(walk, 'apache-section-mismatch', line, { section: written, expected: top.written });
  }
  while (walk.open.at(-1)?.name !== name) closeTop(walk, frame);
  closeTop(walk, frame);
}

function closeTop(walk: Walk, { openNames }: Frame): void {
  const section = walk.open.pop();
  if (section === undefined) return;
  openNames.set(section.name, (openNames.get(section.name) ?? 0) - 1);
  if (walk.assumed.at(-1) === section) walk.assumed.pop();
  if (section.passed) walk.visitor.close(section.name);
}

function readDirective(walk: Walk, frame: Frame, directive: Directive): void {
  const { words } = directive.name === '' ? { words: [] } : directive.words();
  const first = words[0] ?? '';
  switch (directive.name) {
    case 'include':
    case 'includeoptional':
      include(walk, frame, first, directive);
      return;
    case 'define':
      walk.defined.add(first);
      if (words[1] !== undefined) walk.variables.set(first, words[1]);
      return;
    case 'undefine':
      walk.defined.delete(first);
      walk.variables.delete(first);
      return;
    case 'loadmodule':
      walk.modules.add(moduleName(first));
      return;
    case 'serverroot':
      walk.folders = [first, ...walk.folders];
      return;
    default:
      if (walk.visitor.directive(directive)) tellAssumption(walk);
  }
}

function tellAssumption(walk: Walk): void {
  for (const section of walk.assumed.splice(0)) {
    const code: ApacheProblem =
      section.name === 'ifmodule' ? 'apache-module-assumed' : 'apache-condition-assumed';
    const params = { section: section.written };
    walk.problems.push({ code, severity: 'unsupported', params, source: section.line });
  }
}

function include(walk: Walk, frame: Frame, path: string, directive: Directive): void {
  const found = resolveInclude(walk.files, path, walk.folders);
  const optional = directive.name === 'includeoptional';
  if (found === null || found.length === 0) {
    const missing = hasWildcard(path) ? 'apache-include-no-match' : 'apache-include-missing';
    report(walk, optional ? 'apache-include-optional-no-match' : missing, directive.line, { path });
    return;
  }
  walk.included += found.length;
  if (frame.depth >= deepestInclude || walk.included > mostIncludes) {
    const code = walk.included > mostIncludes ? 'apache-include-count' : 'apache-include-depth';
    report(walk, code, directive.line, {
      path,
      most: walk.included > mostIncludes ? mostIncludes : deepestInclude,
    });
    return;
  }
  // The last one first: the top of the stack is read next.
  for (const file of found.toReversed()) enterFile(walk, file, frame.depth + 1);
}
