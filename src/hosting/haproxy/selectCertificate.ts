/**
 * The certificate HAProxy hands over: the listener by address and port, the certificate by server name and key
 * type, then the version and cipher suite of that certificate's own settings.
 */
import type { Decision, Params, Source } from '../../decision.ts';
import { own } from '../../text/own.ts';
import { alerts } from '../alerts.ts';
import { decideListener } from '../listener.ts';
import type { Alert, BindSettings, CertificateEntry, Hello, Listener, Selection, Server } from '../model.ts';
import type { HostingRule } from '../rules.ts';
import { chooseCertificate, negotiateVersion } from '../tlsNegotiation.ts';
import { hasDefaultCrt } from './bindLine.ts';
import { ciphersOf, refusesOldVersions } from './ciphers.ts';
import { keySupport, readName } from './clientHello.ts';
import type { HaproxyRule } from './codes.ts';
import { decideEntry } from './decideEntry.ts';

export function selectCertificate(server: Server, hello: Hello): Selection {
  const listenerDecision = decideListener(server.listeners, hello);
  const listener = server.listeners[listenerDecision.chosen ?? -1];
  if (listener === undefined)
    return { outcome: 'not-listening', listenerDecision, decision: noDecision(server) };
  if (!listener.tls || hello.versions.length === 0)
    return { outcome: 'plain-http', listenerDecision, decision: noDecision(server) };
  const first = hello.resumeFrom === undefined ? null : firstHandshake(server, hello, hello.resumeFrom);
  const selection = handshake({ server, hello, listener, listenerDecision });
  return first === null ? selection : resume(selection, first, hello);
}

const noDecision = (server: Server): Decision => ({
  question: 'which-certificate',
  candidates: [],
  chosen: null,
  uncertain: server.uncertain,
});

type Handshake = { server: Server; hello: Hello; listener: Listener; listenerDecision: Decision };

function handshake({ server, hello, listener, listenerDecision }: Handshake): Selection {
  const read = server.supportsSni ? readName(hello) : withoutSni;
  const support = keySupport(hello, server.version);
  const name = read.outcome === 'name' ? read.name : null;
  const { decision, byDefault } = decideEntry(server, listener, name, support);
  if (read.outcome === 'malformed') {
    const unreached = { ...decision, chosen: null, candidates: decision.candidates.map(notReached) };
    const reason = refusal('haproxy-server-name-malformed', { kind: read.kind }, helloSource);
    return {
      outcome: 'refused',
      alert: alerts.unrecognizedName,
      reason,
      listenerDecision,
      decision: unreached,
    };
  }
  const entry = listener.entries?.[decision.chosen ?? -1];
  if (entry === undefined) {
    const reason = refusal('haproxy-strict-sni', { name: name ?? '' }, listener.source);
    return { outcome: 'refused', alert: alerts.unrecognizedName, reason, listenerDecision, decision };
  }
  const settings = settingsOf(server, listener, entry, byDefault);
  const settled = settle(server, hello, settings, entry, read.several);
  if ('alert' in settled) return { outcome: 'refused', ...settled, listenerDecision, decision };
  return {
    outcome: 'served',
    certificate: entry.file,
    site: listener.sites[0]?.site ?? 0,
    version: settled.version,
    clientAuth: settings.clientAuth,
    ...(settings.authority !== undefined && { namedAuthorities: settings.authority }),
    resumed: false,
    listenerDecision,
    decision,
  };
}

const withoutSni = { outcome: 'name', name: null, several: false } as const;
const helloSource: Source = { hello: 'server_name' };

const notReached = (candidate: Decision['candidates'][number]): Decision['candidates'][number] => ({
  ...candidate,
  verdict: 'unreached',
  rule: 'haproxy-refused-before-lookup' satisfies HaproxyRule,
});

const refusal = (rule: HaproxyRule | HostingRule, params: Params, source: Source | null) => ({
  rule,
  params,
  source,
});

type Settings = Pick<BindSettings, 'versions' | 'clientAuth' | 'ciphers'> & { authority?: string };

