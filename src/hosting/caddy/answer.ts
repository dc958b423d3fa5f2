/** How a site block answers `GET /`, by Caddy's order of directives, not the file's (directives.go, 2.6.2). */
import type { Problem } from '../../decision.ts';
import type { Answer, Line } from '../model.ts';
import { problemAt } from './globalOptions.ts';
import type { Directive } from './statements.ts';

/** Directives that end a request, in the order Caddy tries them. */
const order = [
  'redir',
  'basicauth',
  'forward_auth',
  'abort',
  'error',
  'respond',
  'metrics',
  'reverse_proxy',
  'php_fastcgi',
  'file_server',
];

/** Their blocks hold directives that are tried in the block's place. */
const wrappers = new Set(['handle', 'handle_path', 'route']);

/** A site that ends no request answers 200 with nothing in it. */
export function answerOf(directives: readonly Directive[], site: Line): Answer {
  const uncertain: Problem[] = [];
  const endings = flatten(directives, uncertain);
  for (const name of order)
    for (const directive of endings) {
      if (directive.words[0] !== name) continue;
      const status = statusOf(directive, uncertain);
      if (status !== null) return { status, source: directive.source, uncertain };
    }
  return { status: 200, source: site, uncertain };
}

function flatten(directives: readonly Directive[], uncertain: Problem[]): Directive[] {
  const out: Directive[] = [];
  const open = directives.toReversed();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (!wrappers.has(next.words[0] ?? '')) out.push(next);
    else if (meetsRoot(next, uncertain))
      for (const inner of (next.block ?? []).toReversed()) open.push(inner);
  }
  return out;
}

/** Whether a directive is for `/`: without a matcher, `*`, `/` or `/*`. A named matcher makes the answer uncertain. */
function meetsRoot({ words, source }: Directive, uncertain: Problem[]): boolean {
  const matcher = matcherOf(words);
  if (matcher === null || matcher === '*' || matcher === '/' || matcher === '/*') return true;
  if (matcher.startsWith('@'))
    uncertain.push(
      problemAt('caddy-conditional-directive', 'unsupported', `${words[0] ?? ''} ${matcher}`, source),
    );
  return false;
}

const matcherOf = (words: readonly string[]): string | null =>
  words[1] !== undefined && /^(?:\*$|\/|@)/u.test(words[1]) ? words[1] : null;

/** null: not for this request. */
function statusOf(directive: Directive, uncertain: Problem[]): number | null {
  if (!meetsRoot(directive, uncertain)) return null;
  const { words, source } = directive;
  const [name = ''] = words;
  const args = words.slice(matcherOf(words) === null ? 1 : 2);
  if (name === 'respond') return respondStatus(args, directive);
  if (name === 'error') return statusWord(args.at(-1)) ?? 500;
  if (name === 'redir') return redirStatus(args[1]);
  if (name === 'basicauth') return 401;
  if (name === 'metrics' || name === 'abort') return name === 'abort' ? 0 : 200;
  const code = name === 'file_server' ? 'caddy-status-from-files' : 'caddy-status-from-upstream';
  uncertain.push(problemAt(code, 'unsupported', args.join(' '), source));
  return 200;
}

/** `respond 404`, `respond "text"`, `respond "text" 404`, or `status` in its block. */
function respondStatus(args: readonly string[], directive: Directive): number {
  const [first, second] = args;
  const inBlock = directive.block?.find(({ words }) => words[0] === 'status')?.words[1];
  if (second !== undefined) return statusWord(second) ?? 200;
  return statusWord(first) ?? statusWord(inBlock) ?? 200;
}

const statusWord = (word: string | undefined): number | null =>
  word !== undefined && /^[1-9]\d\d$/u.test(word) ? Number(word) : null;

function redirStatus(code: string | undefined): number {
  if (code === 'permanent') return 301;
  if (code === 'html') return 200;
  return statusWord(code) ?? 302;
}
