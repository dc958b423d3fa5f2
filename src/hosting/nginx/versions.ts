/** What depends on nginx's version. */
import type { TlsVersion } from '../model.ts';

/** The newest that was observed. */
export const newestObserved = '1.26';

/** Whether `version` (`1.22.1 (Debian 12)`: the numbers in front count) is at least `least`. */
export function isAtLeast(version: string, least: string): boolean {
  const own = numbers(version);
  for (const [index, number] of numbers(least).entries()) {
    const difference = (own[index] ?? 0) - number;
    if (difference !== 0) return difference > 0;
  }
  return true;
}

const numbers = (version: string): number[] => /^[\d.]*/u.exec(version)?.[0].split('.').map(Number) ?? [];

/** Without `ssl_protocols` (documentation of the directive). */
export function defaultProtocols(version: string): TlsVersion[] {
  if (isAtLeast(version, '1.27.3')) return ['1.2', '1.3'];
  return isAtLeast(version, '1.23.4') ? ['1.0', '1.1', '1.2', '1.3'] : ['1.0', '1.1', '1.2'];
}

/** Names of `ssl_protocols`. */
export const protocolNames: Record<string, TlsVersion> = {
  SSLv3: 'ssl3',
  TLSv1: '1.0',
  'TLSv1.1': '1.1',
  'TLSv1.2': '1.2',
  'TLSv1.3': '1.3',
};
