/** Which frontend answers, and whether the client's certificate lets it (HAProxy never compares Host and SNI). */
import { listedLater, type Decision } from '../../decision.ts';
import { clientCertificateAlert } from './clientCertificate.ts';
import type { HaproxyRule } from './codes.ts';
import type { Connection, Server, SiteSelection } from '../model.ts';
import type { HostingRule } from '../rules.ts';

/** The frontend is the listener's; `host` has no part in it. The decision's question is `which-site`. */
export function selectSite(server: Server, connection: Connection): SiteSelection {
  const { selection, clientCertificate } = connection;
  const listener = server.listeners[selection.listenerDecision.chosen ?? -1];
  const site = listener?.sites[0]?.site ?? null;
  const decision = decideSite(server, site);
  if (selection.outcome === 'refused')
    return { outcome: 'alert', alert: selection.alert, reason: selection.reason, decision };
  const answer = server.sites[site ?? -1]?.answer;
  if (selection.outcome === 'not-listening' || site === null || listener === undefined) {
    const reason = { rule: 'no-connection' satisfies HostingRule, params: {}, source: null };
    return { outcome: 'answered', status: 0, site: null, reason, decision };
  }
  if (selection.outcome === 'plain-http' && listener.tls) {
    const reason = {
      rule: 'haproxy-plain-http-to-tls' satisfies HaproxyRule,
      params: {},
      source: listener.source,
    };
    return { outcome: 'answered', status: 0, site: null, reason, decision };
  }
  if (selection.outcome === 'served' && !selection.resumed) {
    const failed = clientCertificateAlert(selection, clientCertificate, listener);
    if (failed !== null) return { outcome: 'alert', ...failed, decision };
  }
  const status = answer?.status ?? 200;
  const source = answer?.source ?? server.sites[site]?.source ?? null;
  const reason = { rule: 'haproxy-answer' satisfies HaproxyRule, params: { status }, source };
  return { outcome: 'answered', status, site, reason, decision };
}

function decideSite(server: Server, chosen: number | null): Decision {
  const listCandidates = () =>
    server.sites.map((site, index) => {
      const isChosen = index === chosen;
      const rule: HaproxyRule = isChosen ? 'haproxy-site-of-listener' : 'haproxy-site-other-listener';
      const verdict = isChosen ? ('chosen' as const) : ('lost' as const);
      return {
        id: `site:${String(index)}`,
        verdict,
        rule,
        params: { site: site.label },
        source: site.source,
      };
    });
  const own = server.sites[chosen ?? -1]?.answer?.uncertain ?? [];
  const uncertain = own.length === 0 ? server.uncertain : [...server.uncertain, ...own];
  return listedLater({ question: 'which-site', chosen, uncertain }, listCandidates);
}
