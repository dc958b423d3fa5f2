/** ServerHelloDone: RFC 5246 section 7.4.5. */
import { empty, group } from '../codec.ts';
import { encodeHandshake, parseHandshake } from '../message.ts';
import type { Message, ParsedMessage } from '../message.ts';

const serverHelloDone = group(empty);

/** With its handshake header: nothing else is in it. */
export const encodeServerHelloDone = (): Message =>
  encodeHandshake('server_hello_done', 'ServerHelloDone', serverHelloDone, null);

/** Reads a ServerHelloDone, whose content is always null: `errors` tell whether it was one; never throws. */
export const parseServerHelloDone = (bytes: Uint8Array): ParsedMessage<null> =>
  parseHandshake('server_hello_done', 'ServerHelloDone', serverHelloDone, bytes);
