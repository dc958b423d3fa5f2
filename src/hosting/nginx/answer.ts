/** What a server block answers `GET /` with, as far as its configuration says (rewrite module, locations). */
import type { Problem } from '../../decision.ts';
import type { Answer, ErrorPage, Line } from '../model.ts';
import { problem } from './codes.ts';
import type { Directive } from './directives.ts';
import { readSettings, type Settings } from './siteSettings.ts';

/**
 * `return` in the block comes first, then the location for `/`. Content (files, an upstream) counts as 200. Without
 * a location and without content nginx looks for a file that is not there: 404.
 */
export function readAnswer(block: readonly Directive[], settings: Settings): Answer {
  const uncertain = block.flatMap(conditional);
  const direct = returned(block);
  if (direct !== null) return { ...direct, uncertain };
  const location = findLocation(block);
  if (location === null) {
    const pages = followTargets(block, settings.errorPages ?? []);
    const status = settings.content ? 200 : errorStatus(pages, 404);
    return { status, source: null, uncertain };
  }
  const inside = location.block ?? [];
  uncertain.push(...inside.flatMap(conditional));
  const own = readSettings(inside, settings).settings;
  const inLocation = returned(inside);
  if (inLocation !== null) return { ...inLocation, uncertain };
  if (inside.some(({ name, args }) => name === 'deny' && args[0] === 'all')) {
    return {
      status: errorStatus(followTargets(block, own.errorPages ?? []), 403),
      source: location.source,
      uncertain,
    };
  }
  return { status: 200, source: location.source, uncertain };
}

/** What an error of nginx's own is answered with. The codes 494-497 are nginx's names for kinds of 400. */
export function errorStatus(errorPages: readonly ErrorPage[], status: number): number {
  const page = errorPages.find((one) => one.status === status);
  if (page !== undefined) return page.as ?? 200;
  return status >= 494 && status <= 497 ? 400 : status;
}

/** `error_page 495 = /why;` answers as the location of `/why` does, where that is a `return`. */
export function followTargets(block: readonly Directive[], pages: readonly ErrorPage[]): ErrorPage[] {
  if (pages.every(({ as }) => as !== null)) return [...pages];
  const locations = block.filter(({ name }) => name === 'location').toReversed();
  const byPath = new Map(locations.map((location) => [location.args.at(-1), location]));
  return pages.map((page) => {
    if (page.as !== null) return page;
    return { ...page, as: returned(byPath.get(page.target)?.block ?? [])?.status ?? null };
  });
}

/** `return 404;`, `return 301 https://...`, `return https://...` (302). */
function returned(block: readonly Directive[]): { status: number; source: Line } | null {
  const directive = block.find(({ name }) => name === 'return');
  if (directive === undefined) return null;
  const [code = ''] = directive.args;
  return { status: /^\d{1,3}$/u.test(code) ? Number(code) : 302, source: directive.source };
}

/** `= /`, else a regular expression that fits `/` (unless `^~ /`), else the prefix `/`. */
function findLocation(block: readonly Directive[]): Directive | null {
  const locations = block.filter(({ name }) => name === 'location');
  const exact = locations.find(({ args }) => args[0] === '=' && args[1] === '/');
  if (exact) return exact;
  const prefix = locations.find(({ args }) => args.at(-1) === '/' && (args.length === 1 || args[0] === '^~'));
  if (prefix?.args[0] === '^~') return prefix;
  const regex = locations.find(({ args: [modifier, pattern] }) =>
    modifier === '~' || modifier === '~*' ? fitsSlash(pattern ?? '') : false,
  );
  return regex ?? prefix ?? null;
}

/** Expressions for anything but `/` itself begin with more than a slash; these are all that fit it. */
const fitsSlash = (pattern: string): boolean => /^(?:\^?\/?(?:\.\*|\.\+)?\$?|\^?\/\??\$?)$/u.test(pattern);

function conditional({ name, block, source }: Directive): Problem[] {
  if (name === 'if' && (block ?? []).some((inner) => /^(?:return|rewrite|set)$/u.test(inner.name))) {
    return [problem('nginx-conditional-answer', 'unsupported', source)];
  }
  if (/^(?:access|rewrite|content|server_rewrite)_by_lua|^js_(?:content|access)$|^perl$/u.test(name)) {
    return [problem('nginx-scripted-answer', 'unsupported', source, { directive: name })];
  }
  return [];
}
