/** Every message form with its parser and its builder, so that tests can go through all of them. */
import type { Message, ParsedMessage } from '../../../src/tls/message.ts';
import * as alert from '../../../src/tls/messages/alert.ts';
import * as certificate from '../../../src/tls/messages/certificate.ts';
import * as request from '../../../src/tls/messages/certificateRequest.ts';
import {
  encodeCertificateVerify,
  parseCertificateVerify,
} from '../../../src/tls/messages/certificateVerify.ts';
import { encodeChangeCipherSpec, parseChangeCipherSpec } from '../../../src/tls/messages/changeCipherSpec.ts';
import { encodeClientHello, parseClientHello } from '../../../src/tls/messages/clientHello.ts';
import * as clientKey from '../../../src/tls/messages/clientKeyExchange.ts';
import * as encrypted from '../../../src/tls/messages/encryptedExtensions.ts';
import { encodeFinished, parseFinished } from '../../../src/tls/messages/finished.ts';
import { encodeKeyUpdate, parseKeyUpdate } from '../../../src/tls/messages/keyUpdate.ts';
import * as ticket from '../../../src/tls/messages/newSessionTicket.ts';
import {
  encodeHelloRetryRequest,
  encodeServerHello,
  parseServerHello,
} from '../../../src/tls/messages/serverHello.ts';
import type { ServerHelloOrRetry } from '../../../src/tls/messages/serverHello.ts';
import { encodeServerHelloDone, parseServerHelloDone } from '../../../src/tls/messages/serverHelloDone.ts';
import {
  encodeServerKeyExchange,
  parseServerKeyExchange,
} from '../../../src/tls/messages/serverKeyExchange.ts';

/** Parses; builds again from what was parsed, null where the content could not be read in full. */
export type RoundTrip = (bytes: Uint8Array) => { parsed: ParsedMessage<unknown>; built: Message | null };

const form =
  <T>(parse: (bytes: Uint8Array) => ParsedMessage<T>, encode: (content: T) => Message): RoundTrip =>
  (bytes) => {
    const parsed = parse(bytes);
    const complete =
      parsed.content !== null || (parsed.errors.length === 0 && parsed.type === 'server_hello_done');
    return { parsed, built: complete ? encode(parsed.content as T) : null };
  };

const encodeEither = (either: ServerHelloOrRetry): Message =>
  either.retry ? encodeHelloRetryRequest(either.hello) : encodeServerHello(either.hello);

/** By the name that openssl -msg prints, the version, and the key exchange where it matters. */
export const forms = {
  ClientHello: form(parseClientHello, encodeClientHello),
  ServerHello: form(parseServerHello, encodeEither),
  EncryptedExtensions: form(encrypted.parseEncryptedExtensions, encrypted.encodeEncryptedExtensions),
  'Certificate 1.2': form(certificate.parseCertificate12, certificate.encodeCertificate12),
  'Certificate 1.3': form(certificate.parseCertificate13, certificate.encodeCertificate13),
  'CertificateRequest 1.2': form(request.parseCertificateRequest12, request.encodeCertificateRequest12),
  'CertificateRequest 1.3': form(request.parseCertificateRequest13, request.encodeCertificateRequest13),
  ServerKeyExchange: form(parseServerKeyExchange, encodeServerKeyExchange),
  ServerHelloDone: form(parseServerHelloDone, encodeServerHelloDone),
  'ClientKeyExchange tls12-ec': form(
    clientKey.parseClientKeyExchangeEcdhe,
    clientKey.encodeClientKeyExchangeEcdhe,
  ),
  'ClientKeyExchange tls12-rsa': form(
    clientKey.parseClientKeyExchangeRsa,
    clientKey.encodeClientKeyExchangeRsa,
  ),
  CertificateVerify: form(parseCertificateVerify, encodeCertificateVerify),
  Finished: form(parseFinished, encodeFinished),
  'NewSessionTicket 1.2': form(ticket.parseNewSessionTicket12, ticket.encodeNewSessionTicket12),
  'NewSessionTicket 1.3': form(ticket.parseNewSessionTicket13, ticket.encodeNewSessionTicket13),
  KeyUpdate: form(parseKeyUpdate, encodeKeyUpdate),
  Alert: form(alert.parseAlert, alert.encodeAlert),
  ChangeCipherSpec: form(parseChangeCipherSpec, encodeChangeCipherSpec),
} satisfies Record<string, RoundTrip>;

/** The form of a captured message. */
export function formOf(name: string, version: string, file: string): RoundTrip {
  const found = Object.entries(forms).find(([key]) =>
    [name, `${name} ${version}`, `${name} ${file}`].includes(key),
  );
  if (found === undefined) throw new Error(`no form for ${name} ${version} ${file}`);
  return found[1];
}
