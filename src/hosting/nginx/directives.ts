/** Tokens -> the tree of directives of one file. What nginx refuses is reported with its line, and reading goes on. */
import type { Problem } from '../../decision.ts';
import { problem } from './codes.ts';
import type { Line } from '../model.ts';
import { Tokenizer } from './tokens.ts';

/** `block` null: a simple directive, ended by `;`. */
export type Directive = { name: string; args: string[]; block: Directive[] | null; source: Line };

type Open = { children: Directive[]; source: Line | null };

/** `ngx_conf_parse` over one file, without its includes. */
export function readDirectives(file: string, text: string): { directives: Directive[]; problems: Problem[] } {
  const tokenizer = new Tokenizer(text);
  const root: Open = { children: [], source: null };
  const open: Open[] = [root];
  const problems: Problem[] = [];
  let words: { text: string; line: number }[] = [];
  const close = (block: Directive[] | null): void => {
    const [first, ...rest] = words;
    words = [];
    if (first === undefined) return;
    const source = { file, line: first.line };
    open.at(-1)?.children.push({ name: first.text, args: rest.map((word) => word.text), block, source });
    if (block !== null) open.push({ children: block, source });
  };
  const unexpected = (found: string, line: number, expected: string): void => {
    problems.push(problem('nginx-unexpected', 'fatal', { file, line }, { found, expected }));
  };
  for (let token = tokenizer.next(); ; token = tokenizer.next()) {
    if (token.kind === 'word') words.push(token);
    else if (token.kind === 'unexpected') unexpected(token.text, token.line, ';');
    else if (token.kind === ';') {
      if (words.length === 0) unexpected(';', token.line, 'directive');
      close(null);
    } else if (token.kind === '{') {
      if (words.length === 0) unexpected('{', token.line, 'directive');
      else if (words[0]?.text.endsWith('_by_lua_block') && tokenizer.skipForeignBlock()) close(null);
      else close([]);
    } else if (token.kind === '}') {
      if (words.length > 0) unexpected('}', token.line, ';');
      close(null);
      if (open.length > 1) open.pop();
      else unexpected('}', token.line, 'directive');
    } else {
      if (words.length > 0 || token.insideWord || open.length > 1) {
        const expected = words.length > 0 || token.insideWord ? '; or }' : '}';
        const opened = open.at(-1)?.source?.line ?? 0;
        const at = { file, line: token.line };
        problems.push(problem('nginx-unexpected-end', 'fatal', at, { expected, opened }));
      }
      close(null);
      return { directives: root.children, problems };
    }
  }
}
