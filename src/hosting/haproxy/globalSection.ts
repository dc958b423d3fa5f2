/** The statements of `global` that reach `bind` lines (configuration manual section 3.1). */
import type { Problem } from '../../decision.ts';
import { problem } from './answers.ts';
import type { Statement } from './sections.ts';
import { applyVersionOption, noVersionSettings, readVersion, type VersionSettings } from './versions.ts';

/** null: not said. */
export type GlobalSettings = {
  crtBase: string | null;
  caBase: string | null;
  versions: VersionSettings;
  ciphers: string | null;
};

const nothingSaid: GlobalSettings = {
  crtBase: null,
  caBase: null,
  versions: noVersionSettings,
  ciphers: null,
};

/** Adds what these statements say to what earlier ones said. */
export function readGlobal(
  statements: Statement[],
  problems: Problem[],
  earlier: GlobalSettings = nothingSaid,
): GlobalSettings {
  const settings = { ...earlier };
  for (const { words, source } of statements) {
    const [keyword, value = null] = words;
    if (keyword === 'crt-base') settings.crtBase = value;
    else if (keyword === 'ca-base') settings.caBase = value;
    else if (keyword === 'ssl-default-bind-ciphers') settings.ciphers = value;
    else if (keyword === 'ssl-default-bind-options')
      settings.versions = readOptions(words.slice(1), settings.versions, (params) =>
        problems.push(problem('haproxy-unknown-bind-keyword', 'fatal', params, source)),
      );
  }
  return settings;
}

/** `no-tls-tickets` and `prefer-client-ciphers` do not reach the choice of a certificate. */
const ignored = new Set(['no-tls-tickets', 'prefer-client-ciphers']);

function readOptions(
  words: string[],
  earlier: VersionSettings,
  report: (params: { word: string }) => void,
): VersionSettings {
  let settings = earlier;
  let at = 0;
  while (at < words.length) {
    const word = words[at] ?? '';
    const applied = applyVersionOption(settings, word);
    const bound = word === 'ssl-min-ver' ? 'min' : word === 'ssl-max-ver' ? 'max' : null;
    const version = readVersion(words[at + 1] ?? '');
    if (applied !== null) settings = applied;
    else if (bound !== null && version !== null) settings = { ...settings, [bound]: version };
    else if (!ignored.has(word)) report({ word });
    at += bound === null ? 1 : 2;
  }
  return settings;
}
