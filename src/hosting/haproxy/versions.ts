/**
 * The TLS versions of a `bind` line. HAProxy turns `ssl-min-ver`, `ssl-max-ver`, `force-*` and `no-*` into one
 * range (src/ssl_sock.c, ssl_sock_initial_ctx and ssl_sock_prepare_ctx, 2.6 and 3.0).
 */
import { own } from '../../text/own.ts';
import type { TlsVersion } from '../model.ts';

/** `disabled`: of the `no-*` words. null: not said. */
export type VersionSettings = {
  min: TlsVersion | null;
  max: TlsVersion | null;
  disabled: ReadonlySet<TlsVersion>;
};

export const versionsInOrder: readonly TlsVersion[] = ['ssl3', '1.0', '1.1', '1.2', '1.3'];

const names: Record<string, TlsVersion> = {
  SSLv3: 'ssl3',
  'TLSv1.0': '1.0',
  'TLSv1.1': '1.1',
  'TLSv1.2': '1.2',
  'TLSv1.3': '1.3',
};
const optionNames: Record<string, TlsVersion> = {
  sslv3: 'ssl3',
  tlsv10: '1.0',
  tlsv11: '1.1',
  tlsv12: '1.2',
  tlsv13: '1.3',
};

export const noVersionSettings: VersionSettings = { min: null, max: null, disabled: new Set() };

/** The value of `ssl-min-ver` or `ssl-max-ver` (`TLSv1.2`, case matters); null: HAProxy refuses it. */
export const readVersion = (word: string): TlsVersion | null => own(names, word) ?? null;

/** How HAProxy writes a version in `ssl-min-ver`. */
export const versionName = (version: TlsVersion): string =>
  Object.entries(names).find(([, value]) => value === version)?.[0] ?? '';

/** Applies `force-tlsv12` or `no-tlsv13`; null: not such a word. */
export function applyVersionOption(settings: VersionSettings, word: string): VersionSettings | null {
  const parts = /^(no|force)-((?:ssl|tls)v\d+)$/u.exec(word);
  const version = own(optionNames, parts?.[2] ?? '');
  if (parts === null || version === undefined) return null;
  if (parts[1] === 'force') return { ...settings, min: version, max: version };
  return { ...settings, disabled: new Set([...settings.disabled, version]) };
}

/**
 * The versions spoken: TLS 1.2 and up unless said otherwise; with only a lower `max`, that one version. `no-*`
 * words are ignored as soon as there is a `min` or `max`. Empty: HAProxy refuses to start.
 */
export function versionRange(settings: VersionSettings): TlsVersion[] {
  const { max } = settings;
  const bounded = settings.min !== null || max !== null;
  const min = settings.min ?? (max !== null && rank(max) < rank('1.2') ? max : '1.2');
  const inRange = versionsInOrder.filter(
    (version) => rank(version) >= rank(min) && (max === null || rank(version) <= rank(max)),
  );
  const enabled = inRange.filter((version) => bounded || !settings.disabled.has(version));
  return fillHoles(enabled.filter(inLibrary));
}

/** The range a crt-list line asks for: what it leaves out is the bind line's. */
export function entryVersionRange(settings: VersionSettings, bind: readonly TlsVersion[]): TlsVersion[] {
  const min = settings.min ?? bind[0] ?? '1.2';
  const max = settings.max ?? bind.at(-1) ?? '1.3';
  const inRange = versionsInOrder.filter(
    (version) => rank(version) >= rank(min) && rank(version) <= rank(max),
  );
  return inRange.filter(inLibrary);
}

/** Debian's OpenSSL is built without SSL 3 (`haproxy -vv`: "supports : TLSv1.0 TLSv1.1 TLSv1.2 TLSv1.3"). */
const inLibrary = (version: TlsVersion): boolean => version !== 'ssl3';

const rank = (version: TlsVersion): number => versionsInOrder.indexOf(version);

/** OpenSSL is only given a lowest and a highest version: a version disabled between them is spoken. */
function fillHoles(versions: TlsVersion[]): TlsVersion[] {
  const [first] = versions;
  const last = versions.at(-1);
  if (first === undefined || last === undefined) return [];
  return versionsInOrder.filter((version) => rank(version) >= rank(first) && rank(version) <= rank(last));
}
