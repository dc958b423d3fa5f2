/**
 * Which certificate nginx sends (ngx_http_ssl_module over OpenSSL 3.0; observed with 1.22.1 and 1.26.3). In order:
 * listener, version (by the default server's protocols), server_name, server block, its certificate by key type.
 */
import { listedLater, type Candidate, type Decision } from '../../decision.ts';
import { own as ownValue } from '../../text/own.ts';
import { alerts } from '../alerts.ts';
import { readCipherList } from '../cipherList.ts';
import { decideListener } from '../listener.ts';
import type { Alert, Hello, Listener, Reason, Selection, Server, Site, TlsVersion } from '../model.ts';
import { pathIndex } from '../pathIndex.ts';
import { opensslServerName } from '../serverNameExtension.ts';
import {
  chooseCertificate,
  hasCipherForHighest,
  negotiateVersion,
  type CertificateSlot,
} from '../tlsNegotiation.ts';
import { once } from '../workedOutOnce.ts';
import { defaultPlace, lookUp, nameInHello, siteWithContext } from './connection.ts';
import { resolve } from './readSite.ts';
import { decideSite } from './siteDecision.ts';
import { onPort } from './uncertain.ts';
import { defaultProtocols } from './versions.ts';

/** Default of `ssl_ciphers`. */
const DEFAULT_CIPHERS = 'HIGH:!aNULL:!MD5';

export function selectNginxCertificate(server: Server, hello: Hello): Selection {
  const listenerDecision = decideListener(server.listeners, hello);
  const listener = server.listeners[listenerDecision.chosen ?? -1];
  if (listener === undefined) {
    return { outcome: 'not-listening', listenerDecision, decision: unasked(server, null, hello) };
  }
  const decided = { listenerDecision, decision: unasked(server, listener, hello) };
  if (!listener.tls || hello.versions.length === 0) return { outcome: 'plain-http', ...decided };
  const settled = settle(server, listener, hello);
  if ('alert' in settled) return { outcome: 'refused', ...settled, ...decided };
  return { listenerDecision, ...choose(server, listener, hello, settled) };
}

/** The sites of the listener, before a name was looked at. */
function unasked(server: Server, listener: Listener | null, { port }: Hello): Decision {
  const decided = { question: 'which-certificate', chosen: null, uncertain: onPort(server, port) };
  return listedLater(decided, () =>
    (listener?.sites ?? []).map(({ site, source }): Candidate => ({
      id: `site:${site}`,
      verdict: 'unreached',
      rule: 'nginx-not-asked',
      params: {},
      source,
    })),
  );
}

type Settled = { version: TlsVersion; resumed: boolean };
type Refusal = { alert: Alert; reason: Reason };

const refusal = (
  alert: Alert,
  rule: string,
  params: Reason['params'],
  source: Reason['source'],
): Refusal => ({
  alert,
  reason: { rule, params, source },
});

/** What OpenSSL settles before nginx is asked: version, well-formed server_name, an old session. */
function settle(server: Server, listener: Listener, hello: Hello): Settled | Refusal {
  const site = server.sites[listener.sites[defaultPlace(listener)]?.site ?? -1];
  const enabled = site?.versions ?? defaultProtocols(server.version);
  const own = readCipherList(site?.ciphers ?? DEFAULT_CIPHERS).suites;
  if (!hasCipherForHighest(enabled, own)) {
    const params = { enabled: enabled.join(' ') };
    return refusal(alerts.handshakeFailure, 'no-cipher-for-version', params, site?.source ?? null);
  }
  const version = negotiateVersion(hello.versions, enabled);
  if (version === null) {
    const params = { offered: hello.versions.join(' '), enabled: enabled.join(' ') };
    return refusal(alerts.protocolVersion, 'no-common-version', params, { hello: 'supported_versions' });
  }
  if (server.supportsSni) {
    const read = opensslServerName(hello);
    if ('alert' in read) return refusal(read.alert, read.rule, { kind: read.kind }, { hello: 'server_name' });
  }
  const resumed = hello.resumeFrom !== undefined && site?.resumption !== false;
  return { version, resumed: resumed && hadSession(server, hello) };
}

/** Whether the first handshake, under the name of the offered session, came to an end. */
const hadSession = (server: Server, hello: Hello): boolean =>
  selectNginxCertificate(server, firstHello(hello)).outcome === 'served';

const firstHello = (hello: Hello): Hello => ({
  ...hello,
  serverName: hello.resumeFrom ?? null,
  serverNameExtension: undefined,
  resumeFrom: undefined,
});

type Chosen =
  | Omit<Extract<Selection, { outcome: 'served' }>, 'listenerDecision'>
  | Omit<Extract<Selection, { outcome: 'refused' }>, 'listenerDecision'>;

