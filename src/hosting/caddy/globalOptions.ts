/** The global options block (caddyconfig/httpcaddyfile/options.go and serveroptions.go, 2.6.2). */
import type { Problem } from '../../decision.ts';
import type { CaddyProblemCode } from './codes.ts';
import type { Ports } from './siteAddress.ts';
import type { Directive } from './statements.ts';

export type GlobalOptions = {
  ports: Ports;
  autoHttps: 'on' | 'off' | 'disable_redirects' | 'disable_certs' | 'ignore_loaded_certs';
  defaultSni: string | null;
  defaultBind: string[];
  /** Each `servers ADDRESS { }`; address '': every listener; `strict` null: no `strict_sni_host` in it. */
  servers: { address: string; strict: boolean | null }[];
};

export const noOptions = (): GlobalOptions => ({
  ports: { http: 80, https: 443 },
  autoHttps: 'on',
  defaultSni: null,
  defaultBind: [],
  servers: [],
});

export const problemAt = (
  code: CaddyProblemCode,
  severity: Problem['severity'],
  name: string,
  source: Problem['source'],
): Problem => ({ code, severity, params: { name }, source });

/** Options that do not reach the choice of a certificate or of a site. */
const ignored = new Set(
  (
    'debug grace_period shutdown_delay order storage storage_clean_interval renew_interval ocsp_interval acme_ca ' +
    'acme_ca_root acme_dns acme_eab cert_issuer skip_install_trust email admin on_demand_tls local_certs key_type ' +
    'ocsp_stapling log preferred_chains persist_config cert_lifetime pki filesystem metrics'
  ).split(' '),
);

export function readGlobalOptions(directives: readonly Directive[], problems: Problem[]): GlobalOptions {
  const options = noOptions();
  for (const directive of directives) readOption(directive, options, problems);
  return options;
}

function readOption(directive: Directive, options: GlobalOptions, problems: Problem[]): void {
  const [name = '', value, ...others] = directive.words;
  const report = (code: CaddyProblemCode, text: string): void => {
    problems.push(problemAt(code, 'fatal', text, directive.source));
  };
  if (name === 'servers') readServers(directive, options);
  else if (ignored.has(name)) return;
  else if (!known.has(name)) report('caddy-unknown-global-option', name);
  else if (value === undefined) report('caddy-missing-value', name);
  else if (name === 'http_port') options.ports.http = Number(value);
  else if (name === 'https_port') options.ports.https = Number(value);
  else if (name === 'default_sni') options.defaultSni = value.toLowerCase();
  else if (name === 'default_bind') options.defaultBind = [value, ...others];
  else if (isAutoHttps(value)) options.autoHttps = value;
  else report('caddy-unknown-global-option', `auto_https ${value}`);
}

const known = new Set(['http_port', 'https_port', 'default_sni', 'default_bind', 'auto_https']);

const isAutoHttps = (value: string): value is GlobalOptions['autoHttps'] =>
  ['off', 'disable_redirects', 'disable_certs', 'ignore_loaded_certs'].includes(value);

/** `strict_sni_host` also stood in `protocol { }`, which 2.6 still reads. */
function readServers({ words, block }: Directive, options: GlobalOptions): void {
  const inside = (block ?? []).flatMap((directive) =>
    directive.words[0] === 'protocol' ? (directive.block ?? []) : [directive],
  );
  const option = inside.find((directive) => directive.words[0] === 'strict_sni_host')?.words;
  const strict = option === undefined ? null : option[1] !== 'insecure_off';
  options.servers.push({ address: words[1] ?? '', strict });
}
