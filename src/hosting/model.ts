/**
 * The one server model. IP-based, port-based, name-based without SNI and SNI hosting are four shapes of it, and
 * nginx, Apache httpd, HAProxy and Caddy configurations are read into it and printed from it.
 *
 * Fields that only one program has say so, and are absent for the others. Everything that can decide carries the
 * configuration line it came from.
 */
import type { Decision, Params, Problem, Source } from '../decision.ts';

export const softwareNames = ['nginx', 'apache', 'haproxy', 'caddy', 'gnutls'] as const;
export type Software = (typeof softwareNames)[number];
export const tlsVersions = ['ssl3', '1.0', '1.1', '1.2', '1.3'] as const;
export type TlsVersion = (typeof tlsVersions)[number];
export type ClientAuth = 'none' | 'optional' | 'optional-no-ca' | 'required';

/** A line of a configuration file, 1-based. */
export type Line = { file: string; line: number };

/** What the server was told to listen on. `address` is an IP literal without brackets, or `*`. */
export type Listener = {
  address: string;
  port: number;
  /** For `*`: only addresses of this IP version (nginx `8443` is IPv4, `[::]:8443` is IPv6). Absent: both. */
  family?: 4 | 6;
  /** Whether connections to it speak TLS (nginx `ssl`, Apache `SSLEngine` of its default site, HAProxy `ssl`). */
  tls: boolean;
  /** The sites reached through it, in the order that decides. */
  sites: ListenerSite[];
  source: Line | null;
  /** HAProxy: certificates of the bind line in load order, each with the names that select it. */
  entries?: CertificateEntry[];
  /** HAProxy: `strict-sni`. */
  strictSni?: boolean;
  /** HAProxy: what its `bind` line says for every certificate on it. */
  bind?: BindSettings;
  /** gnutls-serv: `--sni-hostname`; `fatal`: any other name in the hello is refused. */
  sniHostname?: { name: string; fatal: boolean };
  /** Caddy: `strict_sni_host`. Absent: on as soon as a site of the listener asks for client certificates. */
  strictSniHost?: boolean;
  /** Apache: virtual hosts of less specific addresses (`*:443`), which are not searched on this one. */
  hidden?: HiddenSite[];
};

/** Apache: `address` as `<VirtualHost>` names it (`*:443`, `192.0.2.1:*`). */
export type HiddenSite = { site: number; address: string; source: Line | null };

/** HAProxy: the TLS settings of a `bind` line; a crt-list line may have its own `clientAuth` and `versions`. */
export type BindSettings = {
  versions: TlsVersion[];
  clientAuth: ClientAuth;
  /** OpenSSL cipher list for TLS 1.2 and below (`ciphers`); null: OpenSSL's default. */
  ciphers: string | null;
  /** Verification errors let through: of the client's own certificate, of its issuers; `all` or a list. */
  ignoredErrors: { certificate: string[]; issuers: string[] };
  /** File of the CA that client certificates are checked against. */
  clientCertificateAuthority?: string;
};

/** A site's place on a listener. `isDefault`: marked in the configuration (nginx `default_server`). */
export type ListenerSite = {
  site: number;
  isDefault: boolean;
  source: Line | null;
  /** Caddy: the hosts of the site block's addresses on this listener, lower case. Empty: every host. */
  hosts?: string[];
};

/** A name a site answers to, as written (`*.example.com`, `~^www\d+\.`, `shop.example`). */
export type SiteName = { text: string; source: Line | null };

/**
 * `file` is the key in `files` (for Caddy and HAProxy bundles: of the file that holds the certificate). It may hold
 * nginx's `$ssl_server_name`. `keyFile` is the path of its private key, never the key.
 */
export type CertificateUse = { file: string; source: Line | null; keyFile?: string };

/** nginx `error_page`: `status` is answered as `as` (null: as whatever its target answers). */
export type ErrorPage = { status: number; as: number | null; target: string; source: Line | null };

/** HAProxy: one certificate on a bind line. `filters` null: the certificate's own names select it. */
export type CertificateEntry = CertificateUse & {
  filters: { text: string; negated: boolean }[] | null;
  isDefault: boolean;
  clientAuth?: ClientAuth;
  versions?: TlsVersion[];
  ciphers?: string;
  clientCertificateAuthority?: string;
};

/** A virtual host (nginx `server`, Apache `<VirtualHost>`, HAProxy frontend, Caddy site block). */
export type Site = {
  /** Shown on the name plate: the first name, or the address when it has none. */
  label: string;
  names: SiteName[];
  /** More than one: a choice by key type, or by the names in them, as the program does it. */
  certificates: CertificateUse[];
  /** null: the program's default. */
  versions: TlsVersion[] | null;
  clientAuth: ClientAuth;
  source: Line | null;
  /** What could change which certificate this site serves. */
  uncertain?: Problem[];
  /** File of the CA that client certificates are checked against. */
  clientCertificateAuthority?: string;
  /** nginx: that file is `ssl_trusted_certificate`: the client is not told whom it names. */
  authorityUnnamed?: boolean;
  /** OpenSSL cipher string (TLS 1.2 and earlier). Absent: the program's default. */
  ciphers?: string;
  /** The server's order of ciphers and signature schemes decides, not the client's. */
  preferServerCiphers?: boolean;
  /** File of Diffie-Hellman parameters: only with it are DHE cipher suites used. */
  dhParameters?: string;
  /** false: sessions are not resumed. */
  resumption?: boolean;
  /** nginx: in the order that decides. */
  errorPages?: ErrorPage[];
  /** nginx: `ssl_reject_handshake on`. */
  rejectHandshake?: boolean;
  /** Apache: `SSLEngine on` for this site. */
  sslEngine?: boolean;
  /** Apache: `SSLStrictSNIVHostCheck on`. */
  strictSni?: boolean;
  /** Apache: what mod_ssl compares between virtual hosts, and client verification by path. */
  apache?: ApacheSettings;
  /** Caddy: IANA names of the cipher suites of TLS 1.2. Absent: its default. */
  cipherSuites?: string[];
  /** Caddy: `mode require`: a client certificate must be sent, and is not verified. */
  anyClientCertificate?: boolean;
  /** Caddy: an issuer is to give the certificate (automatic HTTPS, `tls internal`), which is not modelled. */
  automaticCertificate?: boolean;
  /** How `GET /` is answered once the site is chosen, as far as the configuration says. Absent: 200. */
  answer?: Answer;
};

