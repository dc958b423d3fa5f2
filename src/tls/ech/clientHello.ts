/** The two hellos of Encrypted Client Hello: how a client makes them and a server opens them (RFC 9849 sections 5-7). */
import { concat } from '../../bytes/concat.ts';
import { extensionCodes, findExtension } from '../findExtension.ts';
import { handshakeHeader } from '../handshakeStream.ts';
import { hpkeLengths, hpkeOpen, hpkeSeal, hpkeSuite, setupRecipient, setupSender } from '../hpke.ts';
import type { HpkeContext, HpkeKeyPair } from '../hpke.ts';
import type { Message } from '../message.ts';
import {
  encodeClientHello,
  type ClientHelloContent,
  type ClientHelloExtension,
} from '../messages/clientHello.ts';
import type { Refusal } from '../refusal.ts';
import { encodeEchConfig, type EchConfig, type UsableConfig } from './config.ts';
import type { EchOuter } from './extension.ts';
import { innerFromEncoded, paddedLength } from './encodedInner.ts';

const utf8 = new TextEncoder();
const noBytes = new Uint8Array(0);
const mark: ClientHelloExtension = { type: 'encrypted_client_hello', data: { outer: null } };

/** What a client seals with: the server's configuration, and what its own ephemeral key made with it. */
export type EchSender = { config: UsableConfig; enc: Uint8Array; secret: Uint8Array; context: HpkeContext };

/** null: the configuration's key is none of X25519. */
export function echSender(config: UsableConfig, ephemeral: HpkeKeyPair): EchSender | null {
  const { public_key } = config.contents.key_config;
  const sender = setupSender(public_key, configInfo(config.config), ephemeral);
  return sender && { config, ...sender };
}

/** The hello that counts when the server accepts has a mark of its own, before any PSK is bound to it. */
export const markInner = (hello: ClientHelloContent): ClientHelloContent => withExtension(hello, mark);

/**
 * `outer` with `inner` sealed in it. `inner` has its mark, `outer` says the public name and has no
 * encrypted_client_hello yet. `sequence`: 0, or 1 for the hello after a HelloRetryRequest, which does not repeat `enc`
 * (section 6.1.5). Extensions of the types in `shared` are in both and travel in the outer one alone: they stand
 * together in the inner one, in the same order.
 */
export function sealInner(
  { config, enc, context }: EchSender,
  sequence: 0 | 1,
  inner: ClientHelloContent,
  outer: ClientHelloContent,
  shared: readonly number[] = [],
): ClientHelloContent {
  const { key_config, maximum_name_length } = config.contents;
  const encoded = encodeInner(inner, shared, maximum_name_length);
  const sealing = (payload: Uint8Array): ClientHelloContent =>
    withExtension(outer, outerExtension(key_config.config_id, sequence === 0 ? enc : noBytes, payload));
  const additional = bodyOf(sealing(new Uint8Array(encoded.length + hpkeLengths.tag)));
  return sealing(hpkeSeal(context, sequence, additional, encoded));
}

/** A key that the server holds, with the configuration that it published for it. */
export type EchKey = { config: UsableConfig; keyPair: HpkeKeyPair };

/** What opened a first hello, and opens the second one. */
export type EchRecipient = { context: HpkeContext; sealed: EchOuter };

/**
 * The server's side. `accepted`: the inner hello as the client has it in its transcript. `rejected`: nothing here
 * opens it (as filler does), and the outer hello counts. `illegal`: it opens and may not be what it is (section 7.1:
 * illegal_parameter). `absent`: there is no encrypted_client_hello, or it is not for a server that opens it.
 */
export type EchReading =
  | { outcome: 'accepted'; inner: Message; recipient: EchRecipient }
  | { outcome: 'rejected' }
  | { outcome: 'illegal' }
  | { outcome: 'absent' };

export function openEch(outer: ClientHelloContent, keys: readonly EchKey[]): EchReading {
  const sealed = findExtension(outer.extensions, 'encrypted_client_hello')?.outer ?? null;
  if (sealed === null) return { outcome: 'absent' };
  for (const { config, keyPair } of keys) {
    if (config.contents.key_config.config_id !== sealed.config_id || !isOurSuite(sealed)) continue;
    const context = setupRecipient(sealed.enc, keyPair, configInfo(config.config));
    const encoded = context && hpkeOpen(context, 0, additionalData(outer, sealed), sealed.payload);
    if (context === null || encoded === null) continue;
    const inner = innerFromEncoded(encoded, outer);
    if (inner === null) return { outcome: 'illegal' };
    return { outcome: 'accepted', inner, recipient: { context, sealed } };
  }
  return { outcome: 'rejected' };
}

