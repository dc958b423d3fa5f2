/** The `tls` directives of a site block (caddyconfig/httpcaddyfile/builtins.go, parseTLS, 2.6.2). */
import type { Problem } from '../../decision.ts';
import { own } from '../../text/own.ts';
import type { CertificateUse, ClientAuth, TlsVersion } from '../model.ts';
import type { CaddyProblemCode } from './codes.ts';
import { problemAt } from './globalOptions.ts';
import type { Directive } from './statements.ts';

/** All `tls` lines of a block together. null and empty: not said. */
export type TlsSettings = {
  certificates: CertificateUse[];
  min: TlsVersion | null;
  max: TlsVersion | null;
  cipherSuites: string[];
  clientAuth: ClientAuth | null;
  anyClientCertificate: boolean;
  clientCertificateAuthority: string | null;
  /** `tls internal`, an address of an ACME account, or an issuer: a certificate that is not in the files. */
  issuer: boolean;
};

export const noTlsSettings = (): TlsSettings => ({
  certificates: [],
  min: null,
  max: null,
  cipherSuites: [],
  clientAuth: null,
  anyClientCertificate: false,
  clientCertificateAuthority: null,
  issuer: false,
});

type Report = (code: CaddyProblemCode, name: string) => void;

/** Adds one `tls` line to what earlier ones said. */
export function readTls(directive: Directive, settings: TlsSettings, problems: Problem[]): void {
  const report: Report = (code, name) => {
    problems.push(problemAt(code, 'fatal', name, directive.source));
  };
  const [first, second, ...others] = directive.words.slice(1);
  if (first === undefined && directive.block === null) report('caddy-missing-value', 'tls');
  if (others.length > 0) report('caddy-unknown-tls-option', others.join(' '));
  if (first !== undefined && second !== undefined)
    settings.certificates.push({ file: first, keyFile: second, source: directive.source });
  else if (first === 'internal' || first?.includes('@') === true) settings.issuer = true;
  else if (first !== undefined) report('caddy-unknown-tls-option', first);
  for (const option of directive.block ?? []) readTlsOption(option, settings, problems);
}

/** They name how a certificate is obtained. */
const issuerOptions = new Set(
  'ca key_type eab issuer get_certificate dns resolvers dns_challenge_override_domain ca_root on_demand'.split(
    ' ',
  ),
);
const ignoredOptions = new Set(['curves', 'alpn', 'insecure_secrets_log', 'propagation_timeout', 'dns_ttl']);

function readTlsOption(option: Directive, settings: TlsSettings, problems: Problem[]): void {
  const [name = '', ...values] = option.words;
  const report = (code: CaddyProblemCode, text: string, severity: Problem['severity'] = 'fatal'): void => {
    problems.push(problemAt(code, severity, text, option.source));
  };
  if (name === 'protocols') readProtocols(values, settings, report);
  else if (name === 'ciphers') settings.cipherSuites.push(...values);
  else if (name === 'client_auth') readClientAuth(option, settings, problems);
  else if (name === 'load') report('caddy-certificate-folder', values.join(' '), 'unsupported');
  else if (issuerOptions.has(name)) settings.issuer = true;
  else if (!ignoredOptions.has(name)) report('caddy-unknown-tls-option', name);
}

const protocols: Record<string, TlsVersion> = { 'tls1.2': '1.2', 'tls1.3': '1.3' };

function readProtocols(values: string[], settings: TlsSettings, report: Report): void {
  if (values.length === 0) report('caddy-missing-value', 'protocols');
  for (const value of values)
    if (own(protocols, value) === undefined) report('caddy-unknown-tls-version', value);
  const [min = '', max = ''] = values;
  settings.min ??= own(protocols, min) ?? null;
  settings.max ??= own(protocols, max) ?? null;
}

const modes: Record<string, { clientAuth: ClientAuth; any: boolean }> = {
  request: { clientAuth: 'optional-no-ca', any: false },
  require: { clientAuth: 'required', any: true },
  verify_if_given: { clientAuth: 'optional', any: false },
  require_and_verify: { clientAuth: 'required', any: false },
};

/** Without a mode: verified when there is something to verify with. A later `tls` line may not bring it in. */
function readClientAuth(option: Directive, settings: TlsSettings, problems: Problem[]): void {
  const lines = option.block ?? [];
  const verifies = lines.some(({ words }) => words[0]?.startsWith('trusted_') === true);
  const authority = lines.find(({ words }) => words[0] === 'trusted_ca_cert_file')?.words[1];
  const written = lines.find(({ words }) => words[0] === 'mode')?.words[1];
  const fallback = verifies ? 'require_and_verify' : undefined;
  const mode = written ?? fallback;
  if (mode === undefined) return;
  const read = own(modes, mode);
  if (read === undefined)
    problems.push(problemAt('caddy-unknown-client-auth-mode', 'fatal', mode, option.source));
  else if (settings.clientAuth === null) {
    settings.clientAuth = read.clientAuth;
    settings.anyClientCertificate = read.any;
    settings.clientCertificateAuthority = authority ?? null;
  }
}
