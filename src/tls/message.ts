/** What builders return and parsers yield, and the frame of all handshake messages (RFC 9846 section 4). */
import { readAnnotated } from '../bytes/annotatedReader.ts';
import { writeAnnotated } from '../bytes/annotatedWriter.ts';
import type { Field } from '../bytes/field.ts';
import { handshakeType, handshakeTypeName } from './codePoints.ts';
import type { HandshakeTypeName } from './codePoints.ts';
import type { Codec, TlsReader } from './codec.ts';
import type { FieldName } from './fieldNames.ts';
import { parseError } from './parseError.ts';
import type { ParseError, TlsReason } from './parseError.ts';

export type TlsField = Field<FieldName>;
export type MessageType = HandshakeTypeName | 'alert' | 'change_cipher_spec';

/** A message with its fields. A handshake message's bytes begin with its four bytes of type and length. */
export type Message = { type: MessageType; bytes: Uint8Array; field: TlsField };

/**
 * What was read of a message. `field` claims every byte, broken or not. `content` is null when a part outside
 * extension_data could not be read; the first of `errors` is the one a receiver would answer. Bytes in `content`
 * are views of `bytes`.
 */
export type ParsedMessage<T> = Message & { content: T | null; errors: ParseError[] };

const uint24 = { min: 0, max: 0xffffff };

/**
 * Writes a handshake message.
 * @throws RangeError when a part is longer than its length can say: a mistake of the caller.
 */
export function encodeHandshake<T>(
  type: HandshakeTypeName,
  bodyName: FieldName,
  codec: Codec<T>,
  content: T,
): Message {
  const annotated = writeAnnotated<FieldName>('Handshake', (writer) => {
    writer.uint('msg_type', 1, handshakeType(type), handshakeTypeName);
    writer.counted(3, () => {
      codec.write(writer, bodyName, content);
    });
  });
  return { type, ...annotated };
}

/** Reads exactly one handshake message of the type expected. */
export function parseHandshake<T>(
  type: HandshakeTypeName,
  bodyName: FieldName,
  codec: Codec<T>,
  bytes: Uint8Array,
): ParsedMessage<T> {
  return parseAs(type, 'Handshake', bytes, (reader) => {
    const start = reader.position;
    const code = reader.uint('msg_type', 1, handshakeTypeName);
    if (reader.position > start && code !== handshakeType(type))
      reader.fail('wrong-message-type', { start, end: reader.position });
    return reader.counted(3, uint24, () => codec.read(reader, bodyName));
  });
}

/** Writes a message that has no handshake header, as the field `name`. */
export const encodePlain = <T>(type: MessageType, name: FieldName, codec: Codec<T>, content: T): Message => ({
  type,
  ...writeAnnotated<FieldName>(name, (writer) => {
    codec.write(writer, name, content);
  }),
});

/** Reads all of `bytes` as the field `name`. */
export function parseAs<T>(
  type: MessageType,
  name: FieldName,
  bytes: Uint8Array,
  read: (reader: TlsReader) => T,
): ParsedMessage<T> {
  const { content, field, errors } = readAnnotated<FieldName, TlsReason, T>(bytes, name, read);
  return { type, bytes, field, content, errors: errors.map(parseError) };
}
