/** One site block of a Caddyfile. */
import type { Problem } from '../../decision.ts';
import type { CertificateUse, Site } from '../model.ts';
import { problemAt } from './globalOptions.ts';
import type { BlockPlace } from './printConfig.ts';

export function siteLines(site: Site, { addresses, bind, tls }: BlockPlace, problems: Problem[]): string[] {
  const lines = [`${addresses.map(quote).join(', ')} {`];
  if (bind.length > 0)
    lines.push(`\tbind ${bind.map((address) => (address === '*' ? '0.0.0.0' : address)).join(' ')}`);
  if (tls) lines.push(...tlsLines(site, problems));
  lines.push(...answerLines(site, problems), '}');
  return lines;
}

/** A token that would be read as something else is quoted. */
const quote = (word: string): string =>
  /^[^\s"`#{}\\][^\s"`{}\\]*$/u.test(word) ? word : `"${word.replaceAll('"', '\\"')}"`;

function tlsLines(site: Site, problems: Problem[]): string[] {
  const options = optionLines(site, problems);
  const lines = site.certificates.map((use) => `\ttls ${quote(use.file)} ${quote(keyFileOf(use, problems))}`);
  if (site.automaticCertificate === true && lines.length === 0) lines.push('\ttls internal');
  if (options.length === 0) return lines;
  const [first = '\ttls', ...others] = lines;
  return [`${first} {`, ...options.map((line) => `\t\t${line}`), '\t}', ...others];
}

/** A PEM file may hold the key as well (as HAProxy has it); otherwise where the key is has to be said. */
function keyFileOf(use: CertificateUse, problems: Problem[]): string {
  if (use.keyFile !== undefined) return use.keyFile;
  problems.push(problemAt('caddy-print-key-file', 'warning', use.file, use.source));
  return use.file;
}

function optionLines(site: Site, problems: Problem[]): string[] {
  const lines: string[] = [];
  if (site.versions !== null) lines.push(...protocolsLine(site, site.versions, problems));
  if (site.cipherSuites !== undefined) lines.push(`ciphers ${site.cipherSuites.join(' ')}`);
  else if (site.ciphers !== undefined)
    problems.push(problemAt('caddy-print-ciphers', 'unsupported', site.ciphers, site.source));
  const mode = clientAuthMode(site);
  if (mode === null) return lines;
  const authority = site.clientCertificateAuthority;
  const trusted = authority === undefined ? [] : [`\ttrusted_ca_cert_file ${quote(authority)}`];
  return [...lines, 'client_auth {', `\tmode ${mode}`, ...trusted, '}'];
}

function protocolsLine(site: Site, versions: NonNullable<Site['versions']>, problems: Problem[]): string[] {
  const possible = versions.filter((version) => version === '1.2' || version === '1.3');
  const [min, max] = [possible[0], possible.at(-1)];
  if (possible.length < versions.length || min === undefined)
    problems.push(problemAt('caddy-print-versions', 'unsupported', versions.join(', '), site.source));
  return min === undefined || max === undefined ? [] : [`protocols tls${min} tls${max}`];
}

function clientAuthMode({ clientAuth, anyClientCertificate }: Site): string | null {
  switch (clientAuth) {
    case 'none':
      return null;
    case 'optional':
      return 'verify_if_given';
    case 'optional-no-ca':
      return 'request';
    case 'required':
      return anyClientCertificate === true ? 'require' : 'require_and_verify';
  }
}

/** An upstream or files are not in the model: the status that it names is answered. */
function answerLines({ answer, label, source }: Site, problems: Problem[]): string[] {
  if (answer === undefined) return [];
  if (answer.uncertain.length > 0)
    problems.push(problemAt('caddy-print-answer', 'unsupported', label, source));
  return [answer.status === 0 ? '\tabort' : `\trespond ${String(answer.status)}`];
}
