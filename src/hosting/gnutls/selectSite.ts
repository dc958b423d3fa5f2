/** gnutls-serv answers every request itself, whatever Host says; only the client's certificate can stand in the way. */
import type { Candidate } from '../../decision.ts';
import { alerts } from '../alerts.ts';
import type {
  Alert,
  ClientCertificate,
  Connection,
  Reason,
  Selection,
  Server,
  Site,
  SiteSelection,
} from '../model.ts';
import type { HostingRule } from '../rules.ts';
import type { GnutlsRule } from './codes.ts';

export function selectSite(server: Server, { selection, clientCertificate }: Connection): SiteSelection {
  const index = selection.outcome === 'served' ? selection.site : null;
  const site = server.sites[index ?? -1];
  const candidates = server.sites.map((one, at): Candidate => {
    const rule: GnutlsRule = at === index ? 'gnutls-site-of-certificate' : 'gnutls-site-other-certificate';
    const verdict = at === index ? 'chosen' : 'lost';
    return { id: `site:${at}`, verdict, rule, params: { site: one.label }, source: one.source };
  });
  const decision = { question: 'which-site', candidates, chosen: index, uncertain: server.uncertain };
  if (selection.outcome === 'refused')
    return { outcome: 'alert', alert: selection.alert, reason: selection.reason, decision };
  if (selection.outcome !== 'served' || site === undefined) {
    const reason = { rule: 'no-connection' satisfies HostingRule, params: {}, source: null };
    return { outcome: 'answered', status: 0, site: null, reason, decision };
  }
  const failed = clientFailure(site, selection.version, clientCertificate);
  if (failed !== null) return { outcome: 'alert', ...failed, decision };
  const rule: GnutlsRule = 'gnutls-answer';
  const reason = { rule, params: { status: 200 }, source: site.source };
  return { outcome: 'answered', status: 200, site: index, reason, decision };
}

/**
 * Observed with 3.7.9: none where one is required is decode_error in TLS 1.2 and certificate_required in 1.3;
 * with --verify-client-cert a bad one is access_denied after the handshake, and its purpose is not looked at.
 */
function clientFailure(
  site: Site,
  version: Extract<Selection, { outcome: 'served' }>['version'],
  certificate: ClientCertificate,
): { alert: Alert; reason: Reason } | null {
  const { clientAuth, source } = site;
  const params = { certificate, version };
  if (certificate === 'none' && clientAuth === 'required') {
    const rule: GnutlsRule = 'gnutls-certificate-required';
    const alert = version === '1.3' ? alerts.certificateRequired : alerts.decodeError;
    return { alert, reason: { rule, params, source } };
  }
  const verifies = clientAuth === 'optional' || (clientAuth === 'required' && !site.anyClientCertificate);
  if (!verifies || certificate === 'none' || certificate === 'good' || certificate === 'wrong-eku')
    return null;
  const rule: GnutlsRule = 'gnutls-certificate-not-verified';
  return { alert: alerts.accessDenied, reason: { rule, params, source } };
}
