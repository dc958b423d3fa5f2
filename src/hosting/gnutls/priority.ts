/**
 * TLS versions out of a priority string (GnuTLS 3.7 manual, "Priority strings"). Suites, groups and signature
 * schemes are not modelled: they seldom decide which certificate is served, and are reported.
 */
import { own } from '../../text/own.ts';
import type { TlsVersion } from '../model.ts';

const names: Record<string, TlsVersion> = {
  'VERS-SSL3.0': 'ssl3',
  'VERS-TLS1.0': '1.0',
  'VERS-TLS1.1': '1.1',
  'VERS-TLS1.2': '1.2',
  'VERS-TLS1.3': '1.3',
};
const order = Object.values(names);
/** NORMAL in 3.7.9: TLS 1.0 and 1.1 are answered (observed). */
export const normalVersions: readonly TlsVersion[] = ['1.0', '1.1', '1.2', '1.3'];
const initial = /^(?:NORMAL|PERFORMANCE|LEGACY|PFS|SECURE(?:128|192|256))$/u;
/** Key exchanges by password, which no client here offers; TLS 1.3 has none, and is off with them (observed). */
const srp = /^\+SRP(?:-RSA|-DSS)?$/u;
/** They cannot change the certificate. */
const harmless = /^(?:%COMPAT|%SAFE_RENEGOTIATION|%NO_TICKETS|\+COMP-NULL)$/u;

/** `unknown`: parts of the string that are not taken into account. */
export function readPriority(text: string): { versions: TlsVersion[]; unknown: string[] } {
  const enabled = new Set<TlsVersion>();
  const unknown: string[] = [];
  for (const [index, part] of text.split(':').entries()) {
    const version = own(names, part.slice(1));
    const off = /^[-!]/u.test(part);
    if (index === 0 && initial.test(part)) normalVersions.forEach((one) => enabled.add(one));
    else if (/^[-!]VERS-(?:TLS-)?ALL$/u.test(part)) enabled.clear();
    else if (/^\+VERS-(?:TLS-)?ALL$/u.test(part)) normalVersions.forEach((one) => enabled.add(one));
    else if (version !== undefined && off) enabled.delete(version);
    else if (version !== undefined && part.startsWith('+')) enabled.add(version);
    else if (part !== 'NONE' && part !== '' && !harmless.test(part) && !srp.test(part)) unknown.push(part);
  }
  if (text.split(':').some((part) => srp.test(part))) enabled.delete('1.3');
  return { versions: order.filter((version) => enabled.has(version)), unknown };
}

/** A priority string for exactly these versions; null: they are the default. */
export function priorityFor(versions: readonly TlsVersion[] | null): string | null {
  if (versions === null) return null;
  const said = order.filter((version) => versions.includes(version));
  if (said.join() === normalVersions.join()) return null;
  const added = said.map(
    (version) => `:+${Object.entries(names).find(([, value]) => value === version)?.[0] ?? ''}`,
  );
  return `NORMAL:-VERS-ALL${added.join('')}`;
}
