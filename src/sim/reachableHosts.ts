/** The hosts that a server answers for, as somebody could type them. */
import type { Listener, Server } from '../hosting/model.ts';
import { own } from '../text/own.ts';
import { anyAddress } from './names.ts';

/** `owner` tells sites apart (for HAProxy, whose certificates have the names: certificates). */
export type ReachableHost = { host: string; owner: string; address: string; port: number };

/** Hosts under wildcards get a first label; patterns and catch-alls name no host. */
export const reachableHosts = (server: Server): ReachableHost[] =>
  server.listeners.filter(({ tls }) => tls).flatMap((listener) => hostsOf(listener, server));

function hostsOf(listener: Listener, server: Server): ReachableHost[] {
  const place = { address: addressOf(listener), port: listener.port };
  const bySite = listener.sites.flatMap(({ site, hosts }) =>
    (hosts ?? server.sites[site]?.names.map(({ text }) => text) ?? []).map((text) => ({
      text,
      owner: `site ${site}`,
    })),
  );
  const byCertificate = (listener.entries ?? []).flatMap(({ file, filters }) => {
    const chosen = filters?.filter(({ negated }) => !negated).map(({ text }) => text);
    return (chosen ?? own(server.certificates, file)?.dnsNames ?? []).map((text) => ({ text, owner: file }));
  });
  return [...bySite, ...byCertificate].flatMap(({ text, owner }) => {
    const host = typeable(text.toLowerCase());
    return host === null ? [] : [{ host, owner, ...place }];
  });
}

const addressOf = ({ address }: Listener): string =>
  address === '*' || address === '::' || address === '0.0.0.0' ? anyAddress : address;

/** `*.a.example` and nginx's `.a.example` stand for hosts; `www.*`, `~…` and `_` for none that can be typed. */
function typeable(name: string): string | null {
  const host = name.replace(/^\*\./, 'www.').replace(/^\./, '');
  return /^(?:[a-z0-9_-]+\.)*[a-z0-9-]+$/.test(host) ? host : null;
}

/** The URL of a host; an IP address of a listener where no host is known. undefined: the server speaks no TLS. */
export function urlOf(server: Server, host: ReachableHost | undefined): string | undefined {
  if (host !== undefined) return written(host.host, host.port);
  const listener = server.listeners.find(({ tls }) => tls);
  return listener && written(addressOf(listener), listener.port);
}

const written = (host: string, port: number): string =>
  `https://${host.includes(':') ? `[${host}]` : host}${port === 443 ? '' : `:${port}`}/`;
