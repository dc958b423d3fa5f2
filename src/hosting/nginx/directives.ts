/** Tokens -> the tree of directives of one file. What nginx refuses is reported with its line, and reading goes on. */
import type { Problem } from '../../decision.ts';
import { problem, type NginxProblemCode } from './codes.ts';
import type { Line } from '../model.ts';
import type { ReadingBudget } from '../readingBudget.ts';
import { Tokenizer } from './tokens.ts';

/** `block` null: a simple directive, ended by `;`. */
export type Directive = { name: string; args: string[]; block: Directive[] | null; source: Line };

type Open = { name: string; children: Directive[]; source: Line | null };

/** `ngx_conf_parse` over one file, without its includes, as far as the budget reaches. */
export function readDirectives(
  file: string,
  text: string,
  budget: ReadingBudget,
): { directives: Directive[]; problems: Problem[] } {
  const tokenizer = new Tokenizer(text);
  const root: Open = { name: '', children: [], source: null };
  const open: Open[] = [root];
  const problems: Problem[] = [];
  let words: { text: string; line: number }[] = [];
  const report = (found: Problem): void => {
    if (budget.take('problems', { file, line: tokenizer.line })) problems.push(found);
  };
  const goesOn = (line: number): boolean => budget.take('words', { file, line });
  const close = (block: Directive[] | null, ended: number): void => {
    const [first, ...rest] = words;
    words = [];
    if (first === undefined) return;
    const source = { file, line: first.line };
    const code = wrongEnding(first.text, block !== null, open.at(-1)?.name ?? '');
    if (code !== null) report(problem(code, 'fatal', { file, line: ended }, { directive: first.text }));
    open.at(-1)?.children.push({ name: first.text, args: rest.map((word) => word.text), block, source });
    if (block !== null) open.push({ name: first.text, children: block, source });
  };
  const unexpected = (found: string, line: number, expected: string): void => {
    report(problem('nginx-unexpected', 'fatal', { file, line }, { found, expected }));
  };
  for (let token = tokenizer.next(); ; token = tokenizer.next()) {
    if (!goesOn(token.line)) return { directives: root.children, problems };
    if (token.kind === 'word') words.push(token);
    else if (token.kind === 'unexpected') unexpected(token.text, token.line, ';');
    else if (token.kind === ';') {
      if (words.length === 0) unexpected(';', token.line, 'directive');
      close(null, token.line);
    } else if (token.kind === '{') {
      if (words.length === 0) unexpected('{', token.line, 'directive');
      else if (words[0]?.text.endsWith('_by_lua_block') && tokenizer.skipForeignBlock())
        close(null, token.line);
      else close([], token.line);
    } else if (token.kind === '}') {
      if (words.length > 0) unexpected('}', token.line, ';');
      close(null, token.line);
      if (open.length > 1) open.pop();
      else unexpected('}', token.line, 'directive');
    } else {
      const since = token.openSince ?? words[0]?.line ?? null;
      if (since !== null || open.length > 1) {
        const expected = since === null ? '}' : '; or }';
        const opened = since ?? open.at(-1)?.source?.line ?? 0;
        const at = { file, line: token.line };
        report(problem('nginx-unexpected-end', 'fatal', at, { expected, opened }));
      }
      close(null, token.line);
      return { directives: root.children, problems };
    }
  }
}

const withBlock =
  /^(?:events|http|stream|server|location|upstream|types|map|geo|if|limit_except|split_clients)$/u;
const withoutBlock =
  /^(?:listen|server_name|ssl_\w+|error_page|return|rewrite|root|alias|add_header|proxy_pass|include|user)$/u;

/** Ended by the wrong one of `;` and `{`. Inside `upstream`, `server` is a simple directive. */
function wrongEnding(name: string, hasBlock: boolean, parent: string): NginxProblemCode | null {
  const foreign =
    /^(?:upstream|map|geo|types|split_clients)$/u.test(parent) || name.endsWith('_by_lua_block');
  if (foreign) return null;
  if (withBlock.test(name) && !hasBlock) return 'nginx-block-missing';
  return withoutBlock.test(name) && hasBlock ? 'nginx-block-not-expected' : null;
}