/**
 * Apache: `protocols` are SSLProtocol's as written (mod_ssl then drops those below a gap: `Site.versions`);
 * null: not said (`verifyDepth` is then 1); files and paths as written. `lines`: where a setting that can decide was read.
 */
export type ApacheSettings = {
  protocols: TlsVersion[];
  ciphers13: string | null;
  verifyDepth: number | null;
  caPath: string | null;
  caNameFile: string | null;
  caNamePath: string | null;
  documentRoot: string | null;
  sections: ApacheSection[];
  lines: { engine: Line | null; protocols: Line | null; clientAuth: Line | null; strictSni: Line | null };
};

/** Apache: `SSLVerifyClient` inside `<Location path>` or `<Directory path>`. */
export type ApacheSection = {
  kind: 'location' | 'directory';
  path: string;
  clientAuth: ClientAuth;
  source: Line | null;
};

/**
 * `status` of the answer and the line that gives it. `uncertain`: what could make it another one
 * (a rule with a condition, an upstream's own status).
 */
export type Answer = { status: number; source: Line | null; uncertain: Problem[] };

/** What is known of a certificate file without its key; `names` in the order the program reads them. */
export type KnownCertificate = {
  keyType: 'rsa' | 'ecdsa' | 'ed25519' | 'other';
  commonNames: string[];
  dnsNames: string[];
  ipAddresses: string[];
};

export type Server = {
  software: Software;
  /** The program's version whose rules hold, e.g. `1.22`. */
  version: string;
  /** false: the program (or its TLS library) cannot read server_name. */
  supportsSni: boolean;
  listeners: Listener[];
  sites: Site[];
  /** By key in `files`. A certificate that is named but was not given is absent. */
  certificates: Record<string, KnownCertificate>;
  /** What makes every answer of this server uncertain: unsupported directives that could change it. */
  uncertain: Problem[];
  /** Caddy: `default_sni`. */
  defaultSni?: string;
  /** Apache: `SSLVHostSNIPolicy`. Absent: the version's default. */
  vhostSniPolicy?: { policy: 'strict' | 'secure' | 'authonly' | 'insecure'; source: Line | null };
};

/**
 * What reaches the server before it chooses. `versions` empty: the client speaks plain HTTP. `serverNameExtension` is
 * the raw extension_data when it is not an ordinary host_name; lists are IANA names, absent = OpenSSL 3.0's defaults.
 * `resumeFrom`: the server name of the session offered for resumption (null: of a session without a name; absent:
 * none offered).
 */
export type Hello = {
  address: string;
  port: number;
  serverName: string | null;
  versions: TlsVersion[];
  signatureSchemes?: string[];
  cipherSuites?: string[];
  groups?: string[];
  serverNameExtension?: Uint8Array;
  postHandshakeAuth?: boolean;
  resumeFrom?: string | null;
};

export type Alert = { code: number; name: string };

/** The rule that gave an outcome, and where it was read. */
export type Reason = { rule: string; params: Params; source: Source | null };

/**
 * `listenerDecision` (`which-listener`) is made before `decision` (`which-certificate`: every site of the listener
 * in order). When the site's certificate is itself a choice (several key types, none of its own),
 * `certificateDecision` (`which-of-its-certificates`) explains it.
 */
export type Selection = { listenerDecision: Decision; decision: Decision } & (
  | {
      outcome: 'served';
      /** Its key in `files`. On resumption the one that the client got in the first handshake. */
      certificate: string;
      site: number;
      /** May be one that the client did not offer (TLS 1.2 and earlier name only their highest): it then hangs up. */
      version: TlsVersion;
      clientAuth: ClientAuth;
      /** File of the CAs that the request for a client certificate names; absent: it names none. */
      namedAuthorities?: string;
      resumed: boolean;
      certificateDecision?: Decision;
    }
  | { outcome: 'refused'; alert: Alert; reason: Reason; certificateDecision?: Decision }
  | { outcome: 'plain-http' | 'not-listening' }
);

export const clientCertificates = [
  'none',
  'good',
  'wrong-ca',
  'self-signed',
  'expired',
  'wrong-eku',
] as const;
export type ClientCertificate = (typeof clientCertificates)[number];

/** `selection` is what `selectCertificate` gave for `hello`. */
export type Connection = {
  hello: Hello;
  selection: Selection;
  clientCertificate: ClientCertificate;
  /** Path of the request's URL, where a program verifies clients by path (Apache `<Location>`). Absent: `/`. */
  requestPath?: string;
};

/** `reason` says why this status or alert; `decision` (`which-site`) how the site was found. */
export type SiteSelection = { reason: Reason; decision: Decision } & (
  { outcome: 'answered'; status: number; site: number | null } | { outcome: 'alert'; alert: Alert }
);
