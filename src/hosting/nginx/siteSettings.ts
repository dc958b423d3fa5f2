/** The directives of `http` and `server` that decide certificate and answer, with nginx's inheritance. */
import type { Problem } from '../../decision.ts';
import { own as ownValue } from '../../text/own.ts';
import type { CertificateUse, ClientAuth, ErrorPage, Line, TlsVersion } from '../model.ts';
import { append } from '../append.ts';
import { problem } from './codes.ts';
import type { Directive } from './directives.ts';
import { protocolNames } from './versions.ts';

/** null: not written on this level or above it. A level's own value replaces the whole of the inherited one. */
export type Settings = {
  certificates: CertificateUse[] | null;
  versions: TlsVersion[] | null;
  clientAuth: { value: ClientAuth; source: Line } | null;
  /** `ssl_client_certificate`: the client is told these CAs' names. */
  clientAuthority: string | null;
  /** `ssl_trusted_certificate`: it is not told these. */
  trustedAuthority: string | null;
  ciphers: { text: string; source: Line } | null;
  preferServerCiphers: boolean | null;
  rejectHandshake: boolean | null;
  dhParameters: string | null;
  sessionTickets: boolean | null;
  sessionCache: boolean | null;
  sslOn: boolean | null;
  errorPages: ErrorPage[] | null;
  /** A directive that serves content (`root`, `proxy_pass`, ...). */
  content: boolean;
};

export const noSettings: Settings = {
  certificates: null,
  versions: null,
  clientAuth: null,
  clientAuthority: null,
  trustedAuthority: null,
  ciphers: null,
  preferServerCiphers: null,
  rejectHandshake: null,
  dhParameters: null,
  sessionTickets: null,
  sessionCache: null,
  sslOn: null,
  errorPages: null,
  content: false,
};

const clientAuthWords: Record<string, ClientAuth> = {
  off: 'none',
  on: 'required',
  optional: 'optional',
  optional_no_ca: 'optional-no-ca',
};

const onOff: Record<string, boolean> = { on: true, off: false };

/** Reads one level; what it does not say is taken from `inherited`. */
export function readSettings(
  block: readonly Directive[],
  inherited: Settings,
): { settings: Settings; problems: Problem[] } {
  const own: Settings = { ...noSettings };
  const keys: string[] = [];
  const problems = duplicates(block);
  for (const directive of block) readDirective(directive, own, keys, problems);
  own.certificates = own.certificates?.map((use, index) => withKey(use, keys[index])) ?? null;
  const settings = {
    certificates: own.certificates ?? inherited.certificates,
    versions: own.versions ?? inherited.versions,
    clientAuth: own.clientAuth ?? inherited.clientAuth,
    clientAuthority: own.clientAuthority ?? inherited.clientAuthority,
    trustedAuthority: own.trustedAuthority ?? inherited.trustedAuthority,
    ciphers: own.ciphers ?? inherited.ciphers,
    preferServerCiphers: own.preferServerCiphers ?? inherited.preferServerCiphers,
    rejectHandshake: own.rejectHandshake ?? inherited.rejectHandshake,
    dhParameters: own.dhParameters ?? inherited.dhParameters,
    sessionTickets: own.sessionTickets ?? inherited.sessionTickets,
    sessionCache: own.sessionCache ?? inherited.sessionCache,
    sslOn: own.sslOn ?? inherited.sslOn,
    errorPages: own.errorPages === null ? inherited.errorPages : firstOfEachStatus(own.errorPages),
    content: own.content || inherited.content,
  };
  return { settings, problems };
}

/** The first page of a status is the one that counts. */
function firstOfEachStatus(pages: readonly ErrorPage[]): ErrorPage[] {
  const seen = new Set<number>();
  return pages.filter(({ status }) => !seen.has(status) && seen.add(status));
}

const single =
  /^ssl(?:_ciphers|_client_certificate|_trusted_certificate|_dhparam|_prefer_server_ciphers|_reject_handshake|_session_tickets|_verify_client)?$/u;

