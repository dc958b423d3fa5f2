/** Somebody's ClientHello -> the scene in which this page's client says the same. */
import type { TlsVersion } from '../hosting/model.ts';
import { own } from '../text/own.ts';
import {
  cipherSuiteName,
  isCipherSuiteName,
  isNamedGroupName,
  isSignatureSchemeName,
  namedGroupName,
  protocolVersionName,
  signatureSchemeName,
} from '../tls/codePoints.ts';
import type { ClientHelloContent } from '../tls/messages/clientHello.ts';
import { hostHeader, isIpLiteral } from './address.ts';
import { clientProfile } from './clients.ts';
import { addressOf, anyAddress, lookUp } from './names.ts';
import type { Scenario } from './scenario.ts';
import type { Trace } from './trace.ts';

/** `serverName` null: the hello says none. */
export type SaidInHello = { serverName: string | null; versions: TlsVersion[]; offer: HelloLists };

/** By IANA's names, best first; what has none here is left out. An absent list: the hello has no such extension. */
export type HelloLists = NonNullable<Scenario['offer']>;

/** `unplayable-name`: server_name holds what this page's clients would not say: no host name, or an address. */
export type PlayFault = 'unplayable-name';

export type HelloScene = Pick<Scenario, 'url' | 'sendSni' | 'versions' | 'client' | 'dns' | 'offer'>;

const versionOf: Readonly<Partial<Record<string, TlsVersion>>> = {
  'SSL 3.0': 'ssl3',
  'TLS 1.0': '1.0',
  'TLS 1.1': '1.1',
  'TLS 1.2': '1.2',
  'TLS 1.3': '1.3',
};

/** What of a hello decides which certificate is served. Without supported_versions only the newest one is named. */
export function saidInHello({ extensions, legacy_version, cipher_suites }: ClientHelloContent): SaidInHello {
  let codes = [legacy_version];
  let serverName: string | null = null;
  const offer: HelloLists = { cipherSuites: cipher_suites.map(cipherSuiteName).filter(isCipherSuiteName) };
  for (const extension of extensions ?? []) {
    if (extension.type === 'supported_versions') codes = extension.data.versions;
    if (extension.type === 'signature_algorithms')
      offer.signatureSchemes = extension.data.supported_signature_algorithms
        .map(signatureSchemeName)
        .filter(isSignatureSchemeName);
    if (extension.type === 'supported_groups')
      offer.groups = extension.data.named_group_list.map(namedGroupName).filter(isNamedGroupName);
    if (extension.type === 'server_name') {
      const [name] = extension.data.server_name_list;
      serverName = new TextDecoder().decode(name?.HostName);
    }
  }
  const versions = codes.flatMap((code) => own(versionOf, protocolVersionName(code)) ?? []);
  return { serverName, versions: [...new Set(versions)], offer: eachOnce(offer) };
}

/** A hello may say a thing any number of times. */
const eachOnce = (lists: HelloLists): HelloLists =>
  Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, [...new Set(list)]]));

const hostName = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/i;

/**
 * The trace's scene, changed so that the client says what the hello said, at the trace's server. A name that does not
 * resolve there is entered in the name lookup. `port`: the one the hello went to, used where the server listens on it.
 */
export function playHello(
  { serverName, versions, offer }: SaidInHello,
  port: number | null,
  { scenario, server, connection, target }: Trace,
): HelloScene | { fault: PlayFault } {
  const unchanged = { url: scenario.url, client: scenario.client, dns: scenario.dns };
  const offered = versions.length > 0 ? versions : scenario.versions;
  if (serverName === null) return { ...unchanged, sendSni: false, versions: offered, offer };
  if (!hostName.test(serverName) || isIpLiteral(serverName)) return { fault: 'unplayable-name' };
  const [listener] = server.listeners;
  const address = connection?.server.address ?? (listener ? addressOf(listener) : anyAddress);
  const listens = server.listeners.some((listener) => listener.port === port);
  const reached = (listens ? port : null) ?? target?.port ?? 443;
  const resolves = lookUp(serverName, scenario.dns, server).length > 0;
  return {
    url: `https://${hostHeader({ host: serverName, port: reached, path: '/' })}/`,
    sendSni: true,
    versions: offered,
    offer,
    client: clientProfile(scenario.client).knowsSni ? scenario.client : 'openssl',
    dns: resolves ? scenario.dns : { ...scenario.dns, [serverName.toLowerCase()]: [address] },
  };
}
