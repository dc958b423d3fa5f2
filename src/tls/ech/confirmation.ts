/** How a server says, to those who can check it alone, that it took the inner hello (RFC 9849 section 7.2). */
import { equalBytes } from '../../bytes/equalBytes.ts';
import { concat } from '../../bytes/concat.ts';
import { handshakeType } from '../codePoints.ts';
import { digest, type HashName } from '../crypto/hash.ts';
import { hkdfExpandLabel, hkdfExtract } from '../crypto/hkdf.ts';

const confirmationLength = 8;
const randomLength = 32;
/** Of a ServerHello with its handshake header: where the last octets of its random are, which carry the confirmation. */
const start = 4 + 2 + randomLength - confirmationLength;
const end = start + confirmationLength;

/**
 * The last eight octets of the random of a ServerHello that accepts. `innerRandom`: of the inner hello. `before`: the
 * transcript up to the ServerHello, the inner hello last. `serverHello`: with its header; those octets are not read.
 */
export function acceptConfirmation(
  hash: HashName,
  innerRandom: Uint8Array,
  before: Uint8Array,
  serverHello: Uint8Array,
): Uint8Array {
  const blank = concat(
    serverHello.subarray(0, start),
    new Uint8Array(confirmationLength),
    serverHello.subarray(end),
  );
  const secret = hkdfExtract(hash, new Uint8Array(0), innerRandom);
  const transcript = digest(hash, concat(before, blank));
  return hkdfExpandLabel(hash, secret, 'ech accept confirmation', transcript, confirmationLength);
}

/** The random of a ServerHello that says that the inner hello was taken. */
export const confirmedRandom = (random: Uint8Array, confirmation: Uint8Array): Uint8Array =>
  concat(random.subarray(0, randomLength - confirmationLength), confirmation);

/** The client's side: whether the ServerHello says that the inner hello was taken. */
export const isConfirmed = (serverHello: Uint8Array, confirmation: Uint8Array): boolean =>
  equalBytes(serverHello.subarray(start, end), confirmation);

/** What a HelloRetryRequest holds while its confirmation is computed (section 7.2.1). */
export const blankConfirmation = new Uint8Array(confirmationLength);

/**
 * The confirmation in a HelloRetryRequest. `innerHello`: the first inner hello; `retry`: the request with
 * `blankConfirmation` in its encrypted_client_hello. Both with their headers.
 */
export function retryConfirmation(
  hash: HashName,
  innerRandom: Uint8Array,
  innerHello: Uint8Array,
  retry: Uint8Array,
): Uint8Array {
  const first = digest(hash, innerHello);
  const header = [handshakeType('message_hash'), 0, 0, first.length];
  const secret = hkdfExtract(hash, new Uint8Array(0), innerRandom);
  const transcript = digest(hash, concat(header, first, retry));
  return hkdfExpandLabel(hash, secret, 'hrr ech accept confirmation', transcript, confirmationLength);
}
