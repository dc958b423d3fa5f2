/** Which site block answers, by Host, and when Caddy answers 421 or refuses the client's certificate. */
import { listedLater, type Candidate, type Decision } from '../../decision.ts';
import { alerts } from '../alerts.ts';
import type {
  Connection,
  Listener,
  ListenerSite,
  Reason,
  Selection,
  Server,
  SiteSelection,
} from '../model.ts';
import type { HostingRule } from '../rules.ts';
import type { CaddyRule } from './codes.ts';
import { goServerName } from './goServerName.ts';
import { withoutPort } from './hostHeader.ts';

/** `host` null: the request has no Host header. No site: 200 with nothing in it. */
export function selectSite(server: Server, connection: Connection, host: string | null): SiteSelection {
  const { selection } = connection;
  const listener = server.listeners[selection.listenerDecision.chosen ?? -1];
  const { decision, site } = decideSite(server, listener, withoutPort(host ?? ''));
  if (selection.outcome === 'refused')
    return { outcome: 'alert', alert: selection.alert, reason: selection.reason, decision };
  const answered = (status: number, rule: CaddyRule | HostingRule, at: number | null): SiteSelection => {
    const reason = reasonOf(server, listener, rule, host, status, at);
    const chosen = at === null ? withoutSite(decision) : decision;
    return { outcome: 'answered', status, site: at, reason, decision: chosen };
  };
  if (listener === undefined || selection.outcome === 'not-listening')
    return answered(0, 'no-connection', null);
  if (selection.outcome === 'plain-http' && listener.tls)
    return answered(400, 'caddy-plain-http-to-tls', null);
  const refused = clientCertificateRefused(server, connection);
  if (refused !== null)
    return {
      outcome: 'alert',
      alert: alerts.badCertificate,
      reason: refused,
      decision: withoutSite(decision),
    };
  if (host === null) return answered(400, 'caddy-host-missing', null);
  if (!isHostHeader(host)) return answered(400, 'caddy-host-malformed', null);
  const strict = selection.outcome === 'served' && isStrict(server, listener);
  if (strict && (goServerName(connection.hello) ?? '').toLowerCase() !== withoutPort(host).toLowerCase())
    return answered(421, 'caddy-strict-sni-host', null);
  if (site === null) return answered(200, 'caddy-no-site', null);
  return answered(server.sites[site]?.answer?.status ?? 200, 'caddy-answer', site);
}

/** Bytes that Go's httpguts.ValidHostHeader lets through. */
const isHostHeader = (host: string): boolean => /^[A-Za-z0-9!$%&'()*+,\-.:;=@[\]_~]*$/u.test(host);

/** Set, or by itself as soon as one site of the listener asks for client certificates. */
const isStrict = (server: Server, listener: Listener): boolean =>
  listener.strictSniHost ??
  listener.sites.some(({ site }) => (server.sites[site]?.clientAuth ?? 'none') !== 'none');

function reasonOf(
  server: Server,
  listener: Listener | undefined,
  rule: CaddyRule | HostingRule,
  host: string | null,
  status: number,
  site: number | null,
): Reason {
  const source =
    site === null ? listener?.source : (server.sites[site]?.answer?.source ?? server.sites[site]?.source);
  return { rule, params: { host: host ?? '', status }, source: source ?? null };
}

/** Go 1.19 has one alert for all of it; in TLS 1.3 it comes after the client's side has finished. */
function clientCertificateRefused(
  server: Server,
  { selection, clientCertificate }: Connection,
): Reason | null {
  if (selection.outcome !== 'served' || selection.resumed || selection.clientAuth === 'none') return null;
  if (passes(server, selection, clientCertificate)) return null;
  const site = server.sites[selection.site];
  const params = {
    certificate: clientCertificate,
    clientAuth: selection.clientAuth,
    version: selection.version,
  };
  return { rule: 'caddy-client-certificate' satisfies CaddyRule, params, source: site?.source ?? null };
}

function passes(
  server: Server,
  { clientAuth, site }: Extract<Selection, { outcome: 'served' }>,
  certificate: Connection['clientCertificate'],
): boolean {
  if (certificate === 'good' || clientAuth === 'optional-no-ca') return true;
  if (certificate === 'none') return clientAuth !== 'required';
  return server.sites[site]?.anyClientCertificate === true;
}

function decideSite(
  server: Server,
  listener: Listener | undefined,
  host: string,
): { decision: Decision; site: number | null } {
  const places = listener?.sites ?? [];
  const rules = places.map(({ hosts }) => hostRule(hosts ?? [], host));
  const chosen = rules.findIndex((rule) => rule !== 'caddy-host-other');
  const candidateOf = (place: ListenerSite, index: number): Candidate => {
    const params = {
      host,
      site: server.sites[place.site]?.label ?? '',
      hosts: (place.hosts ?? []).join(', '),
    };
    const after = chosen >= 0 && index > chosen;
    return {
      id: `site:${String(place.site)}`,
      verdict: index === chosen ? 'chosen' : after ? 'unreached' : 'lost',
      rule: after ? 'caddy-host-earlier' : (rules[index] ?? 'caddy-host-other'),
      params,
      source: place.source,
    };
  };
  const site = places[chosen]?.site ?? null;
  const uncertain = [...server.uncertain, ...(server.sites[site ?? -1]?.answer?.uncertain ?? [])];
  const decision = listedLater(
    { question: 'which-site', chosen: chosen < 0 ? null : chosen, uncertain },
    () => places.map(candidateOf),
  );
  return { decision, site };
}

/** caddyhttp MatchHost: whole labels, `*` for one, case does not matter. */
function hostRule(hosts: readonly string[], host: string): CaddyRule {
  if (hosts.length === 0) return 'caddy-host-any';
  const asked = host.toLowerCase();
  if (hosts.includes(asked)) return 'caddy-host-exact';
  const labels = asked.split('.');
  const wildcard = hosts.some((pattern) => {
    const parts = pattern.split('.');
    if (!pattern.includes('*') || parts.length !== labels.length) return false;
    return parts.every((part, index) => part === '*' || part === labels[index]);
  });
  return wildcard ? 'caddy-host-wildcard' : 'caddy-host-other';
}

/** An answer given before any site is asked. */
const withoutSite = (decision: Decision): Decision =>
  listedLater({ question: decision.question, chosen: null, uncertain: decision.uncertain }, () =>
    decision.candidates.map((candidate) =>
      candidate.verdict === 'chosen' ? { ...candidate, verdict: 'unreached' } : candidate,
    ),
  );
