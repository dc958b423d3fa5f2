/** The certificate Caddy 2.6.2 hands over: connection policy by server name, then certmagic's cache by name. */
import type { Decision, Params, Source } from '../../decision.ts';
import { own } from '../../text/own.ts';
import { alerts } from '../alerts.ts';
import { decideListener } from '../listener.ts';
import type { ClientAuth, Hello, Listener, Reason, Selection, Server, TlsVersion } from '../model.ts';
import type { HostingRule } from '../rules.ts';
import { negotiateVersion } from '../tlsNegotiation.ts';
import { decideCertificate } from './certificateCache.ts';
import type { CaddyRule } from './codes.ts';
import { decidePolicy, type Policy } from './connectionPolicies.ts';
import { goServerName } from './goServerName.ts';
import { keyIsUsable } from './goTls.ts';

export function selectCertificate(server: Server, hello: Hello): Selection {
  const listenerDecision = decideListener(server.listeners, hello);
  const listener = server.listeners[listenerDecision.chosen ?? -1];
  const decision = noDecision(server);
  if (listener === undefined) return { outcome: 'not-listening', listenerDecision, decision };
  if (!listener.tls || hello.versions.length === 0)
    return { outcome: 'plain-http', listenerDecision, decision };
  const serverName = server.supportsSni ? goServerName(hello) : '';
  if (serverName === null) {
    const reason = reasonOf('caddy-server-name-malformed', {}, { hello: 'server_name' });
    return { outcome: 'refused', alert: alerts.unexpectedMessage, reason, listenerDecision, decision };
  }
  return handshake({ server, hello, listener, listenerDecision, serverName });
}

const noDecision = (server: Server): Decision => ({
  question: 'which-certificate',
  candidates: [],
  chosen: null,
  uncertain: server.uncertain,
});

const reasonOf = (rule: CaddyRule | HostingRule, params: Params, source: Source | null): Reason => ({
  rule,
  params,
  source,
});

type Handshake = {
  server: Server;
  hello: Hello;
  listener: Listener;
  listenerDecision: Decision;
  serverName: string;
};

/** The settings of the site whose policy matched; Caddy's own where there is none. */
function settingsOf(server: Server, policy: Policy): Settings {
  const site = server.sites[policy.site ?? -1];
  return {
    policy,
    versions: site?.versions ?? ['1.2', '1.3'],
    clientAuth: site?.clientAuth ?? 'none',
    authority: site?.clientCertificateAuthority,
    cipherSuites: site?.cipherSuites,
  };
}

type Settings = {
  policy: Policy;
  versions: readonly TlsVersion[];
  clientAuth: ClientAuth;
  authority: string | undefined;
  cipherSuites: readonly string[] | undefined;
};

/** In Go's order: policy, version, certificate, then what the key type allows. */
function handshake(context: Handshake): Selection {
  const { server, hello, listener, listenerDecision, serverName } = context;
  const { policy, decision } = decidePolicy(server, listener, serverName);
  if (policy === null) {
    const reason = reasonOf('caddy-no-policy', { name: serverName }, listener.source);
    return { outcome: 'refused', alert: alerts.internalError, reason, listenerDecision, decision };
  }
  const settings = settingsOf(server, policy);
  const source = server.sites[policy.site ?? -1]?.source ?? listener.source;
  const version = negotiateVersion(hello.versions, settings.versions);
  if (version === null) {
    const params = { offered: hello.versions.join(', '), enabled: settings.versions.join(', ') };
    const reason = reasonOf('no-common-version', params, source);
    return { outcome: 'refused', alert: alerts.protocolVersion, reason, listenerDecision, decision };
  }
  const resumed = resume(context, settings, version);
  if (resumed !== null && version === '1.3') return resumed;
  const key = { version, cipherSuites: settings.cipherSuites };
  const { decision: certificateDecision, file } = decideCertificate(server, policy, hello, serverName, key);
  const refused = { outcome: 'refused', listenerDecision, decision, certificateDecision } as const;
  if (file === null) {
    const reason = reasonOf('caddy-no-certificate', { name: serverName, address: hello.address }, source);
    return { ...refused, alert: alerts.internalError, reason };
  }
  if (resumed !== null) return resumed;
  if (!keyIsUsable(own(server.certificates, file), hello, key)) {
    const params = { file, keyType: own(server.certificates, file)?.keyType ?? 'unknown', version };
    const reason = reasonOf('caddy-no-shared-parameters', params, source);
    return { ...refused, alert: alerts.handshakeFailure, reason };
  }
  return served(context, settings, version, file, { decision, certificateDecision, resumed: false });
}

function served(
  { server, listenerDecision }: Handshake,
  { policy, clientAuth, authority }: Settings,
  version: TlsVersion,
  certificate: string,
  rest: { decision: Decision; certificateDecision: Decision; resumed: boolean },
): Selection {
  return {
    outcome: 'served',
    certificate,
    site: policy.site ?? ownerOf(server, certificate),
    version,
    clientAuth,
    ...(authority !== undefined && { namedAuthorities: authority }),
    listenerDecision,
    ...rest,
  };
}

const ownerOf = ({ sites }: Server, certificate: string): number =>
  Math.max(
    sites.findIndex((site) => site.certificates.some(({ file }) => file === certificate)),
    0,
  );

/**
 * A session of another name is resumed: the client keeps the certificate of the first handshake. null: none is
 * offered, it could not be made, or the site asks for a client certificate that the session does not have. TLS 1.2
 * looks for a certificate first and fails without one; TLS 1.3 resumes without looking.
 */
function resume(context: Handshake, settings: Settings, version: TlsVersion): Selection | null {
  const { server, hello } = context;
  if (hello.resumeFrom === undefined) return null;
  const { resumeFrom, ...rest } = hello;
  const earlier: Hello = { ...rest, serverName: resumeFrom };
  delete earlier.serverNameExtension;
  const first = selectCertificate(server, earlier);
  if (first.outcome !== 'served' || first.certificateDecision === undefined) return null;
  if (settings.clientAuth === 'required' && first.clientAuth === 'none') return null;
  if (settings.clientAuth === 'none' && first.clientAuth === 'required') return null;
  const { decision } = decidePolicy(server, context.listener, context.serverName);
  const params = { from: resumeFrom ?? '', name: context.serverName };
  const candidates = first.certificateDecision.candidates.map((candidate) =>
    candidate.verdict === 'chosen'
      ? { ...candidate, rule: 'caddy-resumed' satisfies CaddyRule, params }
      : candidate,
  );
  const certificateDecision = { ...first.certificateDecision, candidates };
  return served(context, settings, version, first.certificate, {
    decision,
    certificateDecision,
    resumed: true,
  });
}
