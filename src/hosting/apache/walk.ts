/**
 * Goes through a configuration in httpd's order: includes where they stand, sections that are decided while reading
 * (`<IfModule>` and its kind), `Define`, `LoadModule`. What is left goes to a visitor, directive by directive.
 */
import type { Problem } from '../../decision.ts';
import type { Line } from '../model.ts';
import type { ApacheProblem } from './codes.ts';
import { conditionalSections, evaluateCondition, moduleName } from './conditions.ts';
import { folderOf, hasWildcard, resolveInclude, type GivenPaths } from './includes.ts';
import { logicalLines, type LogicalLine } from './logicalLines.ts';
import {
  directive,
  newWalk,
  report,
  type Directive,
  type Frame,
  type OpenSection,
  type Visitor,
  type Walk,
} from './walkState.ts';

/** httpd's own limit for nested includes (AP_MAX_INCLUDE_DEPTH in server/core.c; observed with 2.4). */
const deepestInclude = 128;

/**
 * Returns what was wrong with the structure (the visitor reports the rest itself), and the folders that relative
 * paths are looked up in: `ServerRoot`, then the main file's.
 */
export function walkConfig(
  given: GivenPaths,
  mainFile: string,
  version: string,
  visitor: Visitor,
): { problems: Problem[]; folders: string[] } {
  const walk = newWalk(given, folderOf(mainFile), version, visitor);
  enterFile(walk, mainFile, 0);
  for (let frame = walk.frames.at(-1); frame !== undefined; frame = walk.frames.at(-1)) {
    const line = frame.lines[frame.at];
    frame.at += 1;
    if (line === undefined) leaveFile(walk, frame);
    else if (walk.budget.take('directives', { file: frame.file, line: line.line }))
      readLine(walk, frame, line);
    else break;
  }
  return { problems: walk.problems, folders: walk.folders };
}

function enterFile(walk: Walk, file: string, depth: number): void {
  const lines = walk.parsed.get(file) ?? logicalLines(walk.files.get(file) ?? '');
  walk.parsed.set(file, lines);
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
    skipSection(walk, frame);
    return;
  }
  if (!walk.budget.allowsDepth(walk.open.length + 1, line)) {
    skipSection(walk, frame);
    return;
  }
  if (!conditionalSections.has(name)) {
    push(walk, frame, { name, written, line, passed: true });
    walk.visitor.open(section);
    return;
  }
  const condition = evaluateCondition(name, section.words().words, walk);
  if (!condition.holds) {
    skipSection(walk, frame);
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
function skipSection({ budget }: Walk, frame: Frame): void {
  let depth = 1;
  for (; frame.at < frame.lines.length && depth > 0; frame.at += 1) {
    const { text, line } = frame.lines[frame.at] ?? { text: '', line: 0 };
    if (!budget.take('directives', { file: frame.file, line })) return;
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

const forTheWalk = new Set(['include', 'includeoptional', 'define', 'undefine', 'loadmodule', 'serverroot']);

function readDirective(walk: Walk, frame: Frame, directive: Directive): void {
  const { words } = forTheWalk.has(directive.name) ? directive.words() : { words: [] };
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
      walk.folders = [...new Set([first, walk.folders.at(-1) ?? ''])];
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
  const found = resolveInclude(walk.given, path, walk.folders, directive.line);
  const optional = directive.name === 'includeoptional';
  if (found === null || found.length === 0) {
    const missing = hasWildcard(path) ? 'apache-include-no-match' : 'apache-include-missing';
    report(walk, optional ? 'apache-include-optional-no-match' : missing, directive.line, { path });
    return;
  }
  if (frame.depth >= deepestInclude) {
    report(walk, 'apache-include-depth', directive.line, { path, most: deepestInclude });
    return;
  }
  if (!walk.budget.take('files', directive.line, found.length)) return;
  // The last one first: the top of the stack is read next.
  for (const file of found.toReversed()) enterFile(walk, file, frame.depth + 1);
}
