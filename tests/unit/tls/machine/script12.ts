/** A server of TLS 1.2 that says what a test wrote: hand-made flights for a client. */
import {
  cipherSuite,
  ecCurveType,
  namedGroup,
  protocolVersion,
  signatureScheme,
} from '../../../../src/tls/codePoints.ts';
import { createClient } from '../../../../src/tls/client.ts';
import { concat } from '../../../../src/bytes/concat.ts';
import type { EndpointEvent } from '../../../../src/tls/endpoint.ts';
import type { Message } from '../../../../src/tls/message.ts';
import { encodeCertificate12 } from '../../../../src/tls/messages/certificate.ts';
import { encodeServerHello, type ServerHelloContent } from '../../../../src/tls/messages/serverHello.ts';
import {
  encodeServerKeyExchange,
  type ServerKeyExchangeContent,
} from '../../../../src/tls/messages/serverKeyExchange.ts';
import type { ClientOptions } from '../../../../src/tls/options.ts';
import { wrapMessage } from '../../../../src/tls/record.ts';
import type { AlertName } from '../../../../src/tls/codePoints.ts';
import { credentials } from './ends.ts';
import { client12 } from './ends12.ts';

const tls12 = protocolVersion('TLS 1.2');

export const hello = (changes: Partial<ServerHelloContent> = {}): Message =>
  encodeServerHello({
    legacy_version: tls12,
    random: new Uint8Array(32).fill(0x22),
    legacy_session_id_echo: new Uint8Array(),
    cipher_suite: cipherSuite('TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256'),
    legacy_compression_method: 0,
    extensions: null,
    ...changes,
  });

export const certificate = (chain: readonly Uint8Array[] = credentials.ecdsa.chain): Message =>
  encodeCertificate12({ certificate_list: [...chain] });

type KeyExchange = { group?: number; publicKey?: Uint8Array; scheme?: number; signature?: Uint8Array };

/** Signed by nobody unless a signature is given. */
export function keyExchange({ group, publicKey, scheme, signature }: KeyExchange = {}): Message {
  const content: ServerKeyExchangeContent = {
    params: {
      curve_params: { curve_type: ecCurveType('named_curve'), namedcurve: group ?? namedGroup('x25519') },
      public: publicKey ?? new Uint8Array(32).fill(9),
    },
    signed_params: {
      algorithm: scheme ?? signatureScheme('ecdsa_secp256r1_sha256'),
      signature: signature ?? new Uint8Array(70),
    },
  };
  return encodeServerKeyExchange(content);
}

/** The records of messages, as they are without keys. */
export const recordsOf = (messages: readonly Message[]): Uint8Array =>
  concat(...messages.flatMap((message) => wrapMessage(message, tls12)).map(({ bytes }) => bytes));

/** What a client makes of such a flight; `judgement` of the certificate, if it gets so far. */
export function clientOn(
  flight: readonly Message[],
  options: Partial<ClientOptions> = {},
  judgement: AlertName | null = null,
): EndpointEvent[] {
  const client = createClient(client12(options));
  const events = [...client.start().events, ...client.receive(recordsOf(flight)).events];
  if (client.state === 'judging') events.push(...client.judge(judgement).events);
  return events;
}
