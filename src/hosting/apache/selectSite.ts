/** Which virtual host answers, and with what status (server/vhost.c, mod_ssl `ssl_hook_ReadReq`). */
import { listedLater, type Decision, type Params, type Source } from '../../decision.ts';
import { decideListener } from '../listener.ts';
import type {
  Connection,
  Hello,
  Listener,
  Reason,
  Selection,
  Server,
  Site,
  SiteSelection,
} from '../model.ts';
import type { HostingRule } from '../rules.ts';
import { opensslServerName } from '../serverNameExtension.ts';
import { verifyCertificate, verifyForRequest } from './clientVerification.ts';
import type { ApacheRule } from './codes.ts';
import { readHost } from './hostHeader.ts';
import { tlsSetupDifferences } from './sniPolicy.ts';
import { comparesWithoutServerName } from './versions.ts';
import { walkSites } from './walkSites.ts';

/**
 * Host goes through the same walk as server_name. When it ends elsewhere than the handshake did,
 * `SSLVHostSNIPolicy` says whether that is answered.
 */
export function selectSite(server: Server, connection: Connection, host: string | null): SiteSelection {
  const { selection, hello } = connection;
  const listener = server.listeners[decideListener(server.listeners, hello).chosen ?? -1];
  if (listener === undefined || selection.outcome === 'not-listening') {
    const reason: Reason = { rule: 'no-connection' satisfies HostingRule, params: {}, source: null };
    return { outcome: 'answered', status: 0, site: null, reason, decision: noDecision(server) };
  }
  if (selection.outcome === 'refused') {
    const { alert, reason } = selection;
    return { outcome: 'alert', alert, reason, decision: noDecision(server) };
  }
  if (selection.outcome === 'served' && !selection.resumed) {
    const refused = refusedClient(server, connection, selection);
    if (refused !== null) return refused;
    const closed = closedAfterHandshake(server, connection, selection);
    if (closed !== null) return closed;
  }
  return answer(server, listener, connection, host);
}

type Served = Extract<Selection, { outcome: 'served' }>;

function refusedClient(server: Server, connection: Connection, selection: Served): SiteSelection | null {
  const { clientCertificate } = connection;
  const failure = verifyCertificate(selection.clientAuth, clientCertificate, selection.version);
  if (failure === null) return null;
  const site = server.sites[selection.site];
  const params = { site: site?.label ?? '', certificate: clientCertificate, needed: selection.clientAuth };
  const source = site?.apache?.lines.clientAuth ?? site?.source ?? null;
  const reason: Reason = { rule: failure.rule, params, source };
  return { outcome: 'alert', alert: failure.alert, reason, decision: noDecision(server) };
}

/**
 * The handshake was that of the address's first virtual host, but it counts as one with SSLEngine off that requires a
 * client certificate: `ssl_io_filter_handshake` aborts when there is none (AH02006; observed with 2.4.71).
 */
function closedAfterHandshake(
  server: Server,
  { clientCertificate }: Connection,
  selection: Served,
): SiteSelection | null {
  const site = server.sites[selection.site];
  const sent = selection.clientAuth !== 'none' && clientCertificate !== 'none';
  if (site?.sslEngine !== false || site.clientAuth !== 'required' || sent) return null;
  const source = site.apache?.lines.clientAuth ?? site.source;
  const reason = because('apache-engine-off-needs-certificate', { site: site.label }, source);
  return { outcome: 'answered', status: 0, site: null, reason, decision: noDecision(server) };
}

function answer(
  server: Server,
  listener: Listener,
  connection: Connection,
  host: string | null,
): SiteSelection {
  const { selection } = connection;
  const toTls = selection.outcome === 'plain-http' && listener.tls;
  const asked = toTls ? null : readHost(host);
  const walk = walkSites(
    server,
    listener,
    asked,
    asked === null ? 'apache-default-bad-host' : 'apache-default-host',
  );
  const { question, uncertain } = noDecision(server);
  const decision = listedLater({ question, uncertain, chosen: walk.chosen ?? -1 }, walk.listCandidates);
  const target = server.sites[walk.site];
  const answered = (status: number, reason: Reason): SiteSelection => ({
    outcome: 'answered',
    status,
    site: walk.site,
    reason,
    decision,
  });
  if (toTls) return answered(400, because('apache-plain-http-to-tls', {}, target?.source ?? null));
  if (asked === null)
    return answered(400, because('apache-bad-host', { host: host ?? '' }, { hello: 'host' }));
  const own = selection.outcome === 'served' ? server.sites[selection.site] : undefined;
  if (selection.outcome !== 'served' || own === undefined || target === undefined) {
    return answered(200, because('apache-answered', { site: target?.label ?? '' }, target?.source ?? null));
  }
  const misdirected = checkHandshake(server, listener, connection.hello, own, target);
  if (misdirected !== null && misdirected.status !== 200)
    return answered(misdirected.status, misdirected.reason);
  const refusal = verifyForRequest(connection, selection.version, selection.clientAuth, own, target);
  if (refusal?.outcome === 'alert') return { ...refusal, decision };
  if (refusal !== null) return answered(refusal.status, refusal.reason);
  const plain = because('apache-answered', { site: target.label }, target.source);
  return answered(200, misdirected?.reason ?? plain);
}

type Check = { status: 200 | 403 | 421; reason: Reason };

/** null: Host and handshake mean the same virtual host. Without SNI support httpd makes none of these checks. */
function checkHandshake(
  server: Server,
  listener: Listener,
  hello: Hello,
  own: Site,
  target: Site,
): Check | null {
  if (!server.supportsSni) return null;
  const reading = opensslServerName(hello);
  const named = 'name' in reading && reading.name !== null;
  const strict = [own, target].find(({ strictSni }) => strictSni === true);
  if (!named && strict !== undefined && listener.sites.length > 1) {
    const source = strict.apache?.lines.strictSni ?? strict.source;
    return { status: 403, reason: because('apache-strict-sni', { site: strict.label }, source) };
  }
  if (own === target) return null;
  const params = { handshake: own.label, host: target.label, differences: '' };
  if (!named && !comparesWithoutServerName(server.version)) {
    return { status: 200, reason: because('apache-policy-not-checked', params, { hello: 'server_name' }) };
  }
  return checkPolicy(server, own, target);
}

function checkPolicy(server: Server, own: Site, target: Site): Check {
  const policy = server.vhostSniPolicy?.policy ?? 'secure';
  const all = tlsSetupDifferences(own, target);
  const authentication = all.filter((difference) => difference === 'client-verification');
  const differences = policy === 'authonly' ? authentication : all;
  const params = { handshake: own.label, host: target.label, differences: differences.join(', ') };
  const decide = (status: Check['status'], rule: ApacheRule): Check => ({
    status,
    reason: because(rule, params, server.vhostSniPolicy?.source ?? null),
  });
  switch (policy) {
    case 'strict':
      return decide(421, 'apache-policy-strict');
    case 'insecure':
      return decide(200, 'apache-policy-insecure');
    case 'authonly':
      return differences.length > 0
        ? decide(421, 'apache-policy-authonly')
        : decide(200, 'apache-policy-authonly-same');
    case 'secure':
      return differences.length > 0
        ? decide(421, 'apache-policy-secure')
        : decide(200, 'apache-policy-compatible');
  }
}

const because = (rule: ApacheRule, params: Params, source: Source | null): Reason => ({
  rule,
  params,
  source,
});

const noDecision = (server: Server): Decision => ({
  question: 'which-site',
  candidates: [],
  chosen: null,
  uncertain: server.uncertain,
});
