/** Finished: RFC 9846 section 4.5.3, RFC 5246 section 7.4.9. */
import { rest, struct } from '../codec.ts';
import type { ContentOf } from '../codec.ts';
import { encodeHandshake, parseHandshake } from '../message.ts';
import type { Message, ParsedMessage } from '../message.ts';

const finished = struct({ verify_data: rest });

/** 12 bytes in TLS 1.2, as many as the hash yields in TLS 1.3: the message itself does not say. */
export type FinishedContent = ContentOf<typeof finished>;

/** With its handshake header. */
export const encodeFinished = (content: FinishedContent): Message =>
  encodeHandshake('finished', 'Finished', finished, content);

/** Reads a Finished of any version; never throws. */
export const parseFinished = (bytes: Uint8Array): ParsedMessage<FinishedContent> =>
  parseHandshake('finished', 'Finished', finished, bytes);
