/** `import` of snippets and files: the tokens they stand for, in place (caddyconfig/caddyfile/parse.go, 2.6.2). */
import type { Problem } from '../../decision.ts';
import { goGlob } from '../../text/glob.ts';
import { bySegments, matchesPath, parsePathGlob } from '../../text/globPath.ts';
import type { ConfigFiles } from '../program.ts';
import type { ReadingBudget } from '../readingBudget.ts';
import type { CaddyProblemCode } from './codes.ts';
import { tokenize, type LexProblem, type Token } from './tokens.ts';

/** `problems` grows. */
export type Importing = {
  files: ConfigFiles;
  heredocs: 'known' | 'unknown';
  problems: Problem[];
  budget: ReadingBudget;
};
/** `lexed`: every file is taken apart once, however often it is imported. */
type Open = Importing & { lexed: Map<string, Token[]> };

/** Tokens being read, `name` what they came from. */
type Frame = { tokens: Token[]; at: number; name: string };

/** Deeper than any real configuration; a cycle is found before. */
const deepest = 100;

/** All tokens of the main file with every `import` replaced, and the definitions of snippets taken out. */
export function expandImports(given: Importing, mainFile: string, text: string): Token[] {
  const importing: Open = { ...given, lexed: new Map() };
  const { budget } = importing;
  const snippets = new Map<string, Token[]>();
  const frames: Frame[] = [{ tokens: lex(importing, mainFile, text), at: 0, name: mainFile }];
  const out: Token[] = [];
  let depth = 0;
  for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
    const token = frame.tokens[frame.at];
    if (token === undefined) {
      frames.pop();
      continue;
    }
    const snippet = depth === 0 ? snippetName(frame) : null;
    if (snippet !== null) snippets.set(snippet, takeSnippet(frame));
    else if (isWord(token, 'import') && token.firstOnLine) readImport(importing, frames, frame, snippets);
    else {
      if (!budget.take('directives', token.source)) break;
      if (isWord(token, '{')) depth += 1;
      if (isWord(token, '}')) depth -= 1;
      out.push(token);
      frame.at += 1;
    }
  }
  return out;
}

export const isWord = (token: Token, text: string): boolean => !token.quoted && token.text === text;

function lex(importing: Open, file: string, text: string): Token[] {
  const known = importing.lexed.get(file);
  if (known !== undefined) return known;
  const { tokens, problems } = tokenize(text, file, importing.heredocs);
  for (const problem of problems) importing.problems.push(lexProblem(problem, file));
  importing.lexed.set(file, tokens);
  return tokens;
}

const lexProblem = ({ code, name, line }: LexProblem, file: string): Problem => ({
  code,
  severity: code === 'caddy-environment-variable' ? 'unsupported' : 'fatal',
  params: { name },
  source: { file, line },
});

/** `(name) {` at the start of a line. */
function snippetName({ tokens, at }: Frame): string | null {
  const [token, next] = [tokens[at], tokens[at + 1]];
  if (token?.firstOnLine !== true || token.quoted || next === undefined || !isWord(next, '{')) return null;
  return /^\((.+)\)$/u.exec(token.text)?.[1] ?? null;
}

function takeSnippet(frame: Frame): Token[] {
  const start = frame.at + 2;
  let depth = 1;
  let at = start;
  while (at < frame.tokens.length && depth > 0) {
    const token = frame.tokens[at];
    if (token !== undefined && isWord(token, '{')) depth += 1;
    if (token !== undefined && isWord(token, '}')) depth -= 1;
    at += 1;
  }
  frame.at = at;
  return frame.tokens.slice(start, depth === 0 ? at - 1 : at);
}

function readImport(
  importing: Open,
  frames: Frame[],
  frame: Frame,
  snippets: ReadonlyMap<string, Token[]>,
): void {
  const keyword = frame.tokens[frame.at];
  const end = endOfLine(frame.tokens, frame.at);
  const [pattern, ...args] = frame.tokens.slice(frame.at + 1, end).map(({ text }) => text);
  frame.at = end;
  const line = keyword?.source ?? null;
  if (!importing.budget.take('files', line)) return;
  const report = (code: CaddyProblemCode, name: string): void => {
    importing.problems.push({ code, severity: 'fatal', params: { name }, source: line });
  };
  if (pattern === undefined) {
    report('caddy-import-without-name', '');
    return;
  }
  const found = resolve(importing, snippets, pattern, keyword?.source.file ?? frame.name) ?? [];
  if (typeof found === 'string') {
    report(found, pattern);
    return;
  }
  const cyclic = found.some(({ name }) => frames.some((open) => open.name === name));
  if (cyclic || frames.length >= deepest) report('caddy-import-cycle', pattern);
  else
    for (const { name, tokens } of found.toReversed()) {
      const copied = args.length === 0 ? 0 : tokens.length;
      if (importing.budget.take('words', line, copied))
        frames.push({ name, at: 0, tokens: withArguments(tokens, args, importing.budget) });
    }
}

export function endOfLine(tokens: readonly Token[], start: number): number {
  let at = start + 1;
  while (at < tokens.length && tokens[at]?.firstOnLine === false) at += 1;
  return at;
}

type Found = { name: string; tokens: Token[] }[];

/** The snippet or the files that are meant; else what Caddy refuses, or null: a pattern that no file fits. */
function resolve(
  importing: Open,
  snippets: ReadonlyMap<string, Token[]>,
  pattern: string,
  from: string,
): Found | CaddyProblemCode | null {
  const snippet = snippets.get(pattern);
  if (snippet !== undefined) return [{ name: `(${pattern})`, tokens: snippet }];
  const path = pattern.startsWith('/') ? pattern : from.slice(0, from.lastIndexOf('/') + 1) + pattern;
  if (hasTooManyWildcards(path)) return 'caddy-import-wildcards';
  const glob = parsePathGlob(path, goGlob);
  if (glob === null) return 'caddy-import-bad-pattern';
  const names = [...importing.files.keys()].filter((name) => matchesPath(glob, name)).sort(bySegments);
  if (names.length === 0) return /[*?[\]]/u.test(path) ? null : 'caddy-import-not-given';
  return names.map((name) => ({ name, tokens: lex(importing, name, importing.files.get(name) ?? '') }));
}

/** parse.go: more than one `*` or `?`, or a set, is refused. */
const hasTooManyWildcards = (path: string): boolean =>
  path.split('*').length > 2 || path.split('?').length > 2 || (path.includes('[') && path.includes(']'));

/** `{args.0}` is the first word after the name; one that was not given stays as it is. */
const withArguments = (tokens: Token[], args: string[], budget: ReadingBudget): Token[] =>
  args.length === 0
    ? tokens
    : tokens.map((token) => ({
        ...token,
        text: token.text.replace(
          /\{args(?:\.(\d+)|\[(\d+)\])\}/gu,
          (whole, dotted: string | undefined, bracketed: string | undefined) => {
            const argument = args[Number(dotted ?? bracketed)];
            if (argument === undefined) return whole;
            return budget.take('characters', token.source, argument.length) ? argument : whole;
          },
        ),
      }));
