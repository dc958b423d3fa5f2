/**
 * A server as rows of a form, and back. The form writes no configuration of its own: its rows become a `Server`,
 * which `printConfig` writes for the program and `readConfig` reads again like anybody's.
 */
import ipaddr from 'ipaddr.js';
import type { Listener, Server, Site } from '../hosting/model.ts';
import { loadProgram } from '../hosting/loadProgram.ts';
import { readPort } from './address.ts';
import type { ConfiguredServer } from './scenario.ts';

/**
 * One site behind one address and port, as typed. `names` are separated by spaces. `isDefault`: marked so; without a
 * mark the first site of an address and port is its default.
 */
export type DraftSite = {
  names: string;
  address: string;
  port: string;
  certificate: string;
  isDefault: boolean;
};
export type ServerDraft = { sites: DraftSite[]; supportsSni: boolean };

export type DraftFaultCode = 'draft-address' | 'draft-port' | 'draft-name' | 'draft-no-site';
/** `site` null: about the server as a whole. */
export type DraftFault = {
  site: number | null;
  field: 'address' | 'port' | 'names' | null;
  code: DraftFaultCode;
};

/** A row for each site on each listener. */
export function draftOf(server: Server): ServerDraft {
  const sites = server.listeners.flatMap((listener) =>
    listener.sites.flatMap(({ site: index, isDefault }) => {
      const site = server.sites[index];
      return site ? [{ index, row: rowOf(site, listener, isDefault) }] : [];
    }),
  );
  return {
    sites: sites.toSorted((a, b) => a.index - b.index).map(({ row }) => row),
    supportsSni: server.supportsSni,
  };
}

const rowOf = (site: Site, listener: Listener, isDefault: boolean): DraftSite => ({
  names: site.names.map(({ text }) => text).join(' '),
  address: listener.address,
  port: String(listener.port),
  certificate: site.certificates[0]?.file ?? '',
  isDefault,
});

/** What keeps the draft from being a server; empty when nothing does. */
export function draftFaults(draft: ServerDraft): DraftFault[] {
  if (draft.sites.length === 0) return [{ site: null, field: null, code: 'draft-no-site' }];
  return draft.sites.flatMap((row, site): DraftFault[] => [
    ...(readListenAddress(row.address) === null
      ? [{ site, field: 'address', code: 'draft-address' } as const]
      : []),
    ...(readPort(row.port.trim()) === null ? [{ site, field: 'port', code: 'draft-port' } as const] : []),
    ...(/["'`;{}\\$]/.test(row.names) ? [{ site, field: 'names', code: 'draft-name' } as const] : []),
  ]);
}

function readListenAddress(text: string): string | null {
  const address = text.trim().replace(/^\[|\]$/g, '');
  if (address === '*') return address;
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) return address;
  return ipaddr.IPv6.isValid(address) ? ipaddr.IPv6.parse(address).toRFC5952String() : null;
}

/** The draft as the nginx configuration that says the same. Only for a draft without faults. */
export async function configuredFrom(draft: ServerDraft): Promise<ConfiguredServer> {
  const nginx = await loadProgram('nginx');
  const { files, mainFile } = nginx.printConfig(serverOf(draft));
  return {
    software: 'nginx',
    files: Object.fromEntries(files),
    mainFile,
    ...(draft.supportsSni ? {} : { supportsSni: false }),
  };
}

function serverOf(draft: ServerDraft): Server {
  const listeners = new Map<string, Listener>();
  draft.sites.forEach((row, site) => {
    const address = readListenAddress(row.address) ?? '*';
    const port = readPort(row.port.trim()) ?? 443;
    const key = `${address} ${port}`;
    const listener = listeners.get(key) ?? { address, port, tls: true, sites: [], source: null };
    listener.sites.push({ site, isDefault: row.isDefault, source: null });
    listeners.set(key, listener);
  });
  return {
    software: 'nginx',
    version: '1.22',
    supportsSni: draft.supportsSni,
    listeners: [...listeners.values()],
    sites: draft.sites.map(siteOf),
    certificates: {},
    uncertain: [],
  };
}

function siteOf(row: DraftSite): Site {
  const names = row.names.split(/\s+/).filter((name) => name !== '');
  return {
    label: names[0] ?? '',
    names: names.map((text) => ({ text, source: null })),
    certificates: row.certificate === '' ? [] : [{ file: row.certificate, source: null }],
    versions: null,
    clientAuth: 'none',
    source: null,
  };
}