function choose(server: Server, listener: Listener, hello: Hello, settled: Settled): Chosen {
  const { version, resumed } = settled;
  const name = nameInHello(server, hello, version, resumed);
  const lookup = lookUp(server, listener, name.host);
  const decision = decideSite('which-certificate', server, listener, name.host, lookup);
  const site = listener.sites[decision.chosen ?? 0]?.site ?? 0;
  const own = server.sites[site];
  if (own?.rejectHandshake === true) {
    const { alert, reason } = refusal(alerts.unrecognizedName, 'nginx-handshake-rejected', {}, own.source);
    return { outcome: 'refused', alert, reason, decision };
  }
  const context = siteWithContext(server, listener, site);
  const clientAuth = server.sites[context]?.clientAuth ?? 'none';
  if (resumed) {
    const other = lookup.found === null ? null : sessionOfOtherName(hello, settled, own);
    if (other !== null) return { outcome: 'refused', ...other, decision };
    const first = selectNginxCertificate(server, firstHello(hello));
    const certificate = first.outcome === 'served' ? first.certificate : '';
    return { outcome: 'served', certificate, site, version, clientAuth, resumed, decision };
  }
  const certificateDecision = chooseOwn(server, context, hello, version, name.raw);
  if ('alert' in certificateDecision) return { outcome: 'refused', ...certificateDecision, decision };
  const certificate = certificateDecision.file;
  const explained = context === site ? certificateDecision.decision : ofDefault(certificateDecision.decision);
  return {
    outcome: 'served',
    certificate,
    site,
    version,
    clientAuth,
    ...namedAuthorities(server.sites[context]),
    resumed,
    decision,
    ...(explained.candidates.length > 1 || context !== site ? { certificateDecision: explained } : {}),
  };
}

const namedAuthorities = (own: Site | undefined): { namedAuthorities?: string } =>
  own?.clientCertificateAuthority === undefined || own.authorityUnnamed === true
    ? {}
    : { namedAuthorities: own.clientCertificateAuthority };

/** TLS 1.3: a block found by name that verifies clients refuses a session that was made under another name (CVE-2025-23419). */
function sessionOfOtherName(hello: Hello, { version }: Settled, own: Site | undefined): Refusal | null {
  const verifies = own !== undefined && own.clientAuth !== 'none';
  const from = hello.resumeFrom ?? null;
  if (version !== '1.3' || !verifies || from === null || from === hello.serverName) return null;
  return refusal(alerts.accessDenied, 'nginx-session-of-other-name', { from }, own.source);
}

/** The certificate of the site whose settings hold; `raw` fills `$ssl_server_name`. */
function chooseOwn(
  server: Server,
  site: number,
  hello: Hello,
  version: TlsVersion,
  raw: string | null,
): { file: string; decision: Decision } | (Refusal & { certificateDecision: Decision }) {
  const own = server.sites[site];
  const slots: CertificateSlot[] = (own?.certificates ?? []).map((use) => {
    const file = resolve('', use.file.replaceAll(/\$\{?ssl_server_name\}?/gu, raw ?? ''));
    return { use: { ...use, file }, keyType: ownValue(server.certificates, file)?.keyType ?? null };
  });
  const list = readCipherList(own?.ciphers ?? DEFAULT_CIPHERS);
  const decision = chooseCertificate(slots, hello, {
    version,
    ciphers: list.suites,
    preferServer: own?.preferServerCiphers ?? false,
    dhParameters: own?.dhParameters !== undefined,
  });
  const missing = (own?.certificates ?? []).findIndex(
    ({ file }, index) => isNotThere(slots[index]) && isFolderKnown(server, file),
  );
  const variable = own?.certificates[missing];
  if (variable !== undefined) {
    const params = { file: slots[missing]?.use.file ?? '' };
    const rule = 'nginx-no-certificate-for-name';
    return { ...refusal(alerts.internalError, rule, params, variable.source), certificateDecision: decision };
  }
  const file = slots[decision.chosen ?? -1]?.use.file;
  const old = version !== '1.2' && version !== '1.3';
  if (file !== undefined && old && list.securityLevel !== 0) {
    const source = own?.source ?? null;
    const refused = refusal(alerts.internalError, 'old-version-needs-level-0', { version }, source);
    return { ...refused, certificateDecision: decision };
  }
  if (file !== undefined) return { file, decision };
  const params = { version, files: slots.map(({ use }) => use.file).join(' ') };
  const at = own?.certificates[0]?.source ?? null;
  return {
    ...refusal(alerts.handshakeFailure, 'no-usable-certificate', params, at),
    certificateDecision: decision,
  };
}

/** Files beside the one that a variable names were given, so those that were not are not there. */
function isFolderKnown(server: Server, template: string): boolean {
  const folder = template.slice(0, template.indexOf('$'));
  return template.includes('$') && givenPaths(server).startingWith(folder).length > 0;
}

const givenPaths = once(({ certificates }: Server) => pathIndex(Object.keys(certificates)));

/** A name that still holds a variable may be there. */
const isNotThere = (slot: CertificateSlot | undefined): boolean =>
  slot !== undefined && slot.keyType === null && !slot.use.file.includes('$');

/** The block that was found has no certificate: the default server's is sent. */
const ofDefault = (decision: Decision): Decision => ({
  ...decision,
  candidates: decision.candidates.map((candidate) =>
    candidate.verdict === 'chosen' ? { ...candidate, rule: 'nginx-certificate-of-default' } : candidate,
  ),
});
