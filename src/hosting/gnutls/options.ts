/** The options of gnutls-serv 3.7 (`gnutls-serv --help`), as far as they decide. */
import type { Params } from '../../decision.ts';
import { own } from '../../text/own.ts';
import type { GnutlsProblemCode } from './codes.ts';
import type { Word } from './commandLines.ts';

/** One command, read. `certificates` and `keys` are in order: the nth key belongs to the nth certificate. */
export type Command = {
  word: Word;
  certificates: Word[];
  keys: Word[];
  port: Word | null;
  priority: Word | null;
  authority: Word | null;
  sniHostname: Word | null;
  flags: Set<string>;
};

export type OptionProblem = { code: GnutlsProblemCode; params: Params; line: number };

const valued = new Set(
  `sni-hostname alpn maxearlydata mtu srtp-profiles compress-cert priority dhparams x509cafile x509crlfile
  x509keyfile x509certfile rawpkkeyfile rawpkfile srppasswd srppasswdconf pskpasswd pskhint ocsp-response port
  provider keymatexport keymatexportsize recordsize httpdata debug`.split(/\s+/u),
);
const flags = new Set(
  `sni-hostname-fatal alpn-fatal noticket earlydata nocookie generate quiet nodb http echo crlf udp
  disable-client-cert require-client-cert verify-client-cert heartbeat x509fmtder
  ignore-ocsp-response-errors`.split(/\s+/u),
);
const letters: Record<string, string> = {
  p: 'port',
  a: 'disable-client-cert',
  r: 'require-client-cert',
  q: 'quiet',
  u: 'udp',
  g: 'generate',
  b: 'heartbeat',
  d: 'debug',
};
/** They change who is let in or what is sent, and are read over. */
const notModelled = new Set(['alpn-fatal', 'rawpkfile', 'pskpasswd', 'x509fmtder', 'x509crlfile']);

/** `words`: after the command's own name. */
export function readOptions(word: Word, words: readonly Word[], problems: OptionProblem[]): Command {
  const command: Command = {
    word,
    certificates: [],
    keys: [],
    port: null,
    priority: null,
    authority: null,
    sniHostname: null,
    flags: new Set(),
  };
  for (let at = 0; at < words.length; at += 1) {
    const said = words[at];
    if (said === undefined) break;
    const option = nameOf(said);
    const report = (code: GnutlsProblemCode): void => {
      problems.push({ code, params: { word: said.text }, line: said.line });
    };
    if (option === null) report('gnutls-not-an-option');
    else if (notModelled.has(option.name)) report('gnutls-option-not-modelled');
    if (option === null || flags.has(option.name)) {
      if (option !== null) command.flags.add(option.name);
      continue;
    }
    if (!valued.has(option.name)) {
      report('gnutls-unknown-option');
      continue;
    }
    const next = option.value === null ? words[(at += 1)] : { text: option.value, line: said.line };
    if (next === undefined) report('gnutls-missing-value');
    else keep(command, option.name, next);
  }
  return command;
}

function nameOf({ text }: Word): { name: string; value: string | null } | null {
  const long = /^--([\w-]+)(?:=([\s\S]*))?$/u.exec(text);
  if (long !== null) return { name: long[1] ?? '', value: long[2] ?? null };
  const short = /^-(\w)([\s\S]+)?$/u.exec(text);
  if (short === null) return null;
  return { name: own(letters, short[1] ?? '') ?? text, value: short[2] ?? null };
}

function keep(command: Command, name: string, value: Word): void {
  if (name === 'x509certfile') command.certificates.push(value);
  else if (name === 'x509keyfile') command.keys.push(value);
  else if (name === 'port') command.port = value;
  else if (name === 'priority') command.priority = value;
  else if (name === 'x509cafile') command.authority = value;
  else if (name === 'sni-hostname') command.sniHostname = value;
}
