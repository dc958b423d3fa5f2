/**
 * The address of a scene with somebody's own configuration while it is nobody else's business: the query has `local`, the
 * name under which this tab keeps the configuration, and all the rest of the link. `scenarioLink.ts` writes it in full,
 * `readLocalLink.ts` is the way back.
 */
import type { Scenario } from './scenario.ts';
import { linkOf, usualPreset } from './scenarioLink.ts';

/** What a person brought along: all of a server of their own, only the certificates beside a preset. */
export type Material = Partial<Pick<Scenario, 'server' | 'certificates' | 'dns'>>;

/** The part of the scenario that no address says unasked; null: everything in it is this page's own or was typed. */
export function materialOf({ server, certificates, dns }: Scenario): Material | null {
  if (!('preset' in server)) return { server, certificates, dns };
  return Object.keys(certificates).length > 0 ? { certificates } : null;
}

/** Whether both are made of the same values: an edit makes new ones. */
export const isSameMaterial = (a: Material, b: Material): boolean =>
  a.server === b.server && a.certificates === b.certificates && a.dns === b.dns;

/** The query of an address to step `step`; `id` stands for the scenario's material. */
export function localLinkOf(scenario: Scenario, step: number, id: string): string {
  const isPreset = 'preset' in scenario.server;
  const rest = isPreset ? {} : { server: { preset: usualPreset }, dns: {} };
  const query = new URLSearchParams(linkOf({ ...scenario, ...rest, certificates: {} }, step));
  if (!isPreset) {
    query.delete('server');
    query.set('url', scenario.url);
  }
  return new URLSearchParams([['local', id], ...query]).toString();
}
