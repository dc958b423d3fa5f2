/** KeyUpdate: RFC 9846 section 4.7.3. */
import { keyUpdateRequestName } from '../codePoints.ts';
import { checked, struct, uint } from '../codec.ts';
import type { ContentOf } from '../codec.ts';
import { encodeHandshake, parseHandshake } from '../message.ts';
import type { Message, ParsedMessage } from '../message.ts';

const keyUpdate = struct({
  request_update: checked(uint(1, keyUpdateRequestName), (request) =>
    request <= 1 ? null : 'unknown-key-update-request',
  ),
});

/** A code point of KeyUpdateRequest. */
export type KeyUpdateContent = ContentOf<typeof keyUpdate>;

/** With its handshake header. */
export const encodeKeyUpdate = (content: KeyUpdateContent): Message =>
  encodeHandshake('key_update', 'KeyUpdate', keyUpdate, content);

/** Reads a KeyUpdate with its handshake header; never throws. */
export const parseKeyUpdate = (bytes: Uint8Array): ParsedMessage<KeyUpdateContent> =>
  parseHandshake('key_update', 'KeyUpdate', keyUpdate, bytes);