/** Directives that nginx takes once on a level ("directive is duplicate"). */
function duplicates(block: readonly Directive[]): Problem[] {
  const seen = new Set<string>();
  return block.flatMap(({ name, source }) => {
    if (!single.test(name)) return [];
    if (seen.has(name)) return [problem('nginx-duplicate', 'fatal', source, { directive: name })];
    seen.add(name);
    return [];
  });
}

const withKey = (use: CertificateUse, keyFile: string | undefined): CertificateUse =>
  keyFile === undefined ? use : { ...use, keyFile };

const serves =
  /^(?:root|alias|proxy_pass|fastcgi_pass|uwsgi_pass|scgi_pass|grpc_pass|memcached_pass|try_files)$/u;

function readDirective(directive: Directive, own: Settings, keys: string[], problems: Problem[]): void {
  const { name, args, source } = directive;
  const [first] = args;
  if (serves.test(name)) own.content = true;
  const wrong = (): void => {
    const params = { directive: name, found: args.join(' ') };
    problems.push(problem('nginx-wrong-arguments', 'fatal', source, params));
  };
  const flag = (): boolean | null => {
    const value = args.length === 1 ? ownValue(onOff, first ?? '') : undefined;
    if (value === undefined) wrong();
    return value ?? null;
  };
  switch (name) {
    case 'ssl_certificate':
      if (first === undefined || args.length > 1) wrong();
      else (own.certificates ??= []).push({ file: first, source });
      return;
    case 'ssl_certificate_key':
      if (first === undefined || args.length > 1) wrong();
      else keys.push(first);
      return;
    case 'ssl_protocols': {
      const versions = args.flatMap((word) => ownValue(protocolNames, word) ?? []);
      if (args.length === 0 || args.some((word) => !Object.hasOwn(protocolNames, word) && word !== 'SSLv2'))
        wrong();
      own.versions = versions;
      return;
    }
    case 'ssl_verify_client': {
      const value = ownValue(clientAuthWords, first ?? '');
      if (value === undefined || args.length > 1) wrong();
      else own.clientAuth = { value, source };
      return;
    }
    case 'ssl_client_certificate':
      own.clientAuthority = first ?? null;
      return;
    case 'ssl_trusted_certificate':
      own.trustedAuthority = first ?? null;
      return;
    case 'ssl_ciphers':
      if (first === undefined || args.length > 1) wrong();
      else own.ciphers = { text: first, source };
      return;
    case 'ssl_prefer_server_ciphers':
      own.preferServerCiphers = flag();
      return;
    case 'ssl_reject_handshake':
      own.rejectHandshake = flag();
      return;
    case 'ssl_dhparam':
      own.dhParameters = first ?? null;
      return;
    case 'ssl_session_tickets':
      own.sessionTickets = flag();
      return;
    case 'ssl_session_cache':
      own.sessionCache = args.some((word) => word !== 'off' && word !== 'none');
      return;
    case 'ssl':
      own.sslOn = flag();
      return;
    case 'error_page':
      append((own.errorPages ??= []), readErrorPages(directive, wrong));
      return;
  }
}

/** The codes that nginx itself answers as 400 unless `=` says otherwise (`ngx_http_core_error_page`). */
const answeredAs400 = new Set([494, 495, 496, 497]);

/** `error_page code ... [=[response]] uri`. */
function readErrorPages({ args, source }: Directive, wrong: () => void): ErrorPage[] {
  const target = args.at(-1) ?? '';
  const response = args.find((word, index) => index > 0 && word.startsWith('='));
  const codes = args.slice(0, -1).filter((word) => !word.startsWith('='));
  if (codes.length === 0 || codes.some((code) => !/^[345]\d\d$/u.test(code))) {
    wrong();
    return [];
  }
  const redirects = !/^[/@]/u.test(target);
  return codes.map(Number).map((status) => {
    const unwritten = answeredAs400.has(status) ? 400 : status;
    const as = response === undefined ? unwritten : response === '=' ? null : Number(response.slice(1));
    const isRedirect = as !== null && [301, 302, 303, 307, 308].includes(as);
    return { status, as: redirects && !isRedirect ? 302 : as, target, source };
  });
}
