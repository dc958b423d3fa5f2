/** ServerKeyExchange of the ECDHE key exchanges of TLS 1.2: RFC 8422 section 5.4. */
import { writeAnnotated } from '../../bytes/annotatedWriter.ts';
import { ecCurveType, ecCurveTypeName, namedGroupName, signatureSchemeName } from '../codePoints.ts';
import { opaqueVector, struct, uint } from '../codec.ts';
import type { Codec, ContentOf } from '../codec.ts';
import type { FieldName } from '../fieldNames.ts';
import { encodeHandshake, parseHandshake } from '../message.ts';
import type { Message, ParsedMessage } from '../message.ts';

const curveType = uint(1, ecCurveTypeName);

/** Curves given by their equation are not read: the type decides what follows it. */
const namedCurveType: Codec<number> = {
  write: (writer, name, code) => {
    curveType.write(writer, name, code);
  },
  read: (reader, name) => {
    const { losses, position: start } = reader;
    const code = curveType.read(reader, name);
    if (reader.losses === losses && code !== ecCurveType('named_curve'))
      reader.fail('not-a-named-curve', { start, end: reader.position });
    return code;
  },
};

const serverEcdhParams = struct({
  curve_params: struct({ curve_type: namedCurveType, namedcurve: uint(2, namedGroupName) }),
  public: opaqueVector(1, 1, 0xff),
});

const serverKeyExchange = struct({
  params: serverEcdhParams,
  signed_params: struct({
    algorithm: uint(2, signatureSchemeName),
    signature: opaqueVector(2, 0, 0xffff),
  }),
});

/** `public`: the server's ephemeral public key as the curve encodes it. */
export type ServerEcdhParams = ContentOf<typeof serverEcdhParams>;
export type ServerKeyExchangeContent = ContentOf<typeof serverKeyExchange>;

/** The parameters alone, as they are signed. @throws RangeError when the key is longer than its length can say. */
export const encodeServerEcdhParams = (params: ServerEcdhParams): Uint8Array =>
  writeAnnotated<FieldName>('params', (writer) => {
    serverEcdhParams.write(writer, 'params', params);
  }).bytes;

/** With its handshake header. @throws RangeError when a part is longer than its length can say. */
export const encodeServerKeyExchange = (content: ServerKeyExchangeContent): Message =>
  encodeHandshake('server_key_exchange', 'ServerKeyExchange', serverKeyExchange, content);

/** Reads the ECDHE form of TLS 1.2; never throws. */
export const parseServerKeyExchange = (bytes: Uint8Array): ParsedMessage<ServerKeyExchangeContent> =>
  parseHandshake('server_key_exchange', 'ServerKeyExchange', serverKeyExchange, bytes);
