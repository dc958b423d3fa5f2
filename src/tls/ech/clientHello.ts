/** The two hellos of Encrypted Client Hello: how a client makes them and a server opens them (RFC 9849 sections 5-7). */
import { concat } from '../../bytes/concat.ts';
import { extensionCodes, findExtension } from '../findExtension.ts';
import { hpkeLengths, hpkeOpen, hpkeSeal, hpkeSuite, setupRecipient, setupSender } from '../hpke.ts';
import type { HpkeKeyPair } from '../hpke.ts';
import type { Message } from '../message.ts';
import {
  encodeClientHello,
  type ClientHelloContent,
  type ClientHelloExtension,
} from '../messages/clientHello.ts';
import { encodeEchConfig, type EchConfig, type UsableConfig } from './config.ts';
import type { EchOuter } from './extension.ts';
import { innerFromEncoded, paddedLength } from './encodedInner.ts';

const utf8 = new TextEncoder();
const noBytes = new Uint8Array(0);
const handshakeHeader = 4;
const mark: ClientHelloExtension = { type: 'encrypted_client_hello', data: { outer: null } };

/** `inner` counts when the server accepts, `outer` when it does not: their transcripts go on with one or the other. */
export type EchOffer = { inner: Message; outer: Message };

/**
 * Seals the hello `inner` into the hello `outer` for a server's configuration. Both come without
 * encrypted_client_hello; `outer` says the public name. Extensions of the types in `shared` are in both and travel in
 * the outer one alone: they stand together in the inner one, in the same order. null: the configuration's key is none
 * of X25519.
 */
export function offerEch(
  inner: ClientHelloContent,
  outer: ClientHelloContent,
  { config, contents }: UsableConfig,
  ephemeral: HpkeKeyPair,
  shared: readonly number[] = [],
): EchOffer | null {
  const sender = setupSender(contents.key_config.public_key, configInfo(config), ephemeral);
  if (sender === null) return null;
  const marked = withExtension(inner, mark);
  const encoded = encodeInner(marked, shared, contents.maximum_name_length);
  const sealedLength = encoded.length + hpkeLengths.tag;
  const sealing = (payload: Uint8Array): ClientHelloContent =>
    withExtension(outer, outerExtension(contents.key_config.config_id, sender.enc, payload));
  const additional = bodyOf(sealing(new Uint8Array(sealedLength)));
  const payload = hpkeSeal(sender.context, 0, additional, encoded);
  return { inner: encodeClientHello(marked), outer: encodeClientHello(sealing(payload)) };
}

/** A key that the server holds, with the configuration that it published for it. */
export type EchKey = { config: UsableConfig; keyPair: HpkeKeyPair };

/**
 * The server's side. `accepted`: the inner hello as the client has it in its transcript. `rejected`: nothing here
 * opens it (as filler does), and the outer hello counts. `illegal`: it opens and may not be what it is (section 7.1:
 * illegal_parameter). `absent`: there is no encrypted_client_hello, or it is not for a server that opens it.
 */
export type EchReading =
  { outcome: 'accepted'; inner: Message } | { outcome: 'rejected' | 'illegal' | 'absent' };

export function openEch(outer: ClientHelloContent, keys: readonly EchKey[]): EchReading {
  const sealed = findExtension(outer.extensions, 'encrypted_client_hello')?.outer ?? null;
  if (sealed === null) return { outcome: 'absent' };
  const additional = bodyOf(replacePayload(outer, sealed, new Uint8Array(sealed.payload.length)));
  for (const { config, keyPair } of keys) {
    if (config.contents.key_config.config_id !== sealed.config_id || !isOurSuite(sealed)) continue;
    const context = setupRecipient(sealed.enc, keyPair, configInfo(config.config));
    const encoded = context && hpkeOpen(context, 0, additional, sealed.payload);
    if (encoded === null) continue;
    const inner = innerFromEncoded(encoded, outer);
    return inner === null ? { outcome: 'illegal' } : { outcome: 'accepted', inner };
  }
  return { outcome: 'rejected' };
}

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
