/** HelloRequest: RFC 5246 section 7.4.1.1. A server asks for a renegotiation with it. */
import { empty, group } from '../codec.ts';
import { encodeHandshake, parseHandshake } from '../message.ts';
import type { Message, ParsedMessage } from '../message.ts';

const helloRequest = group(empty);

/** With its handshake header: nothing else is in it. */
export const encodeHelloRequest = (): Message =>
  encodeHandshake('hello_request', 'HelloRequest', helloRequest, null);

/** Reads a HelloRequest, whose content is always null: `errors` tell whether it was one; never throws. */
export const parseHelloRequest = (bytes: Uint8Array): ParsedMessage<null> =>
  parseHandshake('hello_request', 'HelloRequest', helloRequest, bytes);
