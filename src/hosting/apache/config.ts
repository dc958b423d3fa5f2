/** What the files say, before httpd's inheritance and defaults: the main server and its virtual hosts. */
import type { Problem } from '../../decision.ts';
import type { ApacheSection, CertificateUse, ClientAuth, Line, SiteName, TlsVersion } from '../model.ts';

/** A value and the line that set it last. */
export type Setting<T> = { value: T; source: Line };

/**
 * An address of `<VirtualHost>`. `address` is canonical, `*` for `_default_`, `0.0.0.0` and `[::]` too; `port` null:
 * every port (`:*`).
 */
export type HostAddress = { address: string; port: number | null };

/** A `Listen` line. */
export type Listen = { address: string; family?: 4; port: number; source: Line };

export type VhostSniPolicy = 'strict' | 'secure' | 'authonly' | 'insecure';

/** The settings that are taken over by virtual hosts that do not set them. */
export type Settings = {
  engine: Setting<boolean> | null;
  certificateFiles: CertificateUse[];
  certificateKeyFiles: Setting<string>[];
  protocols: Setting<TlsVersion[]> | null;
  ciphers: Setting<string> | null;
  ciphers13: Setting<string> | null;
  preferServerCiphers: Setting<boolean> | null;
  clientAuth: Setting<ClientAuth> | null;
  verifyDepth: Setting<number> | null;
  caFile: Setting<string> | null;
  caPath: Setting<string> | null;
  caNameFile: Setting<string> | null;
  caNamePath: Setting<string> | null;
  strictSni: Setting<boolean> | null;
  sessionTickets: Setting<boolean> | null;
  documentRoot: Setting<string> | null;
};

/** The main server (`addresses` empty, `source` null) or a virtual host. */
export type Host = {
  addresses: HostAddress[];
  serverName: SiteName | null;
  aliases: SiteName[];
  settings: Settings;
  sections: ApacheSection[];
  source: Line | null;
};

export type Config = {
  main: Host;
  hosts: Host[];
  listens: Listen[];
  policy: Setting<VhostSniPolicy> | null;
  problems: Problem[];
};

export const emptyHost = (source: Line | null): Host => ({
  addresses: [],
  serverName: null,
  aliases: [],
  settings: {
    engine: null,
    certificateFiles: [],
    certificateKeyFiles: [],
    protocols: null,
    ciphers: null,
    ciphers13: null,
    preferServerCiphers: null,
    clientAuth: null,
    verifyDepth: null,
    caFile: null,
    caPath: null,
    caNameFile: null,
    caNamePath: null,
    strictSni: null,
    sessionTickets: null,
    documentRoot: null,
  },
  sections: [],
  source,
});

/**
 * A virtual host's settings over the main server's (mod_ssl `ssl_config_server_merge`). Lists of files merge by
 * position: a virtual host's first certificate takes the place of the main server's first, and the main server's
 * second stays.
 */
export function inherit(main: Settings, own: Settings): Settings {
  return {
    engine: own.engine ?? main.engine,
    certificateFiles: mergeByPosition(main.certificateFiles, own.certificateFiles),
    certificateKeyFiles: mergeByPosition(main.certificateKeyFiles, own.certificateKeyFiles),
    protocols: own.protocols ?? main.protocols,
    ciphers: own.ciphers ?? main.ciphers,
    ciphers13: own.ciphers13 ?? main.ciphers13,
    preferServerCiphers: own.preferServerCiphers ?? main.preferServerCiphers,
    clientAuth: own.clientAuth ?? main.clientAuth,
    verifyDepth: own.verifyDepth ?? main.verifyDepth,
    caFile: own.caFile ?? main.caFile,
    caPath: own.caPath ?? main.caPath,
    caNameFile: own.caNameFile ?? main.caNameFile,
    caNamePath: own.caNamePath ?? main.caNamePath,
    strictSni: own.strictSni ?? main.strictSni,
    sessionTickets: own.sessionTickets ?? main.sessionTickets,
    documentRoot: own.documentRoot ?? main.documentRoot,
  };
}

const mergeByPosition = <T>(main: T[], own: readonly T[]): T[] =>
  own.length === 0 ? main : [...own, ...main.slice(own.length)];
