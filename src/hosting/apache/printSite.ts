/** The directives of one virtual host. */
import type { Problem } from '../../decision.ts';
import type { ClientAuth, Site } from '../model.ts';
import type { ApacheProblem } from './codes.ts';
import { isWildcard } from './matchName.ts';
import { allProtocols, protocolRange, protocolWords } from './protocols.ts';

/** `index` makes the name of a virtual host that has none: httpd would ask the DNS for one. */
export function printSite(site: Site, index: number, tls: boolean, problems: Problem[]): string[] {
  const report = (code: ApacheProblem, severity: Problem['severity'], value = ''): void => {
    problems.push({ code, severity, params: { site: site.label, value }, source: site.source });
  };
  const lines = [...printNames(site, index, report)];
  const { documentRoot, sections = [] } = site.apache ?? {};
  const byFolder = sections.some(({ kind }) => kind === 'directory');
  if (documentRoot && byFolder) lines.push(`DocumentRoot ${quoteWord(documentRoot)}`);
  if (!tls && site.certificates.length === 0) return [...lines, 'SSLEngine off'];
  const engine = site.sslEngine ?? tls;
  return [...lines, `SSLEngine ${onOff(engine)}`, ...printTls(site, engine, report)].filter((line) => {
    const whole = !/[\r\n]/u.test(line);
    if (!whole) report('apache-print-word', 'unsupported', line.slice(0, 60));
    return whole;
  });
}

type Report = (code: ApacheProblem, severity: Problem['severity'], value?: string) => void;

/** ServerName takes no wildcard, port or bracket; ServerAlias takes any word. */
function printNames(site: Site, index: number, report: Report): string[] {
  const names = site.names.map(({ text }) => text).filter((text) => text !== '');
  if (names.some((name) => /[\r\n]/u.test(name))) report('apache-print-word', 'unsupported');
  const printable = names.filter((name) => !/[\r\n]/u.test(name));
  const first = printable.findIndex((name) => !isWildcard(name) && !/[:[\]]/u.test(name));
  const aliases = printable.filter((_, at) => at !== first);
  return [
    `ServerName ${quoteWord(printable[first] ?? `site-${index}.invalid`)}`,
    ...(aliases.length > 0 ? [`ServerAlias ${aliases.map(quoteWord).join(' ')}`] : []),
  ];
}

function printTls(site: Site, engine: boolean, report: Report): string[] {
  return [
    ...printCertificates(site, engine, report),
    ...printVersions(site, report),
    ...(site.ciphers === undefined ? [] : [`SSLCipherSuite ${quoteWord(site.ciphers)}`]),
    ...optional('SSLCipherSuite TLSv1.3', site.apache?.ciphers13),
    ...(site.preferServerCiphers === true ? ['SSLHonorCipherOrder on'] : []),
    ...(site.resumption === false ? ['SSLSessionTickets off'] : []),
    ...(site.strictSni === true ? ['SSLStrictSNIVHostCheck on'] : []),
    ...printVerification(site),
  ];
}

function printCertificates({ certificates }: Site, engine: boolean, report: Report): string[] {
  if (engine && certificates.length === 0) report('apache-print-no-certificate', 'error');
  return certificates.flatMap(({ file, keyFile }) => {
    if (keyFile === undefined && engine) report('apache-print-key-assumed', 'warning', file);
    const key = keyFile ?? (engine ? keyBeside(file) : undefined);
    return [
      `SSLCertificateFile ${quoteWord(file)}`,
      ...(key === undefined ? [] : [`SSLCertificateKeyFile ${quoteWord(key)}`]),
    ];
  });
}

const keyBeside = (certificate: string): string => certificate.replace(/(?:\.(?:crt|pem|cer))?$/u, '.key');

function printVersions({ versions, apache }: Site, report: Report): string[] {
  if (versions === null) return [];
  const wanted = apache?.protocols ?? allProtocols.filter((version) => versions.includes(version));
  if (versions.some((version) => !protocolRange(wanted).includes(version))) {
    report('apache-print-versions', 'unsupported', versions.join(', '));
  }
  return [`SSLProtocol ${['-all', ...protocolWords(wanted)].join(' ')}`];
}

const verifyWords: Record<ClientAuth, string> = {
  none: 'none',
  optional: 'optional',
  'optional-no-ca': 'optional_no_ca',
  required: 'require',
};

function printVerification(site: Site): string[] {
  const { clientAuth, clientCertificateAuthority, apache } = site;
  const sections = apache?.sections ?? [];
  return [
    ...(clientAuth === 'none' && !apache?.lines.clientAuth
      ? []
      : [`SSLVerifyClient ${verifyWords[clientAuth]}`]),
    ...(apache?.verifyDepth == null ? [] : [`SSLVerifyDepth ${apache.verifyDepth}`]),
    ...optional('SSLCACertificateFile', clientCertificateAuthority),
    ...optional('SSLCACertificatePath', apache?.caPath),
    ...optional('SSLCADNRequestFile', apache?.caNameFile),
    ...optional('SSLCADNRequestPath', apache?.caNamePath),
    ...sections.flatMap(({ kind, path, clientAuth: auth }) => {
      const name = kind === 'location' ? 'Location' : 'Directory';
      return [`<${name} ${quoteWord(path)}>`, `    SSLVerifyClient ${verifyWords[auth]}`, `</${name}>`];
    }),
  ];
}

const optional = (directive: string, value: string | null | undefined): string[] =>
  value === null || value === undefined ? [] : [`${directive} ${quoteWord(value)}`];

const onOff = (value: boolean): string => (value ? 'on' : 'off');

/** As `ap_getword_conf` reads it back; a backslash at the end of a line would join the next. */
function quoteWord(word: string): string {
  if (/^[^\s"'\\<>#]+$/u.test(word)) return word;
  return `"${word.replaceAll(/["\\]/gu, (character) => `\\${character}`)}"`;
}