const noBindSettings: Settings = { versions: ['1.2', '1.3'], clientAuth: 'none', ciphers: null };

/**
 * The settings of the certificate's own crt-list line before those of the bind line. In 2.6 the versions of a
 * crt-list line did not hold for a certificate that is served as the default.
 */
function settingsOf(
  server: Server,
  listener: Listener,
  entry: CertificateEntry,
  byDefault: boolean,
): Settings {
  const bind: Partial<BindSettings> & Settings = listener.bind ?? noBindSettings;
  const ownVersions = byDefault && !hasDefaultCrt(server.version) ? undefined : entry.versions;
  const authority = entry.clientCertificateAuthority ?? bind.clientCertificateAuthority;
  return {
    versions: ownVersions ?? bind.versions,
    clientAuth: entry.clientAuth ?? bind.clientAuth,
    ciphers: entry.ciphers ?? bind.ciphers,
    ...(authority !== undefined && { authority }),
  };
}

type Settled =
  { version: BindSettings['versions'][number] } | { alert: Alert; reason: ReturnType<typeof refusal> };

/** In OpenSSL's order: version, then the server_name extension, then what the key type allows. */
function settle(
  server: Server,
  hello: Hello,
  settings: Settings,
  entry: CertificateEntry,
  severalNames: boolean,
): Settled {
  const old = oldVersionsRefused(hello, settings, entry);
  if (old !== null) return old;
  const version = negotiateVersion(hello.versions, settings.versions);
  if (version === null) {
    const params = { offered: hello.versions.join(', '), enabled: settings.versions.join(', ') };
    return { alert: alerts.protocolVersion, reason: refusal('no-common-version', params, entry.source) };
  }
  if (severalNames)
    return { alert: alerts.decodeError, reason: refusal('haproxy-server-name-list', {}, helloSource) };
  const keyType = own(server.certificates, entry.file)?.keyType ?? null;
  const ciphers = ciphersOf(settings.ciphers);
  const negotiation = { version, ciphers, preferServer: true, dhParameters: false };
  const usable = chooseCertificate([{ use: entry, keyType }], hello, negotiation);
  if (usable.chosen !== null) return { version };
  const params = { keyType: keyType ?? 'unknown', version, ciphers: settings.ciphers ?? '' };
  return {
    alert: alerts.handshakeFailure,
    reason: refusal('haproxy-no-shared-cipher', params, entry.source),
  };
}

/** OpenSSL 3 speaks TLS 1.1 and below only at security level 0: `ciphers ...:@SECLEVEL=0` (observed, 2.6.12). */
function oldVersionsRefused(hello: Hello, settings: Settings, entry: CertificateEntry): Settled | null {
  if (!refusesOldVersions(settings.ciphers)) return null;
  const version = negotiateVersion(hello.versions, settings.versions);
  const highest = settings.versions.at(-1);
  const onlyOld = highest !== undefined && highest !== '1.2' && highest !== '1.3';
  if (!onlyOld && (version === null || version === '1.2' || version === '1.3')) return null;
  const params = { version: version ?? highest ?? '' };
  return { alert: alerts.internalError, reason: refusal('old-version-needs-level-0', params, entry.source) };
}

/** What the client got when it made the session it now offers. */
function firstHandshake(server: Server, hello: Hello, serverName: string | null): Selection {
  const first: Hello = { ...hello, serverName };
  delete first.serverNameExtension;
  delete first.resumeFrom;
  return selectCertificate(server, first);
}

/** A session is resumed under any name of the bind line: no certificate is sent, the client keeps the first one. */
function resume(selection: Selection, first: Selection, hello: Hello): Selection {
  if (selection.outcome !== 'served' || first.outcome !== 'served') return selection;
  const params = { from: hello.resumeFrom ?? '', name: hello.serverName ?? '' };
  const candidates = first.decision.candidates.map((candidate) =>
    candidate.verdict === 'chosen'
      ? { ...candidate, rule: 'haproxy-resumed' satisfies HaproxyRule, params }
      : candidate,
  );
  const decision = { ...first.decision, candidates };
  return { ...selection, certificate: first.certificate, resumed: true, decision };
}
