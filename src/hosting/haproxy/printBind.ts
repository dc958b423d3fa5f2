/** A listener -> the words of a `bind` line, with the crt-lists they name. */
import type { Problem } from '../../decision.ts';
import type { CertificateEntry, ClientAuth, Listener, TlsVersion } from '../model.ts';
import { problem } from './answers.ts';
import { hasDefaultCrt } from './bindLine.ts';
import { versionName } from './versions.ts';

/** `files` (the crt-lists) and `problems` grow. */
export type Printing = { files: Map<string, string>; problems: Problem[]; folder: string; version: string };

export function bindWords(listener: Listener, printing: Printing): string[] {
  const words = [`${bindHost(listener)}:${String(listener.port)}`];
  if (listener.address === '*' && listener.family === 6) words.push('v6only');
  if (!listener.tls) return words;
  words.push('ssl');
  if (listener.strictSni === true) words.push('strict-sni');
  words.push(...settingsWords(listener, printing));
  for (const group of groupEntries(listener.entries ?? [], printing)) words.push(...group);
  if ((listener.entries ?? []).length === 0 && listener.strictSni !== true)
    printing.problems.push(
      problem('haproxy-print-no-certificate', 'error', { port: listener.port }, listener.source),
    );
  return words;
}

function bindHost({ address, family }: Listener): string {
  if (address === '*') return family === 4 ? '*' : '[::]';
  return address.includes(':') ? `[${address}]` : address;
}

function settingsWords({ bind, source }: Listener, printing: Printing): string[] {
  if (bind === undefined) return [];
  const words = [...versionWords(bind.versions), ...verifyWords(bind, source, printing)];
  if (bind.ciphers !== null) words.push('ciphers', bind.ciphers);
  const { certificate, issuers } = bind.ignoredErrors;
  if (certificate.length > 0) words.push('crt-ignore-err', certificate.join(','));
  if (issuers.length > 0) words.push('ca-ignore-err', issuers.join(','));
  return words;
}

function versionWords(versions: readonly TlsVersion[]): string[] {
  const [min] = versions;
  const max = versions.at(-1);
  if (min === undefined || max === undefined) return [];
  return ['ssl-min-ver', versionName(min), 'ssl-max-ver', versionName(max)];
}

type Verify = { clientAuth?: ClientAuth; clientCertificateAuthority?: string };

/** HAProxy has no `optional-no-ca`: `optional` with every error let through is the nearest. */
function verifyWords(verify: Verify, line: Listener['source'], printing: Printing): string[] {
  const { clientAuth, clientCertificateAuthority: authority } = verify;
  if (clientAuth === undefined) return authority === undefined ? [] : ['ca-file', authority];
  if (clientAuth === 'none') return ['verify', 'none'];
  if (clientAuth === 'optional-no-ca')
    printing.problems.push(problem('haproxy-print-optional-no-ca', 'unsupported', {}, line));
  if (authority === undefined) printing.problems.push(problem('haproxy-print-ca-file', 'error', {}, line));
  const mode = clientAuth === 'required' ? 'required' : 'optional';
  return ['verify', mode, 'ca-file', authority ?? `${printing.folder}/client-ca.pem`];
}

/** Entries that say nothing of their own are `crt` words; runs of others are crt-lists, so that the order stays. */
function groupEntries(entries: CertificateEntry[], printing: Printing): string[][] {
  const groups: string[][] = [];
  let run: string[] = [];
  const endRun = (): void => {
    if (run.length === 0) return;
    const file = `${printing.folder}/crt-list-${String(printing.files.size + 1)}.txt`;
    printing.files.set(file, `${run.join('\n')}\n`);
    groups.push(['crt-list', file]);
    run = [];
  };
  for (const [index, entry] of entries.entries()) {
    const plain = isPlain(entry);
    checkDefault(entry, index, plain, printing);
    if (!plain) {
      run.push(crtListLine(entry, printing));
      continue;
    }
    endRun();
    const marked = entry.isDefault && index > 0 && hasDefaultCrt(printing.version);
    groups.push([marked ? 'default-crt' : 'crt', entry.file]);
  }
  endRun();
  return groups;
}

const isPlain = (entry: CertificateEntry): boolean =>
  entry.filters === null &&
  entry.clientAuth === undefined &&
  entry.versions === undefined &&
  entry.ciphers === undefined &&
  entry.clientCertificateAuthority === undefined;

/** The first certificate of a line is a default always; a later one only where the version can say so. */
function checkDefault(entry: CertificateEntry, index: number, plain: boolean, printing: Printing): void {
  if (index === 0 || !entry.isDefault) return;
  const starred = entry.filters?.some(({ text, negated }) => text === '*' && !negated) === true;
  if (hasDefaultCrt(printing.version) && (plain || starred)) return;
  printing.problems.push(
    problem('haproxy-print-default-names', 'unsupported', { file: entry.file }, entry.source),
  );
}

function crtListLine(entry: CertificateEntry, printing: Printing): string {
  const options: string[] = [];
  if (entry.versions !== undefined) options.push(...versionWords(entry.versions));
  options.push(...verifyWords(entry, entry.source, printing));
  if (entry.ciphers !== undefined) options.push('ciphers', entry.ciphers);
  const filters = (entry.filters ?? []).map(({ text, negated }) => (negated ? `!${text}` : text));
  for (const word of [entry.file, ...options, ...filters])
    if (/[\s[\]]/u.test(word))
      printing.problems.push(problem('haproxy-print-word', 'error', { word }, entry.source));
  const bracket = options.length === 0 ? [] : [`[${options.join(' ')}]`];
  return [entry.file, ...bracket, ...filters].join(' ');
}
