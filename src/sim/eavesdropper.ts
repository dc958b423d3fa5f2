/**
 * What someone on the wire without keys reads: computed from the records that crossed it and nothing else, by the same
 * parsers that read any capture. Whatever it cannot read counts as sealed.
 */
import { alertLevelName, alertName, cipherSuiteName, protocolVersionName } from '../tls/codePoints.ts';
import { escapedText } from '../bytes/field.ts';
import { joinHandshake } from '../tls/handshakeStream.ts';
import { parseAlert } from '../tls/messages/alert.ts';
import { parseCertificate12 } from '../tls/messages/certificate.ts';
import { parseClientHello, type ClientHelloContent } from '../tls/messages/clientHello.ts';
import { parseServerHello, type ServerHelloContent } from '../tls/messages/serverHello.ts';
import { longestCiphertext12, parseRecords, type TlsRecord } from '../tls/record.ts';
import { certificateIn, presentedNames } from './certificates.ts';
import type { Party, WireReading } from './trace.ts';

/** The reader on the pavement: what was read so far, and what it needs to remember to read on. */
export type Eavesdropper = {
  reading: WireReading;
  /** By direction: bytes of a handshake message that is not complete yet, and whether a ChangeCipherSpec went by. */
  streams: Record<Party, { pending: Uint8Array; changed: boolean }>;
};

const stream = { pending: new Uint8Array(), changed: false };

export const newEavesdropper = (): Eavesdropper => ({
  reading: {
    hello: null,
    answer: null,
    certificates: [],
    alerts: [],
    sealed: { client: { records: 0, bytes: 0 }, server: { records: 0, bytes: 0 } },
    notTls: { client: 0, server: 0 },
  },
  streams: { client: stream, server: stream },
});

/** Reads what a party sent, whole records or bytes that are no TLS; the eavesdropper before it is not changed. */
export function listen(before: Eavesdropper, from: Party, sent: readonly Uint8Array[]): Eavesdropper {
  let now = before;
  for (const bytes of sent) {
    const { records } = parseRecords(bytes, longestCiphertext12);
    const readable = records.every(({ errors }) => errors.length === 0);
    if (!readable) now = withReading(now, { notTls: added(now.reading.notTls, from, bytes.length) });
    else for (const record of records) now = readRecord(now, from, record);
  }
  return now;
}

const added = (counts: Record<Party, number>, from: Party, more: number): Record<Party, number> => ({
  ...counts,
  [from]: counts[from] + more,
});

const withReading = (now: Eavesdropper, change: Partial<WireReading>): Eavesdropper => ({
  ...now,
  reading: { ...now.reading, ...change },
});

const withStream = (
  now: Eavesdropper,
  from: Party,
  change: Partial<Eavesdropper['streams'][Party]>,
): Eavesdropper => ({ ...now, streams: { ...now.streams, [from]: { ...now.streams[from], ...change } } });

/**
 * In TLS 1.3 a ChangeCipherSpec means nothing and sealed records are application_data; before, everything behind a
 * ChangeCipherSpec is sealed, whatever its type says.
 */
function readRecord(now: Eavesdropper, from: Party, record: TlsRecord): Eavesdropper {
  if (record.type === 'change_cipher_spec') return withStream(now, from, { changed: true });
  const isTls13 = now.reading.answer?.version === 'TLS 1.3';
  const isSealed = record.type === 'application_data' || (!isTls13 && now.streams[from].changed);
  if (isSealed)
    return withReading(now, { sealed: withSealed(now.reading.sealed, from, record.bytes.length) });
  if (record.type === 'alert') return readAlert(now, from, record.fragment);
  if (record.type !== 'handshake') return now;
  const { messages, rest } = joinHandshake([now.streams[from].pending, record.fragment]);
  const read = messages.reduce((reader, message) => readMessage(reader, from, message), now);
  return withStream(read, from, { pending: rest });
}

const withSealed = (sealed: WireReading['sealed'], from: Party, bytes: number): WireReading['sealed'] => ({
  ...sealed,
  [from]: { records: sealed[from].records + 1, bytes: sealed[from].bytes + bytes },
});

function readAlert(now: Eavesdropper, from: Party, fragment: Uint8Array): Eavesdropper {
  const { content } = parseAlert(fragment);
  if (content === null) return now;
  const alert = { from, level: alertLevelName(content.level), name: alertName(content.description) };
  return withReading(now, { alerts: [...now.reading.alerts, alert] });
}

/** The first octet of a handshake message is its type; the parsers of other types have nothing to say here. */
function readMessage(now: Eavesdropper, from: Party, message: Uint8Array): Eavesdropper {
  const clientHello = from === 'client' ? parseClientHello(message).content : null;
  if (clientHello) return withReading(now, { hello: now.reading.hello ?? helloReading(clientHello) });
  const serverHello = from === 'server' ? parseServerHello(message).content : null;
  if (serverHello && !serverHello.retry)
    return withReading(now, { answer: answerReading(serverHello.hello) });
  const certificates = parseCertificate12(message).content?.certificate_list;
  const [leaf] = certificates ?? [];
  if (leaf === undefined) return now;
  const certificate = certificateIn(leaf);
  const names = certificate ? presentedNames(certificate) : [];
  return withReading(now, { certificates: [...now.reading.certificates, { from, names }] });
}

function helloReading(hello: ClientHelloContent): NonNullable<WireReading['hello']> {
  let serverName: string | null = null;
  let protocols: string[] = [];
  let versions = [hello.legacy_version];
  let sealed = false;
  for (const extension of hello.extensions ?? []) {
    if (extension.type === 'server_name')
      serverName = extension.data.server_name_list.map(({ HostName }) => escapedText(HostName))[0] ?? null;
    if (extension.type === 'application_layer_protocol_negotiation')
      protocols = extension.data.protocol_name_list.map(escapedText);
    if (extension.type === 'supported_versions') ({ versions } = extension.data);
    if (extension.type === 'encrypted_client_hello') sealed = true;
  }
  return { serverName, protocols, versions: versions.map(protocolVersionName), sealed };
}

function answerReading(hello: ServerHelloContent): NonNullable<WireReading['answer']> {
  let version = hello.legacy_version;
  let protocol: string | null = null;
  for (const extension of hello.extensions ?? []) {
    if (extension.type === 'supported_versions') version = extension.data;
    if (extension.type === 'application_layer_protocol_negotiation')
      protocol = extension.data.protocol_name_list.map(escapedText)[0] ?? null;
  }
  return {
    version: protocolVersionName(version),
    cipherSuite: cipherSuiteName(hello.cipher_suite),
    protocol,
  };
}
