/** ChangeCipherSpec: RFC 5246 section 7.1; in TLS 1.3 only for compatibility (RFC 9846 section 5). */
import { checked, sequence, uint } from '../codec.ts';
import type { ContentOf } from '../codec.ts';
import { encodePlain, parseAs } from '../message.ts';
import type { Message, ParsedMessage } from '../message.ts';

const changeCipherSpec = sequence({
  type: checked(uint(1), (type) => (type === 1 ? null : 'change-cipher-spec-not-one')),
});

/** `type` is 1 in every valid one. */
export type ChangeCipherSpecContent = ContentOf<typeof changeCipherSpec>;

/** The one byte 0x01, unless told otherwise. */
export const encodeChangeCipherSpec = (content: ChangeCipherSpecContent = { type: 1 }): Message =>
  encodePlain('change_cipher_spec', 'ChangeCipherSpec', changeCipherSpec, content);

/** Reads a ChangeCipherSpec; never throws. */
export const parseChangeCipherSpec = (bytes: Uint8Array): ParsedMessage<ChangeCipherSpecContent> =>
  parseAs('change_cipher_spec', 'ChangeCipherSpec', bytes, (reader) =>
    changeCipherSpec.read(reader, 'ChangeCipherSpec'),
  );
