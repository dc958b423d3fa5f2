/** EncryptedExtensions: RFC 9846 section 4.4.1. */
import { empty, struct } from '../codec.ts';
import type { ContentOf } from '../codec.ts';
import { echConfigList } from '../ech/config.ts';
import { extensionList } from '../extension.ts';
import * as body from '../extensionBodies.ts';
import { encodeHandshake, parseHandshake } from '../message.ts';
import type { Message, ParsedMessage } from '../message.ts';

const encryptedExtensions = struct({
  extensions: extensionList(
    {
      server_name: empty,
      max_fragment_length: body.maxFragmentLengthBody,
      supported_groups: body.namedGroupList,
      application_layer_protocol_negotiation: body.protocolNameList,
      record_size_limit: body.recordSizeLimit,
      early_data: empty,
      encrypted_client_hello: echConfigList,
    },
    { min: 0, max: 0xffff },
  ),
});

export type EncryptedExtensionsContent = ContentOf<typeof encryptedExtensions>;

/** With its handshake header. @throws RangeError when a list is longer than its length can say. */
export const encodeEncryptedExtensions = (content: EncryptedExtensionsContent): Message =>
  encodeHandshake('encrypted_extensions', 'EncryptedExtensions', encryptedExtensions, content);

/** Reads EncryptedExtensions with its handshake header; never throws. */
export const parseEncryptedExtensions = (bytes: Uint8Array): ParsedMessage<EncryptedExtensionsContent> =>
  parseHandshake('encrypted_extensions', 'EncryptedExtensions', encryptedExtensions, bytes);
