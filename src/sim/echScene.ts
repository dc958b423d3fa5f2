/**
 * The scene's hello once more with Encrypted Client Hello (RFC 9849): what the server publishes in DNS, the two hellos,
 * what someone on the wire reads of them, and what the server makes of them. The handshake behind it is not played.
 */
import { encodeBase64 } from '../bytes/base64.ts';
import type { Field } from '../bytes/field.ts';
import { echConfigVersion, protocolVersion } from '../tls/codePoints.ts';
import { echSender, greaseEch, markInner, openEch, sealInner, type EchKey } from '../tls/ech/clientHello.ts';
import { encodeEchConfigList, usableConfig, type EchConfig } from '../tls/ech/config.ts';
import { findExtension } from '../tls/findExtension.ts';
import { hpkeKeyPair, hpkeSuite, type HpkeKeyPair } from '../tls/hpke.ts';
import type { Message } from '../tls/message.ts';
import {
  encodeClientHello,
  parseClientHello,
  serverNameExtension,
  type ClientHelloContent,
} from '../tls/messages/clientHello.ts';
import { encodeEncryptedExtensions } from '../tls/messages/encryptedExtensions.ts';
import { wrapMessage } from '../tls/record.ts';
import { seededBytes } from '../tls/seededBytes.ts';
import { listen, newEavesdropper } from './eavesdropper.ts';
import type { Trace } from './trace.ts';

/** `stale`: the client has an older configuration than the server's key. `filler`: it has none, and pretends. */
export const echCases = ['sealed', 'stale', 'filler'] as const;
export type EchCase = (typeof echCases)[number];

type Shown = { bytes: Uint8Array; field: Field };

export type EchScene = {
  /** What DNS says in the HTTPS record of the name, as the client has it; null: it asked and there is none. */
  published: (Shown & { base64: string }) | null;
  /** On the wire. */
  outer: Message;
  /** server_name as someone on the wire reads it, and as the client means it; null: none. */
  readName: string | null;
  meantName: string | null;
  outcome: 'accepted' | 'rejected';
  /** The hello that was sealed, as the server has it in its transcript. */
  inner: Message | null;
  /** What a server that rejects a sealed hello says, encrypted: its configurations for the next try. */
  retry: Message | null;
};

/** RFC 2606 keeps it free. */
export const publicName = 'public.example';
const utf8 = new TextEncoder();
const longestName = 64;

/** null: there is no hello, or it does not offer TLS 1.3, without which there is no Encrypted Client Hello. */
export function echScene({ steps, scenario }: Trace, echCase: EchCase): EchScene | null {
  const message = steps.find(({ id }) => id === 'client-hello')?.message ?? null;
  const hello = message && 'bytes' in message ? parseClientHello(message.bytes).content : null;
  const versions = findExtension(hello?.extensions ?? null, 'supported_versions')?.versions ?? [];
  if (hello === null || !versions.includes(protocolVersion('TLS 1.3'))) return null;
  const random = seededBytes(scenario.seed);
  const key = (label: string): HpkeKeyPair => hpkeKeyPair(random(32, `ech: ${label}`));
  const current = configOf(1, key('key'));
  const clients = echCase === 'sealed' ? current : configOf(0, key('older key'));
  const offer =
    echCase === 'filler'
      ? filler(hello, random, key('filler'))
      : sealed(hello, clients, random, key('ephemeral'));
  if (offer === null) return null;
  const opened = openEch(offer.content, keysOf(current, key('key')));
  const isAccepted = opened.outcome === 'accepted';
  return {
    published: echCase === 'filler' ? null : publishedList([clients]),
    outer: offer.outer,
    readName: readBy(offer.outer),
    meantName: nameIn(hello),
    outcome: isAccepted ? 'accepted' : 'rejected',
    inner: isAccepted ? opened.inner : null,
    retry: isAccepted
      ? null
      : encodeEncryptedExtensions({ extensions: [{ type: 'encrypted_client_hello', data: [current] }] }),
  };
}

const configOf = (config_id: number, { publicKey }: HpkeKeyPair): EchConfig => ({
  version: echConfigVersion('ECH'),
  contents: {
    key_config: {
      config_id,
      kem_id: hpkeSuite.kem,
      public_key: publicKey,
      cipher_suites: [{ kdf_id: hpkeSuite.kdf, aead_id: hpkeSuite.aead }],
    },
    maximum_name_length: longestName,
    public_name: utf8.encode(publicName),
    extensions: [],
  },
});

function keysOf(config: EchConfig, keyPair: HpkeKeyPair): EchKey[] {
  const usable = usableConfig([config]);
  return usable ? [{ config: usable, keyPair }] : [];
}

function publishedList(configs: EchConfig[]): Shown & { base64: string } {
  const { bytes, field } = encodeEchConfigList(configs);
  return { bytes, field, base64: encodeBase64(bytes) };
}

type Random = (length: number, label: string) => Uint8Array;
type Offer = { outer: Message; content: ClientHelloContent };

/** The inner hello offers TLS 1.3 alone (RFC 9849 section 6.1). The outer one has a random of its own. */
function sealed(
  hello: ClientHelloContent,
  config: EchConfig,
  random: Random,
  ephemeral: HpkeKeyPair,
): Offer | null {
  const usable = usableConfig([config]);
  const inner = { ...hello, extensions: (hello.extensions ?? []).map(onlyTls13) };
  const outer = { ...hello, random: random(32, 'ech: outer random'), extensions: withPublicName(hello) };
  const sender = usable && echSender(usable, ephemeral);
  return sender && offered(encodeClientHello(sealInner(sender, 0, markInner(inner), outer)));
}

type Extension = NonNullable<ClientHelloContent['extensions']>[number];

const onlyTls13 = (extension: Extension): Extension =>
  extension.type === 'supported_versions'
    ? { type: extension.type, data: { versions: [protocolVersion('TLS 1.3')] } }
    : extension;

const withPublicName = ({ extensions }: ClientHelloContent): Extension[] => [
  serverNameExtension(publicName),
  ...(extensions ?? []).filter(({ type }) => type !== 'server_name'),
];

function filler(hello: ClientHelloContent, random: Random, { publicKey }: HpkeKeyPair): Offer | null {
  const length = encodeClientHello(hello).bytes.length;
  const extensions = [...(hello.extensions ?? []), greaseEch(random, publicKey, length)];
  return offered(encodeClientHello({ ...hello, extensions }));
}

function offered(outer: Message): Offer | null {
  const { content } = parseClientHello(outer.bytes);
  return content && { outer, content };
}

function nameIn({ extensions }: ClientHelloContent): string | null {
  const name = findExtension(extensions, 'server_name')?.server_name_list[0]?.HostName;
  return name === undefined ? null : new TextDecoder().decode(name);
}

function readBy(outer: Message): string | null {
  const records = wrapMessage(outer, protocolVersion('TLS 1.0')).map(({ bytes }) => bytes);
  return listen(newEavesdropper(), 'client', records).reading.hello?.serverName ?? null;
}
