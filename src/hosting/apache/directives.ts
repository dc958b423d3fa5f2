/**
 * The directives that decide which virtual host and certificate a client gets (docs/2.4/mod/core.html, mpm_common,
 * mod_ssl). All others are passed over.
 */
import type { Params } from '../../decision.ts';
import { own } from '../../text/own.ts';
import type { ClientAuth, Line } from '../model.ts';
import { parseListen } from './address.ts';
import type { ApacheProblem } from './codes.ts';
import type { Config, Host, Setting, VhostSniPolicy } from './config.ts';
import { hasWildcard } from './includes.ts';
import { parseProtocols } from './protocols.ts';
import { hasSniPolicy } from './versions.ts';

/** Where a directive stands: `section` is the innermost `<Location>` or `<Directory>`, `other` any other section. */
export type Place = {
  config: Config;
  host: Host;
  inHost: boolean;
  section: { kind: 'location' | 'directory'; path: string } | 'other' | null;
  version: string;
};

export type Issue = { code: ApacheProblem; params: Params };

/** `allowed`: main server only, virtual hosts only, both, or both and sections by path. */
export type DirectiveRule = {
  allowed: 'main' | 'host' | 'server' | 'section';
  least: number;
  most: number;
  apply: (place: Place, words: string[], line: Line) => Issue | null;
};

type Flag = 'strictSni' | 'preferServerCiphers' | 'sessionTickets';
type Text = 'caFile' | 'caPath' | 'caNameFile' | 'caNamePath' | 'documentRoot';

const value = (directive: string, found: string, expected: string): Issue => ({
  code: 'apache-value',
  params: { directive, value: found, expected },
});

const text = (key: Text): DirectiveRule => ({
  allowed: 'server',
  least: 1,
  most: 1,
  apply: ({ host }, [word = ''], source) => {
    host.settings[key] = { value: word, source };
    return null;
  },
});

const flag = (directive: string, key: Flag): DirectiveRule => ({
  allowed: 'server',
  least: 1,
  most: 1,
  apply: ({ host }, [word = ''], source) => {
    const on = onOff(word);
    if (on === null) return value(directive, word, 'on | off');
    host.settings[key] = { value: on, source };
    return null;
  },
});

/** By the name in lower case. */
export const directiveRules: ReadonlyMap<string, DirectiveRule> = new Map<string, DirectiveRule>([
  ['listen', { allowed: 'main', least: 1, most: 3, apply: listen }],
  ['servername', { allowed: 'server', least: 1, most: 1, apply: serverName }],
  ['serveralias', { allowed: 'host', least: 0, most: Infinity, apply: serverAlias }],
  ['documentroot', text('documentRoot')],
  ['sslengine', { allowed: 'server', least: 1, most: 1, apply: engine }],
  ['sslcertificatefile', { allowed: 'server', least: 1, most: 1, apply: certificateFile }],
  ['sslcertificatekeyfile', { allowed: 'server', least: 1, most: 1, apply: certificateKeyFile }],
  ['sslprotocol', { allowed: 'server', least: 1, most: Infinity, apply: protocols }],
  ['sslciphersuite', { allowed: 'section', least: 1, most: 2, apply: cipherSuite }],
  ['sslhonorcipherorder', flag('SSLHonorCipherOrder', 'preferServerCiphers')],
  ['sslverifyclient', { allowed: 'section', least: 1, most: 1, apply: verifyClient }],
  ['sslverifydepth', { allowed: 'section', least: 1, most: 1, apply: verifyDepth }],
  ['sslcacertificatefile', text('caFile')],
  ['sslcacertificatepath', text('caPath')],
  ['sslcadnrequestfile', text('caNameFile')],
  ['sslcadnrequestpath', text('caNamePath')],
  ['sslstrictsnivhostcheck', flag('SSLStrictSNIVHostCheck', 'strictSni')],
  ['sslsessiontickets', flag('SSLSessionTickets', 'sessionTickets')],
  ['sslvhostsnipolicy', { allowed: 'main', least: 1, most: 1, apply: vhostSniPolicy }],
]);

/** Could change the answer and is not read: TLS by another module, certificates from ACME, macros, raw OpenSSL. */
export const unsupportedDirectives: ReadonlySet<string> = new Set([
  'use',
  'sslopensslconfcmd',
  'sslpolicy',
  'mdomain',
  'mdcertificatefile',
  'gnutlsenable',
  'gnutlscertificatefile',
  'gnutlsx509certificatefile',
  'nssengine',
  'tlsengine',
  'tlscertificate',
  'stricthostcheck',
  'httpprotocoloptions',
]);

function onOff(word: string): boolean | null {
  const lower = word.toLowerCase();
  return lower === 'on' ? true : lower === 'off' ? false : null;
}

