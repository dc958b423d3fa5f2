/** EncodedClientHelloInner -> the ClientHelloInner that the client has in its transcript (RFC 9849 section 5.1). */
import { concat } from '../../bytes/concat.ts';
import { extensionType, handshakeType, protocolVersion } from '../codePoints.ts';
import { extensionCodes, findExtension } from '../findExtension.ts';
import type { Message } from '../message.ts';
import {
  encodeClientHello,
  parseClientHello,
  type ClientHelloContent,
  type ClientHelloExtension,
} from '../messages/clientHello.ts';

const paddingUnit = 32;
/** Bytes of `Extension extensions<..2^16-1>`. */
const longestExtensions = 0xffff;
/** What a server_name of no length would take beside the name (section 6.1.3). */
const serverNameOverhead = 9;

/**
 * Section 6.1.3: bytes with padding, so that the length of the sealed hello does not tell the name. `nameLength` null:
 * the hello says none.
 */
export function paddedLength(length: number, nameLength: number | null, maximumNameLength: number): number {
  const missing =
    nameLength === null
      ? maximumNameLength + serverNameOverhead
      : Math.max(0, maximumNameLength - nameLength);
  return Math.ceil((length + missing) / paddingUnit) * paddingUnit;
}

/** null: it breaks a rule of section 7.1, for which the server sends illegal_parameter. */
export function innerFromEncoded(encoded: Uint8Array, outer: ClientHelloContent): Message | null {
  const length = helloLength(encoded);
  if (length === null || encoded.subarray(length).some((octet) => octet !== 0)) return null;
  const { content, errors } = parseClientHello(withHeader(encoded.subarray(0, length)));
  if (content === null || errors.length > 0 || content.legacy_session_id.length > 0) return null;
  const extensions = expanded(content.extensions ?? [], outer.extensions ?? []);
  if (extensions === null) return null;
  const inner = { ...content, legacy_session_id: outer.legacy_session_id, extensions };
  const copied = encodeClientHello({ ...outer, extensions: outer.extensions ?? [] }).bytes.length;
  const fits = length + copied <= longestExtensions; // what follows writes no more than both together
  return fits && isInner(inner) ? encodeClientHello(inner) : null;
}

/** It has the mark of an inner hello, and offers nothing older than TLS 1.3. */
function isInner({ extensions }: ClientHelloContent): boolean {
  const ech = findExtension(extensions, 'encrypted_client_hello');
  const versions = findExtension(extensions, 'supported_versions')?.versions ?? [];
  const offersOlder = versions.some((code) => oldVersions.includes(code));
  return ech?.outer === null && versions.includes(protocolVersion('TLS 1.3')) && !offersOlder;
}

const oldVersions = (['SSL 3.0', 'TLS 1.0', 'TLS 1.1', 'TLS 1.2'] as const).map(protocolVersion);

/**
 * ech_outer_extensions replaced by what it names. null: a type that the outer hello does not have, or not in this
 * order, or encrypted_client_hello itself; or the reference stands there twice.
 */
function expanded(
  inner: readonly ClientHelloExtension[],
  outer: readonly ClientHelloExtension[],
): ClientHelloExtension[] | null {
  const reference = findExtension(inner, 'ech_outer_extensions') ?? [];
  const copies = copied(reference, outer);
  if (copies === null) return null;
  const whole = inner.flatMap((extension) =>
    extension.type === 'ech_outer_extensions' ? copies : [extension],
  );
  const codes = extensionCodes(whole);
  return new Set(codes).size < codes.length ? null : whole;
}

function copied(
  reference: readonly number[],
  outer: readonly ClientHelloExtension[],
): ClientHelloExtension[] | null {
  const codes = extensionCodes(outer);
  const copies: ClientHelloExtension[] = [];
  let from = 0;
  for (const code of reference) {
    const at = codes.indexOf(code, from);
    const extension = outer[at];
    if (extension === undefined || code === extensionType('encrypted_client_hello')) return null;
    copies.push(extension);
    from = at + 1;
  }
  return copies;
}

/** Where the ClientHello ends and its padding begins: by its own lengths. null: it does not fit. */
function helloLength(bytes: Uint8Array): number | null {
  const number = (at: number, width: 1 | 2): number =>
    width === 1 ? (bytes[at] ?? 0) : (bytes[at] ?? 0) * 0x100 + (bytes[at + 1] ?? 0);
  let end = 2 + 32; // legacy_version, random
  for (const width of [1, 2, 1, 2] as const) end += width + number(end, width); // session id, suites, compression, extensions
  return end <= bytes.length ? end : null;
}

const withHeader = (body: Uint8Array): Uint8Array =>
  concat(
    [handshakeType('client_hello'), body.length >>> 16, (body.length >>> 8) & 0xff, body.length & 0xff],
    body,
  );
