/** ClientKeyExchange of TLS 1.2: RSA (RFC 5246 section 7.4.7.1) and ECDHE (RFC 8422 section 5.7). */
import { opaqueVector, struct } from '../codec.ts';
import type { ContentOf } from '../codec.ts';
import { encodeHandshake, parseHandshake } from '../message.ts';
import type { Message, ParsedMessage } from '../message.ts';

const clientKeyExchangeRsa = struct({ EncryptedPreMasterSecret: opaqueVector(2, 0, 0xffff) });
const clientKeyExchangeEcdhe = struct({ ecdh_Yc: opaqueVector(1, 1, 0xff) });

/** The premaster secret, encrypted with the key in the server's certificate. */
export type ClientKeyExchangeRsaContent = ContentOf<typeof clientKeyExchangeRsa>;
/** The client's ephemeral public key as the curve encodes it. */
export type ClientKeyExchangeEcdheContent = ContentOf<typeof clientKeyExchangeEcdhe>;

/** RSA key exchange. @throws RangeError when the secret is longer than its length can say. */
export const encodeClientKeyExchangeRsa = (content: ClientKeyExchangeRsaContent): Message =>
  encodeHandshake('client_key_exchange', 'ClientKeyExchange', clientKeyExchangeRsa, content);

/** ECDHE key exchange. @throws RangeError when the key is longer than its length can say. */
export const encodeClientKeyExchangeEcdhe = (content: ClientKeyExchangeEcdheContent): Message =>
  encodeHandshake('client_key_exchange', 'ClientKeyExchange', clientKeyExchangeEcdhe, content);

/** Reads the RSA form; never throws. */
export const parseClientKeyExchangeRsa = (bytes: Uint8Array): ParsedMessage<ClientKeyExchangeRsaContent> =>
  parseHandshake('client_key_exchange', 'ClientKeyExchange', clientKeyExchangeRsa, bytes);

/** Reads the ECDHE form; never throws. */
export const parseClientKeyExchangeEcdhe = (
  bytes: Uint8Array,
): ParsedMessage<ClientKeyExchangeEcdheContent> =>
  parseHandshake('client_key_exchange', 'ClientKeyExchange', clientKeyExchangeEcdhe, bytes);
