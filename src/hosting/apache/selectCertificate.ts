/** Which certificate Apache httpd hands over (mod_ssl `ssl_callback_ClientHello`, `init_vhost`; 2.4.62, 2.4.71). */
import { listedLater, type Candidate, type Decision, type Params, type Problem } from '../../decision.ts';
import { own as ownValue } from '../../text/own.ts';
import { alerts } from '../alerts.ts';
import { readCipherList } from '../cipherList.ts';
import { decideListener } from '../listener.ts';
import type { Alert, Hello, Listener, Reason, Selection, Server, Site, TlsVersion } from '../model.ts';
import type { HostingRule } from '../rules.ts';
import { opensslServerName } from '../serverNameExtension.ts';
import { chooseCertificate, negotiateVersion, opensslDefaultCiphers } from '../tlsNegotiation.ts';
import type { ApacheRule } from './codes.ts';
import { allProtocols } from './protocols.ts';
import { libraryLimitsOldVersions } from './versions.ts';
import { candidate, candidateParams, walkSites, type SiteWalk } from './walkSites.ts';

/** Address and port pick the class of virtual hosts, server_name one of them, and that one everything else. */
export function selectCertificate(server: Server, hello: Hello): Selection {
  const listenerDecision = decideListener(server.listeners, hello);
  const listener = server.listeners[listenerDecision.chosen ?? -1];
  const first = server.sites[listener?.sites[0]?.site ?? -1];
  if (listener === undefined || first === undefined) {
    return { outcome: 'not-listening', listenerDecision, decision: undecided(server, () => []) };
  }
  if (!listener.tls || hello.versions.length === 0) {
    return { outcome: 'plain-http', listenerDecision, decision: plain(server, listener) };
  }
  const reading = server.supportsSni ? opensslServerName(hello) : { name: null };
  if ('alert' in reading) {
    const listCandidates = () =>
      listener.sites.map(({ site, source }) =>
        candidate(
          site,
          'unreached',
          'apache-server-name-unreadable',
          candidateParams(server.sites[site], null),
          source,
        ),
      );
    const reason: Reason = {
      rule: reading.rule,
      params: { kind: reading.kind },
      source: { hello: 'server_name' },
    };
    const decision = undecided(server, listCandidates);
    return { outcome: 'refused', alert: reading.alert, reason, listenerDecision, decision };
  }
  return negotiate(server, hello, listener, listenerDecision, reading.name);
}

/** `handshake`: the virtual host that the handshake counts as; `provider`: whose TLS settings it has. */
type Choice = { walk: SiteWalk; handshake: number; provider: number };

function chooseSite(server: Server, listener: Listener, name: string | null): Choice {
  const asked = server.supportsSni ? name : null;
  const fallback: ApacheRule = !server.supportsSni
    ? 'apache-default-no-sni-library'
    : asked === null
      ? 'apache-default-no-server-name'
      : 'apache-default-no-match';
  const walk = walkSites(server, listener, asked, fallback);
  const first = listener.sites[0]?.site ?? -1;
  const found = server.sites[walk.site];
  if (walk.site === first || found?.sslEngine !== false)
    return { walk, handshake: walk.site, provider: walk.site };
  const listCandidates = (): Candidate[] =>
    walk.listCandidates().map((entry) => {
      if (entry.id === `site:${walk.site}`) {
        const source = found.apache?.lines.engine ?? found.source;
        return candidate(walk.site, 'lost', 'apache-matched-engine-off', entry.params, source);
      }
      return entry.id === `site:${first}`
        ? candidate(first, 'chosen', 'apache-default-engine-off', entry.params, entry.source)
        : entry;
    });
  const chosen = listener.sites.length > 0 ? 0 : null;
  return { walk: { ...walk, chosen, listCandidates }, handshake: walk.site, provider: first };
}

/** The virtual host that a handshake with this name counts as. */
export const handshakeSite = (server: Server, listener: Listener, name: string | null): number =>
  chooseSite(server, listener, name).handshake;

