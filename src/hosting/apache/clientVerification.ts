/**
 * Client certificates: in the handshake, and again when the request's virtual host or path asks for more than the
 * handshake did (mod_ssl `ssl_hook_Access`, `ssl_hook_Access_modern`; observed with 2.4.71).
 */
import { alerts } from '../alerts.ts';
import type { Alert, ClientAuth, ClientCertificate, Connection, Reason, Site, TlsVersion } from '../model.ts';
import type { ApacheRule } from './codes.ts';
import { sectionFor } from './sections.ts';

export type Refusal =
  { outcome: 'alert'; alert: Alert; reason: Reason } | { outcome: 'answered'; status: 403; reason: Reason };

/** null: let through. TLS 1.2 and older say it inside the handshake, TLS 1.3 after the client thinks it is done. */
export function verifyCertificate(
  auth: ClientAuth,
  certificate: ClientCertificate,
  version: TlsVersion,
): { alert: Alert; rule: ApacheRule } | null {
  if (auth === 'none' || certificate === 'good') return null;
  if (certificate === 'none') {
    if (auth !== 'required') return null;
    const alert = version === '1.3' ? alerts.certificateRequired : alerts.handshakeFailure;
    return { alert, rule: 'apache-client-certificate-missing' };
  }
  const alert = badCertificateAlerts[certificate];
  const unknownIssuer = certificate === 'wrong-ca' || certificate === 'self-signed';
  if (unknownIssuer && auth === 'optional-no-ca') return null;
  return { alert, rule: 'apache-client-certificate-bad' };
}

const badCertificateAlerts: Record<Exclude<ClientCertificate, 'none' | 'good'>, Alert> = {
  'wrong-ca': alerts.unknownCa,
  'self-signed': alerts.unknownCa,
  expired: alerts.certificateExpired,
  'wrong-eku': alerts.unsupportedCertificate,
};

/**
 * What the request asks for beyond the handshake; `own`: the virtual host of the handshake, `target`: of Host. Where
 * SSLEngine is off nothing is asked for: `ssl_hook_Access` declines.
 */
export function verifyForRequest(
  connection: Connection,
  version: TlsVersion,
  inPlace: ClientAuth,
  own: Site,
  target: Site,
): Refusal | null {
  if (target.sslEngine === false) return null;
  const section = sectionFor(target, connection.requestPath ?? '/');
  const needed = strongest(target.clientAuth, section?.clientAuth ?? 'none');
  const source = section?.source ?? target.apache?.lines.clientAuth ?? target.source;
  const reason = (rule: ApacheRule): Reason => ({
    rule,
    params: { site: target.label, certificate: connection.clientCertificate, needed },
    source,
  });
  if (!asksMore(needed, inPlace)) return null;
  const authorityDiffers = own !== target && otherAuthority(own, target);
  if (version === '1.3') {
    const possible = inPlace === 'none' && connection.hello.postHandshakeAuth === true;
    if (!possible) return { outcome: 'answered', status: 403, reason: reason('apache-no-post-handshake') };
  } else if (needed === 'required' && authorityDiffers) {
    return { outcome: 'answered', status: 403, reason: reason('apache-client-ca-differs') };
  }
  // The connection keeps the authorities of its handshake: another virtual host's good certificate is not known.
  const { clientCertificate } = connection;
  const certificate = authorityDiffers && clientCertificate === 'good' ? 'wrong-ca' : clientCertificate;
  const tolerance = needed === 'required' ? needed : (section?.clientAuth ?? target.clientAuth);
  const failure = verifyCertificate(tolerance, certificate, version);
  return failure && { outcome: 'alert', alert: failure.alert, reason: reason(failure.rule) };
}

/** OpenSSL asks again when it did not ask before, or when a certificate was not required and now is. */
const asksMore = (needed: ClientAuth, inPlace: ClientAuth): boolean =>
  needed !== 'none' && (inPlace === 'none' || (needed === 'required' && inPlace !== 'required'));

const strongest = (host: ClientAuth, section: ClientAuth): ClientAuth => {
  if (host === 'required' || section === 'required') return 'required';
  return section === 'none' ? host : section;
};

function otherAuthority(own: Site, target: Site): boolean {
  const differs = (wanted: string | null | undefined, has: string | null | undefined) =>
    wanted !== null && wanted !== undefined && wanted !== has;
  return (
    differs(target.clientCertificateAuthority, own.clientCertificateAuthority) ||
    differs(target.apache?.caPath, own.apache?.caPath)
  );
}
