/**
 * gnutls-serv 3.7 has no configuration file: the main file here is a shell script that starts it, once for each
 * port. It always listens on every address. Each certificate is a site: what it is called is all that selects it.
 */
import type { Problem } from '../../decision.ts';
import { own } from '../../text/own.ts';
import { append } from '../append.ts';
import { knownCertificates } from '../knownCertificate.ts';
import type { ClientAuth, KnownCertificate, Line, Listener, Server, Site } from '../model.ts';
import type { ConfigFiles, ReadOptions, ReadResult } from '../program.ts';
import { limited, ReadingBudget } from '../readingBudget.ts';
import type { GnutlsProblemCode } from './codes.ts';
import { readCommandLines } from './commandLines.ts';
import { readOptions, type Command, type OptionProblem } from './options.ts';
import { readPriority } from './priority.ts';

export const defaultPort = 5556;
const newestVersion = '3.7.9';

const severities: Partial<Record<GnutlsProblemCode, Problem['severity']>> = {
  'gnutls-port-taken': 'error',
  'gnutls-no-certificate': 'error',
  'gnutls-certificate-not-given': 'warning',
  'gnutls-certificate-unreadable': 'error',
  'gnutls-datagrams': 'unsupported',
  'gnutls-no-http': 'unsupported',
  'gnutls-option-not-modelled': 'unsupported',
  'gnutls-priority-not-modelled': 'unsupported',
};

export const problemAt = (
  code: GnutlsProblemCode,
  params: Problem['params'],
  source: Line | null,
): Problem => ({
  code,
  severity: severities[code] ?? 'fatal',
  params,
  source,
});

export function readConfig(files: ConfigFiles, mainFile: string, options: ReadOptions): ReadResult {
  const problems: Problem[] = [];
  const text = files.get(mainFile);
  if (text === undefined) problems.push(problemAt('gnutls-main-file-missing', { file: mainFile }, null));
  const budget = new ReadingBudget();
  const commands = readCommands(text ?? '', mainFile, problems, budget);
  const paths = commands.flatMap(({ certificates }) => certificates.map((word) => word.text));
  const certificates = knownCertificates(files, paths);
  const server: Server = {
    software: 'gnutls',
    version: options.version ?? newestVersion,
    supportsSni: options.supportsSni ?? true,
    listeners: [],
    sites: [],
    certificates,
    uncertain: [],
  };
  const reading = { files, mainFile, problems, ports: new Set<number>() };
  for (const command of commands) addCommand(server, command, reading);
  return limited(server, problems, budget, 'gnutls-too-much' satisfies GnutlsProblemCode);
}

function readCommands(text: string, file: string, problems: Problem[], budget: ReadingBudget): Command[] {
  const { commands, openQuote } = readCommandLines(text, (line) => budget.take('words', { file, line }));
  if (openQuote !== null)
    problems.push(problemAt('gnutls-unmatched-quote', {}, { file, line: openQuote.line }));
  const found: OptionProblem[] = [];
  const read = commands.flatMap((words): Command[] => {
    const start = words.findIndex((word) => /(?:^|\/)gnutls-serv$/u.test(word.text));
    const name = words[start];
    if (name !== undefined) return [readOptions(name, words.slice(start + 1), found)];
    const [first] = words;
    if (first !== undefined)
      found.push({ code: 'gnutls-not-a-command', params: { word: first.text }, line: first.line });
    return [];
  });
  for (const { code, params, line } of found) problems.push(problemAt(code, params, { file, line }));
  return read;
}

/** `ports`: those that a command has. */
type Reading = { files: ConfigFiles; mainFile: string; problems: Problem[]; ports: Set<number> };

function addCommand(server: Server, command: Command, { files, mainFile, problems, ports }: Reading): void {
  const at = (line: number): Line => ({ file: mainFile, line });
  const source = at(command.word.line);
  const report = (code: GnutlsProblemCode, params: Problem['params'] = {}, line = source): void => {
    problems.push(problemAt(code, params, line));
  };
  const port = command.port === null ? defaultPort : Number(command.port.text);
  const settings = settingsOf(command, report);
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    report('gnutls-bad-port', { port: command.port?.text ?? '' });
  if (ports.has(port)) report('gnutls-port-taken', { port });
  ports.add(port);
  if (command.certificates.length === 0) report('gnutls-no-certificate');
  if (command.certificates.length !== command.keys.length) report('gnutls-keys-and-certificates');
  const sites = command.certificates.map((word, index): Site => {
    const known = own(server.certificates, word.text);
    const line = at(word.line);
    const missing = files.has(word.text) ? 'gnutls-certificate-unreadable' : 'gnutls-certificate-not-given';
    if (known === undefined) report(missing, { file: word.text }, line);
    const names = namesRead(known);
    const keyFile = command.keys[index]?.text;
    return {
      label: names[0] ?? word.text,
      names: names.map((text) => ({ text, source: line })),
      certificates: [{ file: word.text, source: line, ...(keyFile !== undefined && { keyFile }) }],
      source: line,
      ...settings,
    };
  });
  const first = server.sites.length;
  append(server.sites, sites);
  server.listeners.push(listenerOf(command, port, sites, first, source));
}

function listenerOf(command: Command, port: number, sites: Site[], first: number, source: Line): Listener {
  const { sniHostname, flags } = command;
  return {
    address: '*',
    port,
    tls: true,
    sites: sites.map((site, index) => ({ site: first + index, isDefault: false, source: site.source })),
    source,
    ...(sniHostname !== null && {
      sniHostname: { name: sniHostname.text, fatal: flags.has('sni-hostname-fatal') },
    }),
  };
}

/** As GnuTLS keeps them for a certificate (`get_x509_name`): its DNS names; without any, its first common name. */
export function namesRead(known: KnownCertificate | undefined): string[] {
  if (known === undefined) return [];
  return known.dnsNames.length > 0 ? known.dnsNames : known.commonNames.slice(0, 1);
}

type Settings = Pick<
  Site,
  'versions' | 'clientAuth' | 'anyClientCertificate' | 'clientCertificateAuthority' | 'answer'
>;

function settingsOf(
  command: Command,
  report: (code: GnutlsProblemCode, params?: Problem['params']) => void,
): Settings {
  const { flags, priority, authority } = command;
  if (flags.has('disable-client-cert') && flags.has('require-client-cert'))
    report('gnutls-conflicting-options');
  if (flags.has('udp')) report('gnutls-datagrams');
  if (flags.has('echo')) report('gnutls-no-http');
  const read = priority === null ? null : readPriority(priority.text);
  if (read && read.unknown.length > 0)
    report('gnutls-priority-not-modelled', { parts: read.unknown.join(':') });
  if (read?.versions.length === 0) report('gnutls-no-version');
  const verifies = flags.has('verify-client-cert');
  const clientAuth = clientAuthOf(flags);
  return {
    versions: read?.versions ?? null,
    clientAuth,
    ...(clientAuth === 'required' && !verifies && { anyClientCertificate: true }),
    ...(authority !== null && { clientCertificateAuthority: authority.text }),
    answer: { status: 200, source: null, uncertain: [] },
  };
}

/** Unless told otherwise it asks for a certificate, and takes any: nothing verifies it. */
function clientAuthOf(flags: ReadonlySet<string>): ClientAuth {
  if (flags.has('disable-client-cert')) return 'none';
  if (flags.has('require-client-cert')) return 'required';
  return flags.has('verify-client-cert') ? 'optional' : 'optional-no-ca';
}
