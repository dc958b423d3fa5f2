/** Tokens -> site blocks with their directives (Caddyfile concepts, "Structure"; parse.go, 2.6.2). */
import type { Problem } from '../../decision.ts';
import type { Line } from '../model.ts';
import { isWord } from './imports.ts';
import type { Token } from './tokens.ts';

/** A line with the block it opens: `block` null when it opens none. Words of quoted `{` are words. */
export type Directive = { words: string[]; block: Directive[] | null; source: Line };

/** `keys`: addresses; none: the global options. */
export type Block = { keys: string[]; directives: Directive[]; source: Line };

export function readBlocks(tokens: readonly Token[], problems: Problem[]): Block[] {
  const roots = readTree(tokens, problems);
  const blocks: Block[] = [];
  for (const [index, root] of roots.entries()) {
    const keys = root.words.map((word) => word.replace(/,$/u, '')).filter((word) => word !== '');
    if (root.block !== null) blocks.push({ keys, directives: root.block, source: root.source });
    else {
      // A file of one site may leave out the braces: everything after the addresses is the site's.
      blocks.push({ keys, directives: roots.slice(index + 1), source: root.source });
      break;
    }
  }
  return blocks;
}

type Open = { directives: Directive[]; source: Line | null };

/** One pass with a stack of open blocks. A line of addresses goes on after a comma. */
function readTree(tokens: readonly Token[], problems: Problem[]): Directive[] {
  const root: Directive[] = [];
  const open: Open[] = [{ directives: root, source: null }];
  let current: Directive | null = null;
  for (const [index, token] of tokens.entries()) {
    const top = open.at(-1) ?? { directives: root, source: null };
    if (isWord(token, '}')) {
      if (open.length === 1) problems.push(brace('caddy-unexpected-closing-brace', token.source));
      else open.pop();
      current = null;
      continue;
    }
    const goesOn = open.length === 1 && current?.words.at(-1)?.endsWith(',') === true;
    if (current === null || (token.firstOnLine && !goesOn)) {
      current = { words: [], block: null, source: token.source };
      top.directives.push(current);
    }
    if (isWord(token, '{') && endsLine(tokens, index)) {
      current.block = [];
      open.push({ directives: current.block, source: token.source });
      current = null;
    } else current.words.push(token.text);
  }
  const unclosed = open.at(-1);
  if (open.length > 1) problems.push(brace('caddy-unclosed-brace', unclosed?.source ?? null));
  return root;
}

const endsLine = (tokens: readonly Token[], index: number): boolean =>
  tokens[index + 1]?.firstOnLine !== false;

const brace = (code: string, source: Line | null): Problem => ({
  code,
  severity: 'fatal',
  params: {},
  source,
});