function listen({ config }: Place, [address = '']: string[], source: Line): Issue | null {
  const parsed = parseListen(address);
  if ('problem' in parsed) return { code: parsed.problem, params: { directive: 'Listen', value: address } };
  config.listens.push({ ...parsed, source });
  return null;
}

/** `[scheme://]name[:port]`: scheme and port do not matter here. The last one counts. */
function serverName({ host }: Place, [word = '']: string[], source: Line): Issue | null {
  const withoutScheme = word.includes('://') ? word.slice(word.indexOf('://') + 3) : word;
  if (hasWildcard(word)) return { code: 'apache-server-name-wildcard', params: { value: word } };
  const colon = withoutScheme.indexOf(':');
  const name = colon === -1 ? withoutScheme : withoutScheme.slice(0, colon);
  const port = colon === -1 ? 1 : Number.parseInt(withoutScheme.slice(colon + 1), 10);
  if (!(port >= 1 && port <= 65535)) {
    return { code: 'apache-port', params: { directive: 'ServerName', value: word } };
  }
  host.serverName = { text: name, source };
  return null;
}

function serverAlias({ host }: Place, words: string[], source: Line): null {
  for (const word of words) host.aliases.push({ text: word, source });
  return null;
}

/** `optional` is no longer supported and leaves the engine as it was (AH10510, observed 2.4.71). */
function engine({ host }: Place, [word = '']: string[], source: Line): Issue | null {
  const on = onOff(word);
  if (word.toLowerCase() === 'optional') {
    return { code: 'apache-unsupported-directive', params: { directive: 'SSLEngine optional' } };
  }
  if (on === null) return value('SSLEngine', word, 'on | off');
  host.settings.engine = { value: on, source };
  return null;
}

function certificateFile({ host }: Place, [file = '']: string[], source: Line): null {
  host.settings.certificateFiles.push({ file, source });
  return null;
}

function certificateKeyFile({ host }: Place, [file = '']: string[], source: Line): null {
  host.settings.certificateKeyFiles.push({ value: file, source });
  return null;
}

function protocols({ host }: Place, words: string[], source: Line): Issue | null {
  const parsed = parseProtocols(words);
  if ('illegal' in parsed) {
    return value('SSLProtocol', parsed.illegal, 'all | [+-]TLSv1 | TLSv1.1 | TLSv1.2 | TLSv1.3');
  }
  host.settings.protocols = { value: parsed.protocols, source };
  return null;
}

/** Inside a section it asks for a renegotiation of ciphers, which changes no certificate. */
function cipherSuite({ host, section }: Place, words: string[], source: Line): Issue | null {
  if (section !== null) return null;
  const type = words.length === 2 ? (words[0] ?? '').toLowerCase() : 'ssl';
  const setting: Setting<string> = { value: words.at(-1) ?? '', source };
  if (type === 'tlsv1.3') host.settings.ciphers13 = setting;
  else if (type === 'ssl') host.settings.ciphers = setting;
  else return value('SSLCipherSuite', words[0] ?? '', 'SSL | TLSv1.3');
  return null;
}

const clientAuthValues: Record<string, ClientAuth> = {
  none: 'none',
  off: 'none',
  optional: 'optional',
  require: 'required',
  on: 'required',
  optional_no_ca: 'optional-no-ca',
};

function verifyClient({ host, section }: Place, [word = '']: string[], source: Line): Issue | null {
  const clientAuth = own(clientAuthValues, word.toLowerCase());
  if (clientAuth === undefined) {
    return value('SSLVerifyClient', word, 'none | optional | require | optional_no_ca');
  }
  if (section === 'other') return { code: 'apache-client-auth-in-section', params: {} };
  if (section === null) host.settings.clientAuth = { value: clientAuth, source };
  else host.sections.push({ ...section, clientAuth, source });
  return null;
}

function verifyDepth({ host, section }: Place, [word = '']: string[], source: Line): Issue | null {
  if (!/^\d+$/u.test(word)) return value('SSLVerifyDepth', word, 'a number');
  if (section === null) host.settings.verifyDepth = { value: Number(word), source };
  return null;
}

const policies: Record<string, VhostSniPolicy> = {
  strict: 'strict',
  secure: 'secure',
  authonly: 'authonly',
  insecure: 'insecure',
};

function vhostSniPolicy({ config, version }: Place, [word = '']: string[], source: Line): Issue | null {
  if (!hasSniPolicy(version)) {
    return {
      code: 'apache-needs-version',
      params: { directive: 'SSLVHostSNIPolicy', needs: '2.4.66', version },
    };
  }
  const policy = own(policies, word.toLowerCase());
  if (policy === undefined) return value('SSLVHostSNIPolicy', word, 'strict | secure | authonly | insecure');
  config.policy = { value: policy, source };
  return null;
}
