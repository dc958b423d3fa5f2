/**
 * The sections that httpd decides while it reads: `<IfModule>`, `<IfDefine>`, `<IfVersion>`, `<IfFile>`
 * (docs/2.4/mod/core.html, mod_version.html). Which modules are loaded is known only when the files load them;
 * otherwise mod_ssl is taken to be there, and for the others the assumption is told.
 */
import type { ConfigFiles } from '../program.ts';
import { compareVersions } from './versions.ts';

export type Condition = { holds: boolean; assumed: boolean };

/** What has been read so far. `modules`: short names (`ssl`) of `LoadModule` lines. */
export type Knowledge = {
  defined: ReadonlySet<string>;
  modules: ReadonlySet<string>;
  version: string;
  files: ConfigFiles;
};

/** Compiled into the httpd of Debian, RHEL and the upstream default build. */
const compiledIn = new Set(['core', 'so', 'http', 'unixd', 'version', 'watchdog', 'log_config', 'logio']);
/** TLS done by another module than mod_ssl: taken to be absent unless it is loaded. */
const rivals = new Set(['gnutls', 'md', 'nss', 'tls']);

export const conditionalSections = new Set([
  'ifmodule',
  'ifdefine',
  'ifversion',
  'iffile',
  'ifdirective',
  'ifsection',
]);

/** `mod_ssl.c`, `ssl_module` -> `ssl`. */
export const moduleName = (written: string): string =>
  written
    .toLowerCase()
    .replace(/^mod_/u, '')
    .replace(/\.c$|_module$/u, '');

export function evaluateCondition(section: string, words: readonly string[], known: Knowledge): Condition {
  const first = words[0] ?? '';
  const negated = first.startsWith('!') && section !== 'ifversion';
  const subject = negated ? first.slice(1) : first;
  const condition = plainCondition(section, subject, words, known);
  return negated ? { ...condition, holds: !condition.holds } : condition;
}

function plainCondition(
  section: string,
  subject: string,
  words: readonly string[],
  known: Knowledge,
): Condition {
  if (section === 'ifdefine') return { holds: known.defined.has(subject), assumed: false };
  if (section === 'ifmodule') return moduleCondition(moduleName(subject), known.modules);
  if (section === 'ifversion') return versionCondition(words, known.version);
  if (section === 'iffile') return { holds: known.files.has(subject), assumed: !known.files.has(subject) };
  return { holds: true, assumed: true };
}

function moduleCondition(name: string, modules: ReadonlySet<string>): Condition {
  if (modules.size > 0) return { holds: modules.has(name) || compiledIn.has(name), assumed: false };
  if (name === 'ssl' || compiledIn.has(name)) return { holds: true, assumed: false };
  return { holds: !rivals.has(name), assumed: true };
}

function versionCondition(words: readonly string[], version: string): Condition {
  const written = words.length > 1 ? (words[0] ?? '') : '=';
  const negated = written.startsWith('!');
  const operator = negated ? written.slice(1) : written;
  const wanted = words.at(-1) ?? '';
  const order = compareVersions(version, wanted);
  const holds = {
    '=': order === 0,
    '==': order === 0,
    '<': order < 0,
    '<=': order <= 0,
    '>': order > 0,
    '>=': order >= 0,
  }[operator];
  if (holds === undefined) return { holds: negated, assumed: true };
  return { holds: negated ? !holds : holds, assumed: false };
}
