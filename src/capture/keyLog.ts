/** The secrets of a connection as the lines of an SSLKEYLOGFILE (RFC 9850), which Wireshark and curl know. */
import { encodeHex } from '../bytes/hex.ts';
import type { Secret } from '../sim/trace.ts';

/** Label, client random and secret on a line each; empty when there are no secrets. */
export const keyLogText = (secrets: readonly Secret[]): string =>
  secrets
    .map(({ label, clientRandom, secret }) => `${label} ${encodeHex(clientRandom)} ${encodeHex(secret)}\n`)
    .join('');
