/** `include`: files read in place, by the path the configuration names, patterns in byte order. */
import type { Params, Problem } from '../../decision.ts';
import { glibcGlob } from '../../text/glob.ts';
import { matchesPath, parsePathGlob } from '../../text/globPath.ts';
import { pathIndex, type PathIndex } from '../pathIndex.ts';
import type { ConfigFiles } from '../program.ts';
import type { ReadingBudget } from '../readingBudget.ts';
import { problem, type NginxProblemCode } from './codes.ts';
import { readDirectives, type Directive } from './directives.ts';

/** Files that only hold MIME types or parameters for an upstream: not having them changes no answer. */
const harmless =
  /(?:^|\/)(?:mime\.types|(?:fastcgi|uwsgi|scgi|proxy)[_.](?:params|conf)|koi-(?:utf|win)|win-utf|modules-enabled\/\*\.conf)$/u;

/** The files that are being read, innermost first; `depth` of them. */
type Chain = { file: string; parent: Chain; depth: number } | null;
type Pending = { directive: Directive; chain: Chain };

/** `parsed`: every file is read once, however often it is included; `found` by pattern. */
type Including = {
  files: ConfigFiles;
  folder: string;
  budget: ReadingBudget;
  problems: Problem[];
  paths: PathIndex | null;
  parsed: Map<string, readonly Directive[]>;
  found: Map<string, readonly string[]>;
};

/**
 * The whole configuration as one tree. Relative paths are against the main file's folder (`conf_prefix`); a pattern
 * that fits nothing is no error, a plain path that is not in `files` is. nginx itself has no limit but that of open
 * files; here the budget ends files that include each other many times over.
 */
export function readWithIncludes(
  files: ConfigFiles,
  mainFile: string,
  budget: ReadingBudget,
): { directives: Directive[]; problems: Problem[] } {
  const text = files.get(mainFile);
  if (text === undefined) {
    return { directives: [], problems: [problem('nginx-no-main-file', 'fatal', null, { file: mainFile })] };
  }
  const folder = mainFile.slice(0, mainFile.lastIndexOf('/') + 1);
  const { directives, problems } = readDirectives(mainFile, text, budget);
  const including: Including = {
    files,
    folder,
    budget,
    problems,
    paths: null,
    parsed: new Map(),
    found: new Map(),
  };
  const main: Directive = { name: '', args: [], block: directives, source: { file: mainFile, line: 1 } };
  const blocks: Pending[] = [{ directive: main, chain: { file: mainFile, parent: null, depth: 1 } }];
  for (let owner = blocks.pop(); owner !== undefined; owner = blocks.pop())
    owner.directive.block = flatBlock(owner, including, blocks);
  return { directives: main.block ?? [], problems };
}

/** The directives of a block with its includes in place; blocks inside it are added to `blocks`. */
function flatBlock({ directive: owner, chain: around }: Pending, including: Including, blocks: Pending[]) {
  const flat: Directive[] = [];
  const pending = entries(owner.block ?? [], around, including.budget);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { directive, chain } = next;
    if (directive.name === 'include') {
      for (const entry of included(directive, chain, including)) pending.push(entry);
    } else if (directive.block === null) flat.push(directive);
    else {
      const copy = { ...directive }; // a file that is included twice has its blocks twice
      flat.push(copy);
      blocks.push({ directive: copy, chain });
    }
  }
  return flat;
}

/** Last first: what is popped is in reading order. None where the budget does not reach. */
function entries(directives: readonly Directive[], chain: Chain, budget: ReadingBudget): Pending[] {
  if (!budget.take('directives', directives[0]?.source ?? null, directives.length)) return [];
  return directives.map((directive) => ({ directive, chain })).toReversed();
}

/** What stands in the place of an `include`, last first. */
function included(include: Directive, chain: Chain, including: Including): Pending[] {
  const { budget, problems } = including;
  const depth = (chain?.depth ?? 0) + 1;
  const pending: Pending[] = [];
  for (const file of includedFiles(include, including).toReversed()) {
    if (!budget.take('files', include.source) || !budget.allowsDepth(depth, include.source)) break;
    if (isOpen(file, chain)) {
      if (budget.take('problems', include.source))
        problems.push(problem('nginx-include-loop', 'fatal', include.source, { path: file }));
    } else {
      const inside = { file, parent: chain, depth };
      for (const entry of entries(parsedOnce(file, including), inside, budget)) pending.push(entry);
    }
  }
  return pending;
}

function isOpen(file: string, chain: Chain): boolean {
  for (let link = chain; link !== null; link = link.parent) if (link.file === file) return true;
  return false;
}

function parsedOnce(file: string, { files, budget, problems, parsed }: Including): readonly Directive[] {
  const known = parsed.get(file);
  if (known !== undefined) return known;
  const read = readDirectives(file, files.get(file) ?? '', budget);
  problems.push(...read.problems);
  parsed.set(file, read.directives);
  return read.directives;
}

function includedFiles(include: Directive, including: Including): readonly string[] {
  const { files, folder, problems, budget } = including;
  const report = (...[code, severity, params]: [NginxProblemCode, Problem['severity'], Params]): void => {
    if (budget.take('problems', include.source))
      problems.push(problem(code, severity, include.source, params));
  };
  const [path] = include.args;
  if (path === undefined || include.args.length > 1) {
    report('nginx-wrong-arguments', 'fatal', { directive: 'include', found: include.args.join(' ') });
    return [];
  }
  const full = path.startsWith('/') ? path : folder + path;
  const isPattern = /[*?[]/u.test(full);
  const read = isPattern ? matchedOnce(full, include, including) : files.has(full) ? [full] : [];
  if (read.length === 0 && !harmless.test(path)) {
    if (isPattern) report('nginx-include-nothing', 'warning', { path });
    else report('nginx-include-missing', 'error', { path });
  }
  return read;
}

function matchedOnce(pattern: string, { source }: Directive, including: Including): readonly string[] {
  const known = including.found.get(pattern);
  if (known !== undefined) return known;
  including.paths ??= pathIndex(including.files.keys());
  // Every path that fits begins as the pattern does up to its first folder with a wildcard.
  const plain = /^[^*?[\\]*\//u.exec(pattern)?.[0] ?? '';
  const candidates = including.paths.startingWith(plain);
  const reached = including.budget.take('comparisons', source, candidates.length);
  const found = reached ? matching(candidates, pattern) : [];
  including.found.set(pattern, found);
  return found;
}

/** `glob(3)` in the C locale: byte order, `*` and `?` stay within a folder and pass over a leading dot. */
function matching(paths: readonly string[], pattern: string): string[] {
  const glob = parsePathGlob(pattern, glibcGlob);
  return glob === null ? [] : paths.filter((file) => matchesPath(glob, file)).sort();
}
