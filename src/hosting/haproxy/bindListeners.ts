/** A `bind` line -> listeners of the model, with the certificates it loads in load order. */
import type { Problem } from '../../decision.ts';
import { own, putOwn } from '../../text/own.ts';
import { readKnownCertificate } from '../knownCertificate.ts';
import type { BindSettings, CertificateEntry, KnownCertificate, Line, Listener } from '../model.ts';
import type { ConfigFiles } from '../program.ts';
import { listenerPlaces, type ReadingBudget } from '../readingBudget.ts';
import { problem } from './answers.ts';
import { hasDefaultCrt, type Bind, type CertificateWord, type TlsOptions } from './bindLine.ts';
import { certificateFiles, crtListFiles, underBase, type GivenFiles } from './certificateFiles.ts';
import { readCrtList, type Filter } from './crtList.ts';
import type { GlobalSettings } from './globalSection.ts';
import { entryVersionRange, versionRange, type VersionSettings } from './versions.ts';

/** What is shared while one configuration is read; `problems` and `certificates` grow. */
export type Reading = {
  files: ConfigFiles;
  given: GivenFiles;
  budget: ReadingBudget;
  /** Each is taken apart once, however many `bind` lines name it. */
  crtLists: Map<string, ReturnType<typeof readCrtList>>;
  version: string;
  problems: Problem[];
  certificates: Record<string, KnownCertificate>;
  /** Files in which there is no certificate. */
  unreadable: Set<string>;
};

/**
 * One listener for each address of the line; they share its certificates, which count for each of them as far as the
 * budget reaches.
 */
export function listenersOf(
  bind: Bind,
  site: number,
  source: Line,
  reading: Reading,
  global: GlobalSettings,
): Listener[] {
  const reach = { sites: [{ site, isDefault: false, source }], source };
  const within = (weight: number) =>
    bind.addresses.filter(() => reading.budget.take('places', source, listenerPlaces + weight));
  if (!bind.tls) return within(1).map((address) => ({ ...address, ...reach, tls: false }));
  const settings = bindSettings(bind, global);
  const entries = loadEntries(bind, settings, source, reading, global);
  checkBind(bind, settings, entries, source, reading);
  const names = entries.reduce((sum, { filters }) => sum + 1 + (filters?.length ?? 0), 0);
  return within(1 + names).map((address) => ({
    ...address,
    ...reach,
    tls: true,
    entries,
    strictSni: bind.strictSni,
    bind: settings,
  }));
}

function bindSettings(bind: Bind, global: GlobalSettings): BindSettings {
  const versions: VersionSettings = {
    min: bind.versions.min ?? global.versions.min,
    max: bind.versions.max ?? global.versions.max,
    disabled: new Set([...bind.versions.disabled, ...global.versions.disabled]),
  };
  const authority = bind.caFile === null ? null : underBase(global.caBase, bind.caFile);
  return {
    versions: versionRange(versions),
    clientAuth: bind.clientAuth ?? 'none',
    ciphers: bind.ciphers ?? global.ciphers,
    ignoredErrors: bind.ignoredErrors,
    ...(authority === null ? {} : { clientCertificateAuthority: authority }),
  };
}

function checkBind(
  bind: Bind,
  settings: BindSettings,
  entries: CertificateEntry[],
  source: Line,
  reading: Reading,
): void {
  const report = (code: Parameters<typeof problem>[0], severity: Problem['severity']): void => {
    reading.problems.push(problem(code, severity, {}, source));
  };
  if (settings.versions.length === 0) report('haproxy-all-versions-disabled', 'fatal');
  if (settings.clientAuth !== 'none' && bind.caFile === null) report('haproxy-verify-without-ca', 'fatal');
  if (entries.length > 0) return;
  if (bind.strictSni) report('haproxy-strict-sni-without-certificate', 'warning');
  else report('haproxy-no-certificate-on-bind', 'fatal');
}

type Loading = {
  entries: CertificateEntry[];
  bind: Bind;
  settings: BindSettings;
  reading: Reading;
  global: GlobalSettings;
  /** Something was loaded before: it is the implicit default. */
  defaultTaken: boolean;
};

function loadEntries(
  bind: Bind,
  settings: BindSettings,
  source: Line,
  reading: Reading,
  global: GlobalSettings,
): CertificateEntry[] {
  const loading: Loading = {
    entries: [],
    bind,
    settings,
    reading,
    global,
    defaultTaken: false,
  };
  for (const word of bind.certificates) {
    if (word.kind === 'crt-list') loadCrtList(loading, word.path, source);
    else loadCertificates(loading, word, source);
  }
  return loading.entries;
}

/**
 * `crt` and `default-crt`. The first thing loaded is the default: in 2.6 its first certificate, in 3.0 each
 * certificate of a bundle, but of a directory only the first.
 */
