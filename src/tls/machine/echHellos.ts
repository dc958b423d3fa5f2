/** The hellos of a client that seals: what is in each of the two, and how they are sent (RFC 9849 section 6.1). */
import { equalBytes } from '../../bytes/equalBytes.ts';
import { cipherSuite } from '../codePoints.ts';
import { echSender, greaseEch, markInner, sealInner } from '../ech/clientHello.ts';
import { encodeEchConfig, usableConfig } from '../ech/config.ts';
import { extensionCodes, findExtension } from '../findExtension.ts';
import { hpkeKeyPair } from '../hpke.ts';
import {
  encodeClientHello,
  type ClientHelloContent,
  type ClientHelloExtension,
} from '../messages/clientHello.ts';
import type { ClientOptions } from '../options.ts';
import { suite13 } from '../suites13.ts';
import type { ClientStart, SealedHello } from './clientStart.ts';
import { buildHello } from './helloBuilder.ts';
import { withPsk } from './pskOffer.ts';
import type { Handshake } from './state.ts';
import { Transcript } from './transcript.ts';

type Unsealed = Omit<ClientStart, 'hello' | 'ech'>;

/** Sends the first hello with another one sealed in it; null: there is nothing to seal for. */
export function sendSealedHello(handshake: Handshake, start: Unsealed): ClientStart | null {
  const { options, keyPairs, psk } = start;
  const config = options.ech && offersTls13(options) ? usableConfig(options.ech.configs) : null;
  const sender = config && echSender(config, hpkeKeyPair(options.random(32, 'ech ephemeral key')));
  if (sender === null) return null;
  const inner = buildHello(innerOptions(options), keyPairs);
  const publicName = new TextDecoder().decode(sender.config.contents.public_name);
  const outer = {
    ...buildHello({ ...options, session: null, serverName: publicName }, keyPairs),
    random: options.random(32, 'outer client random'),
    legacy_session_id: inner.legacy_session_id,
  };
  const unsent = { sender, psk, transcript: new Transcript(), outer };
  const { sealed, hello } = sendBoth(handshake, options, unsent, markInner(sharedLast(inner, outer)), 0);
  handshake.transcript.add(encodeClientHello(hello).bytes);
  tellSecrets(handshake, sealed, hello.random);
  return { ...start, psk: null, hello, ech: { state: 'sealed', ...sealed } };
}

/** Sends the second one after a HelloRetryRequest that took the inner hello; both hellos already answer it. */
export function sendSealedAgain(
  handshake: Handshake,
  start: Unsealed,
  before: SealedHello,
  inner: ClientHelloContent,
): ClientStart {
  const { sealed } = sendBoth(handshake, start.options, { ...before, psk: start.psk }, inner, 1);
  return { ...start, hello: sealed.inner, ech: { state: 'accepted', ...sealed } };
}

/** Puts filler into the hello of a client that would seal and has no key to seal for (section 6.2). */
export function withFiller(hello: ClientHelloContent, options: ClientOptions): ClientHelloContent {
  if (options.ech === null || hello.extensions === null || !offersTls13(options)) return hello;
  const { publicKey } = hpkeKeyPair(options.random(32, 'ech filler key'));
  const filler = greaseEch(options.random, publicKey, encodeClientHello(hello).bytes.length);
  return { ...hello, extensions: [...hello.extensions, filler] };
}

const offersTls13 = ({ versions }: ClientOptions): boolean => versions.includes('1.3');

/** Section 6.1: nothing older than TLS 1.3 in the inner hello, and no session of it. */
const innerOptions = (options: ClientOptions): ClientOptions => ({
  ...options,
  versions: ['1.3'],
  cipherSuites: options.cipherSuites.filter((name) => suite13(name) !== undefined),
  session: null,
});

function sendBoth(
  handshake: Handshake,
  { random }: ClientOptions,
  { sender, psk, transcript, outer }: Omit<SealedHello, 'inner'>,
  unbound: ClientHelloContent,
  sequence: 0 | 1,
): { sealed: SealedHello; hello: ClientHelloContent } {
  const inner = psk === null ? unbound : withPsk(unbound, psk, transcript, handshake.now);
  const shared = sharedTypes(inner, outer);
  const hello = sealInner(sender, sequence, inner, withFillerPsk(outer, inner, random), shared);
  handshake.outbox.send(encodeClientHello(hello));
  transcript.add(encodeClientHello(inner).bytes);
  return { sealed: { sender, inner, psk, transcript, outer }, hello };
}

/** Section 6.1.2: as many identities and binders of the same lengths, all of chance. */
function withFillerPsk(
  outer: ClientHelloContent,
  inner: ClientHelloContent,
  random: ClientOptions['random'],
): ClientHelloContent {
  const offered = findExtension(inner.extensions, 'pre_shared_key');
  if (offered === undefined) return outer;
  const filler: ClientHelloExtension = {
    type: 'pre_shared_key',
    data: {
      identities: offered.identities.map(({ identity }) => ({
        identity: random(identity.length, 'filler identity'),
        obfuscated_ticket_age: new DataView(Uint8Array.from(random(4, 'filler age')).buffer).getUint32(0),
      })),
      binders: offered.binders.map(({ length }) => random(length, 'filler binder')),
    },
  };
  return { ...outer, extensions: [...(outer.extensions ?? []), filler] };
}

/** Types of the extensions that are the same in both: they need not be said twice (section 5.1). */
function sharedTypes(inner: ClientHelloContent, outer: ClientHelloContent): number[] {
  const others = new Map((outer.extensions ?? []).map((each) => [codeOf(each), bytesOf(each)]));
  return (inner.extensions ?? []).flatMap((each) => {
    const other = others.get(codeOf(each));
    return other !== undefined && equalBytes(other, bytesOf(each)) ? [codeOf(each)] : [];
  });
}

/** Those that are shared have to stand together, in the order of the outer hello. */
function sharedLast(inner: ClientHelloContent, outer: ClientHelloContent): ClientHelloContent {
  const shared = new Set(sharedTypes(inner, outer));
  const own = (inner.extensions ?? []).filter((each) => !shared.has(codeOf(each)));
  const common = (outer.extensions ?? []).filter((each) => shared.has(codeOf(each)));
  return { ...inner, extensions: [...own, ...common] };
}

const codeOf = (extension: ClientHelloExtension): number => extensionCodes([extension])[0] ?? 0;

const bytesOf = (extension: ClientHelloExtension): Uint8Array =>
  encodeClientHello({
    legacy_version: 0,
    random: new Uint8Array(32),
    legacy_session_id: new Uint8Array(),
    cipher_suites: [cipherSuite('TLS_AES_128_GCM_SHA256')],
    legacy_compression_methods: [0],
    extensions: [extension],
  }).bytes;

/** RFC 9850 section 2.3: what a reader of captures needs to open the hello, under the random that it sees. */
function tellSecrets({ outbox }: Handshake, { sender }: SealedHello, clientRandom: Uint8Array): void {
  const config = encodeEchConfig(sender.config.config);
  outbox.emit({ kind: 'secret', label: 'ECH_SECRET', clientRandom, secret: sender.secret });
  outbox.emit({ kind: 'secret', label: 'ECH_CONFIG', clientRandom, secret: config });
}