/** Section 7.1.1: the hello after a HelloRetryRequest is a second message under the key of the first. */
export function reopenEch(
  outer: ClientHelloContent,
  { context, sealed: first }: EchRecipient,
): Message | Refusal {
  const second = findExtension(outer.extensions, 'encrypted_client_hello')?.outer ?? null;
  if (second === null) return { alert: 'missing_extension', reason: 'missing-extension' };
  const { kdf_id, aead_id } = first.HpkeSymmetricCipherSuite;
  const suite = second.HpkeSymmetricCipherSuite;
  const isSame = suite.kdf_id === kdf_id && suite.aead_id === aead_id && second.config_id === first.config_id;
  if (!isSame || second.enc.length > 0) return { alert: 'illegal_parameter', reason: 'hello-changed' };
  const encoded = hpkeOpen(context, 1, additionalData(outer, second), second.payload);
  if (encoded === null) return { alert: 'decrypt_error', reason: 'ech-not-opened' };
  return innerFromEncoded(encoded, outer) ?? { alert: 'illegal_parameter', reason: 'bad-inner-hello' };
}

/** Section 5.2: the outer hello with zeros for what is sealed. */
const additionalData = (outer: ClientHelloContent, sealed: EchOuter): Uint8Array =>
  bodyOf(replacePayload(outer, sealed, new Uint8Array(sealed.payload.length)));

/**
 * Filler of a client that has no configuration: it looks like an encrypted hello of `innerLength` bytes and opens
 * with no key, so that nobody can tell those who hide something (section 6.2).
 */
export const greaseEch = (
  random: (length: number, label: string) => Uint8Array,
  enc: Uint8Array,
  innerLength: number,
): ClientHelloExtension =>
  outerExtension(
    random(1, 'ech grease config_id')[0] ?? 0,
    enc,
    random(Math.ceil(innerLength / 32) * 32 + hpkeLengths.tag, 'ech grease payload'),
  );

/** Section 6.1: what binds the key to its configuration. */
const configInfo = (config: EchConfig): Uint8Array =>
  concat(utf8.encode('tls ech'), [0], encodeEchConfig(config));

/** A ClientHello without its handshake header. */
const bodyOf = (hello: ClientHelloContent): Uint8Array =>
  encodeClientHello(hello).bytes.slice(handshakeHeader);

const isOurSuite = ({ HpkeSymmetricCipherSuite: { kdf_id, aead_id } }: EchOuter): boolean =>
  kdf_id === hpkeSuite.kdf && aead_id === hpkeSuite.aead;

const outerExtension = (config_id: number, enc: Uint8Array, payload: Uint8Array): ClientHelloExtension => ({
  type: 'encrypted_client_hello',
  data: {
    outer: {
      HpkeSymmetricCipherSuite: { kdf_id: hpkeSuite.kdf, aead_id: hpkeSuite.aead },
      config_id,
      enc,
      payload,
    },
  },
});

/** pre_shared_key stays last (RFC 9846 section 4.3.11). */
function withExtension(hello: ClientHelloContent, added: ClientHelloExtension): ClientHelloContent {
  const extensions = hello.extensions ?? [];
  const last = extensions.filter(({ type }) => type === 'pre_shared_key');
  return { ...hello, extensions: [...extensions.filter((each) => !last.includes(each)), added, ...last] };
}

const replacePayload = (
  outer: ClientHelloContent,
  sealed: EchOuter,
  payload: Uint8Array,
): ClientHelloContent => ({
  ...outer,
  extensions: (outer.extensions ?? []).map((extension) =>
    extension.type === 'encrypted_client_hello'
      ? { type: 'encrypted_client_hello', data: { outer: { ...sealed, payload } } }
      : extension,
  ),
});

/** Section 5.1: EncodedClientHelloInner, padded as section 6.1.3 recommends. */
function encodeInner(
  inner: ClientHelloContent,
  shared: readonly number[],
  maximumNameLength: number,
): Uint8Array {
  const encoded = bodyOf({
    ...inner,
    legacy_session_id: noBytes,
    extensions: referring(inner.extensions ?? [], shared),
  });
  const name = findExtension(inner.extensions, 'server_name')?.server_name_list[0]?.HostName;
  return concat(
    encoded,
    new Uint8Array(paddedLength(encoded.length, name?.length ?? null, maximumNameLength) - encoded.length),
  );
}

/** ech_outer_extensions stands where the first of the shared ones stood. */
function referring(
  extensions: readonly ClientHelloExtension[],
  shared: readonly number[],
): ClientHelloExtension[] {
  const codes = extensionCodes(extensions);
  const isShared = codes.map((code) => shared.includes(code));
  const first = isShared.indexOf(true);
  if (first < 0) return [...extensions];
  const reference: ClientHelloExtension = {
    type: 'ech_outer_extensions',
    data: codes.filter((_, index) => isShared[index]),
  };
  return extensions.flatMap((extension, index) =>
    index === first ? [reference] : isShared[index] ? [] : [extension],
  );
}