function loadCertificates(loading: Loading, word: CertificateWord, source: Line): void {
  const path = underBase(loading.global.crtBase, word.path);
  if (path.startsWith('@')) {
    reportStore(loading, path, source);
    return;
  }
  const { paths, found } = certificateFiles(loading.reading.given, path, source);
  if (!found) reportMissing(loading, path, source);
  const isBundle = paths.every((file) => file.startsWith(`${path}.`));
  const allDefault = isBundle && hasDefaultCrt(loading.reading.version);
  const marked = word.kind === 'default-crt' && (isBundle || paths[0] === path);
  const implicit = !loading.defaultTaken;
  for (const [index, file] of paths.entries()) {
    if (loading.reading.budget.exhausted('places')) return;
    const isDefault = marked || (implicit && (index === 0 || allDefault));
    addEntry(loading, { file, source, filters: null, isDefault });
  }
}

function loadCrtList(loading: Loading, path: string, source: Line): void {
  const text = loading.reading.files.get(path);
  if (text === undefined) {
    loading.reading.problems.push(problem('haproxy-crt-list-not-given', 'error', { file: path }, source));
    return;
  }
  const known = loading.reading.crtLists.get(path);
  const { lines, problems } = known ?? readCrtList(text);
  loading.reading.crtLists.set(path, { lines, problems });
  for (const { code, params, line } of known === undefined ? problems : [])
    loading.reading.problems.push(problem(code, 'fatal', params, { file: path, line }));
  for (const { line, path: certificate, options, filters } of lines) {
    const place = { file: path, line };
    const full = underBase(loading.global.crtBase, certificate);
    if (full.startsWith('@')) {
      reportStore(loading, full, place);
      continue;
    }
    const { paths, found } = crtListFiles(loading.reading.files, full);
    if (!found) reportMissing(loading, full, place);
    for (const file of paths) {
      if (loading.reading.budget.exhausted('places')) return;
      addCrtListEntry(loading, file, place, options, filters);
    }
  }
}

/** In 3.0 the filter `*` marks a default certificate; 2.6 passes over it. */
function addCrtListEntry(
  loading: Loading,
  file: string,
  source: Line,
  options: TlsOptions | null,
  filters: Filter[],
): void {
  const marked =
    hasDefaultCrt(loading.reading.version) && filters.some(({ text, negated }) => text === '*' && !negated);
  const isDefault = !loading.defaultTaken || marked;
  const entry: CertificateEntry = {
    file,
    source,
    filters: filters.length === 0 ? null : filters,
    isDefault,
  };
  if (options !== null) applyOptions(entry, options, loading, source);
  addEntry(loading, entry);
}

function applyOptions(entry: CertificateEntry, options: TlsOptions, loading: Loading, source: Line): void {
  const { clientAuth, versions, ciphers } = options;
  if (clientAuth !== null) entry.clientAuth = clientAuth;
  if (ciphers !== null) entry.ciphers = ciphers;
  if (options.caFile !== null)
    entry.clientCertificateAuthority = underBase(loading.global.caBase, options.caFile);
  if (versions.min !== null || versions.max !== null) {
    entry.versions = entryVersionRange(versions, loading.settings.versions);
    if (entry.versions.length === 0)
      loading.reading.problems.push(problem('haproxy-all-versions-disabled', 'fatal', {}, source));
  }
  const asks = (clientAuth ?? loading.settings.clientAuth) !== 'none';
  if (asks && options.caFile === null && loading.bind.caFile === null)
    loading.reading.problems.push(problem('haproxy-verify-without-ca', 'fatal', {}, source));
}

function addEntry(loading: Loading, entry: CertificateEntry): void {
  const { reading } = loading;
  if (!reading.budget.take('places', entry.source, 1 + (entry.filters?.length ?? 0))) return;
  loading.entries.push(entry);
  loading.defaultTaken = true;
  if (own(reading.certificates, entry.file) !== undefined) return;
  const text = reading.files.get(entry.file);
  if (text === undefined) return;
  const known = reading.unreadable.has(entry.file) ? null : readKnownCertificate(text);
  if (known !== null) {
    putOwn(reading.certificates, entry.file, known);
    return;
  }
  reading.unreadable.add(entry.file);
  reading.problems.push(
    problem('haproxy-certificate-unreadable', 'error', { file: entry.file }, entry.source),
  );
}

function reportMissing(loading: Loading, file: string, source: Line): void {
  loading.reading.problems.push(problem('haproxy-certificate-not-given', 'error', { file }, source));
}

function reportStore(loading: Loading, path: string, source: Line): void {
  loading.reading.problems.push(problem('haproxy-certificate-store', 'unsupported', { path }, source));
}
