/** `include`: files read in place, by the path the configuration names, patterns in byte order. */
import type { Problem } from '../../decision.ts';
import { glibcGlob } from '../../text/glob.ts';
import { matchesPath, parsePathGlob } from '../../text/globPath.ts';
import type { ConfigFiles } from '../program.ts';
import { problem } from './codes.ts';
import { readDirectives, type Directive } from './directives.ts';

/** Files that only hold MIME types or parameters for an upstream: not having them changes no answer. */
const harmless =
  /(?:^|\/)(?:mime\.types|(?:fastcgi|uwsgi|scgi|proxy)[_.](?:params|conf)|koi-(?:utf|win)|win-utf|modules-enabled\/\*\.conf)$/u;

/** A file that includes itself, or files that include each other many times over, end here. */
const MOST_INCLUDES = 10_000;

/** The files that are being read, innermost first. */
type Chain = { file: string; parent: Chain } | null;
type Pending = { directive: Directive; chain: Chain };

/**
 * The whole configuration as one tree. Relative paths are against the main file's folder (`conf_prefix`); a pattern
 * that fits nothing is no error, a plain path that is not in `files` is.
 */
export function readWithIncludes(
  files: ConfigFiles,
  mainFile: string,
): { directives: Directive[]; problems: Problem[] } {
  const text = files.get(mainFile);
  if (text === undefined) {
    return { directives: [], problems: [problem('nginx-no-main-file', 'fatal', null, { file: mainFile })] };
  }
  const folder = mainFile.slice(0, mainFile.lastIndexOf('/') + 1);
  const { directives, problems } = readDirectives(mainFile, text);
  const main: Directive = { name: '', args: [], block: directives, source: { file: mainFile, line: 1 } };
  const blocks: Pending[] = [{ directive: main, chain: { file: mainFile, parent: null } }];
  let left = MOST_INCLUDES;
  for (let owner = blocks.pop(); owner !== undefined; owner = blocks.pop()) {
    const flat: Directive[] = [];
    const pending = entries(owner.directive.block ?? [], owner.chain);
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const { directive, chain } = next;
      if (directive.name !== 'include') {
        flat.push(directive);
        if (directive.block !== null) blocks.push(next);
        continue;
      }
      left -= 1;
      for (const read of readIncluded(files, folder, directive, problems).toReversed()) {
        if (left < 0 || isOpen(read.file, chain)) {
          problems.push(problem('nginx-include-loop', 'fatal', directive.source, { path: read.file }));
        } else {
          problems.push(...read.problems);
          for (const entry of entries(read.directives, { file: read.file, parent: chain }))
            pending.push(entry);
        }
      }
    }
    owner.directive.block = flat;
  }
  return { directives: main.block ?? [], problems };
}

/** Last first: what is popped is in reading order. */
const entries = (directives: readonly Directive[], chain: Chain): Pending[] =>
  directives.map((directive) => ({ directive, chain })).toReversed();

function isOpen(file: string, chain: Chain): boolean {
  for (let link = chain; link !== null; link = link.parent) if (link.file === file) return true;
  return false;
}

type ReadFile = { file: string; directives: Directive[]; problems: Problem[] };

function readIncluded(
  files: ConfigFiles,
  folder: string,
  include: Directive,
  problems: Problem[],
): ReadFile[] {
  const [path] = include.args;
  if (path === undefined || include.args.length > 1) {
    const params = { directive: 'include', found: include.args.join(' ') };
    problems.push(problem('nginx-wrong-arguments', 'fatal', include.source, params));
    return [];
  }
  const full = path.startsWith('/') ? path : folder + path;
  const isPattern = /[*?[]/u.test(full);
  const read = (isPattern ? matching(files, full) : [full]).flatMap((file) => {
    const text = files.get(file);
    return text === undefined ? [] : [{ file, ...readDirectives(file, text) }];
  });
  if (read.length === 0 && !harmless.test(path)) {
    const code = isPattern ? 'nginx-include-nothing' : 'nginx-include-missing';
    problems.push(problem(code, isPattern ? 'warning' : 'error', include.source, { path }));
  }
  return read;
}

/** `glob(3)` in the C locale: byte order, `*` and `?` stay within a folder and pass over a leading dot. */
function matching(files: ConfigFiles, pattern: string): string[] {
  const glob = parsePathGlob(pattern, glibcGlob);
  return glob === null ? [] : [...files.keys()].filter((file) => matchesPath(glob, file)).sort();
}