function negotiate(
  server: Server,
  hello: Hello,
  listener: Listener,
  listenerDecision: Decision,
  name: string | null,
): Selection {
  const choice = chooseSite(server, listener, name);
  const { chosen, listCandidates } = choice.walk;
  const decision = decided(server, chosen, listCandidates);
  const site = server.sites[choice.provider];
  if (site === undefined || site.certificates.length === 0) {
    return { outcome: 'not-listening', listenerDecision, decision: undecided(server, listCandidates) };
  }
  const speaks = protocolSite(server, listener, site);
  const refuse = (alert: Alert, rule: HostingRule, params: Params, own?: Decision): Selection => ({
    outcome: 'refused',
    alert,
    reason: { rule, params, source: speaks.apache?.lines.protocols ?? speaks.source },
    listenerDecision,
    decision,
    ...(own && { certificateDecision: own }),
  });
  const enabled = speaks.versions ?? allProtocols;
  const version = negotiateVersion(hello.versions, enabled);
  if (version === null) {
    const params = { offered: hello.versions.join(' '), enabled: enabled.join(' ') };
    return refuse(alerts.protocolVersion, 'no-common-version', params);
  }
  if (belowSecurityLevel(server, site, version)) {
    return refuse(alerts.internalError, 'old-version-needs-level-0', { version });
  }
  const certificateDecision = chooseOwn(server, site, hello, version);
  const use = site.certificates[certificateDecision.chosen ?? -1];
  if (use === undefined) {
    return refuse(alerts.handshakeFailure, 'no-usable-certificate', {}, certificateDecision);
  }
  // SSLCADNRequestFile stands in for the CAs that verify (mod_ssl's documentation of it).
  const named = site.apache?.caNameFile ?? site.clientCertificateAuthority;
  return {
    outcome: 'served',
    certificate: use.file,
    site: choice.handshake,
    version,
    clientAuth: site.clientAuth,
    ...(named !== undefined && { namedAuthorities: named }),
    resumed: resumes(server, hello, listener, choice.handshake),
    listenerDecision,
    decision,
    certificateDecision,
  };
}

/**
 * Whose SSLProtocol holds. A virtual host without one, not even an inherited one, leaves the connection what the
 * address's first one gave it (`ssl_find_vhost`: "Don't switch the protocol if none is configured for this vhost").
 */
const protocolSite = (server: Server, listener: Listener, site: Site): Site =>
  site.versions === null ? (server.sites[listener.sites[0]?.site ?? -1] ?? site) : site;

/** OpenSSL 3 refuses TLS 1.1 and older above security level 0 (observed with 2.4.71, default SSLProtocol). */
const belowSecurityLevel = (server: Server, site: Site, version: TlsVersion): boolean =>
  (version === '1.0' || version === '1.1') &&
  libraryLimitsOldVersions(server.version) &&
  readCipherList(site.ciphers ?? '').securityLevel !== 0;

/** One certificate a key type; a file that was not given makes a choice between several uncertain. */
function chooseOwn(server: Server, site: Site, hello: Hello, version: TlsVersion): Decision {
  const slots = site.certificates.map((use) => ({
    use,
    keyType: ownValue(server.certificates, use.file)?.keyType ?? null,
  }));
  const decision = chooseCertificate(slots, hello, {
    version,
    ciphers: site.ciphers === undefined ? opensslDefaultCiphers : readCipherList(site.ciphers).suites,
    preferServer: site.preferServerCiphers ?? false,
    dhParameters: true,
  });
  const unknown = slots.length > 1 ? slots.filter(({ keyType }) => keyType === null) : [];
  const uncertain = unknown.map(({ use }): Problem => ({
    code: 'apache-certificate-not-given',
    severity: 'warning',
    params: { file: use.file },
    source: use.source,
  }));
  return { ...decision, uncertain };
}

/** A session belongs to the virtual host it was made with: under another name there is a full handshake. */
function resumes(server: Server, hello: Hello, listener: Listener, handshake: number): boolean {
  if (hello.resumeFrom === undefined) return false;
  const kept = server.sites[handshake]?.resumption !== false;
  return kept && handshakeSite(server, listener, hello.resumeFrom) === handshake;
}

/** No TLS is spoken: the address's first virtual host has no SSLEngine, or the client speaks plain HTTP. */
function plain(server: Server, listener: Listener): Decision {
  return undecided(server, () =>
    listener.sites.map(({ site, source }, index) => {
      const found = server.sites[site];
      const params = candidateParams(found, null);
      if (index > 0) return candidate(site, 'unreached', 'apache-not-default', params, source);
      return listener.tls
        ? candidate(site, 'unreached', 'apache-plain-http', params, source)
        : candidate(site, 'lost', 'apache-default-plain', params, found?.apache?.lines.engine ?? source);
    }),
  );
}

const undecided = (server: Server, listCandidates: () => Candidate[]): Decision =>
  decided(server, null, listCandidates);

const decided = ({ uncertain }: Server, chosen: number | null, listCandidates: () => Candidate[]): Decision =>
  listedLater({ question: 'which-certificate', chosen, uncertain }, listCandidates);
