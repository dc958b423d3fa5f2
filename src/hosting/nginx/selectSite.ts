/**
 * Which server block answers a request, and how (`ngx_http_set_virtual_server`, `ngx_http_process_request`). The Host
 * header decides, by the same rules as the name in the hello and whatever that was, unless client certificates are
 * at stake.
 */
import type { Decision } from '../../decision.ts';
import type { Connection, Listener, Reason, Server, Site, SiteSelection } from '../model.ts';
import { errorStatus } from './answer.ts';
import type { NginxRule } from './codes.ts';
import { defaultPlace, lookUp, nameInHello } from './connection.ts';
import { normalizeHost } from './hostName.ts';
import { decideSite } from './siteDecision.ts';

export function selectNginxSite(server: Server, connection: Connection, host: string | null): SiteSelection {
  const { selection } = connection;
  if (selection.outcome === 'refused') {
    const { alert, reason } = selection;
    return { outcome: 'alert', alert, reason, decision: nothing('which-site') };
  }
  const listener = server.listeners[selection.listenerDecision.chosen ?? -1];
  if (listener === undefined) {
    const reason = { rule: 'no-connection', params: {}, source: null };
    return { outcome: 'answered', status: 0, site: null, reason, decision: nothing('which-site') };
  }
  return answer(server, listener, connection, host);
}

const nothing = (question: string): Decision => ({ question, candidates: [], chosen: null, uncertain: [] });

/** A missing Host is looked up as the empty name (`server_name ""`) before it is answered 400. */
function answer(
  server: Server,
  listener: Listener,
  connection: Connection,
  host: string | null,
): SiteSelection {
  const before = beforeRequest(server, listener, connection);
  const name = host === null ? '' : normalizeHost(host);
  const lookup = lookUp(server, listener, name);
  const decision = decideSite('which-site', server, listener, name, lookup);
  const done = (
    of: number,
    status: number,
    rule: NginxRule,
    source: Reason['source'] = null,
  ): SiteSelection => {
    const pages = server.sites[of]?.errorPages ?? [];
    const sent = rule === 'nginx-site-answers' ? status : errorStatus(pages, status);
    const params = { host: host ?? '', status: sent, serverName: before.matched ?? '' };
    return { outcome: 'answered', status: sent, site: of, reason: { rule, params, source }, decision };
  };
  if (name === null) return done(before.site, 400, 'nginx-host-invalid');
  const stays = name === before.matched;
  const byHost = listener.sites[decision.chosen ?? 0]?.site ?? before.site;
  const site = stays ? before.site : byHost;
  const own = server.sites[site];
  if (!stays && before.matched !== null && own !== undefined && own.clientAuth !== 'none') {
    return done(before.site, 421, 'nginx-misdirected', own.source);
  }
  if (host === null) return done(site, 400, 'nginx-host-missing');
  const isPlain = connection.selection.outcome === 'plain-http';
  if (isPlain && listener.tls) return done(site, 497, 'nginx-plain-http-to-tls');
  const refused = isPlain ? null : clientCertificateError(own, connection);
  if (refused !== null) return done(site, refused.status, refused.rule, own?.source);
  return done(site, own?.answer?.status ?? 200, 'nginx-site-answers', own?.answer?.source ?? own?.source);
}

/** The block of the handshake, and the name that found it (null: the default, found by no name). */
function beforeRequest(
  server: Server,
  listener: Listener,
  { hello, selection }: Connection,
): { site: number; matched: string | null } {
  const fallback = listener.sites[defaultPlace(listener)]?.site ?? 0;
  if (selection.outcome !== 'served') return { site: fallback, matched: null };
  const { host } = nameInHello(server, hello, selection.version, selection.resumed);
  const { found } = lookUp(server, listener, host);
  return found === null ? { site: fallback, matched: null } : { site: found.entry.site, matched: host };
}

/** nginx lets every client certificate through the handshake and answers 495 or 496 (sent as 400) later. */
function clientCertificateError(
  site: Site | undefined,
  { selection, clientCertificate }: Connection,
): { status: number; rule: NginxRule } | null {
  if (site === undefined || site.clientAuth === 'none' || selection.outcome !== 'served') return null;
  const presented = selection.clientAuth === 'none' ? 'none' : clientCertificate;
  const unknownIssuer = presented === 'wrong-ca' || presented === 'self-signed';
  if (presented === 'none') {
    const missing = { status: 496, rule: 'nginx-client-certificate-missing' } as const;
    return site.clientAuth === 'required' ? missing : null;
  }
  if (presented === 'good' || (unknownIssuer && site.clientAuth === 'optional-no-ca')) return null;
  return { status: 495, rule: 'nginx-client-certificate-bad' };
}
