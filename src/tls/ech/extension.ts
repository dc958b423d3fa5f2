/** What encrypted_client_hello and ech_outer_extensions hold in a ClientHello: RFC 9849 section 5. */
import {
  echClientHelloType,
  echClientHelloTypeName,
  extensionTypeName,
  hpkeAeadName,
  hpkeKdfName,
} from '../codePoints.ts';
import { group, named, opaqueVector, sequence, struct, uint, vector } from '../codec.ts';
import type { Codec, ContentOf } from '../codec.ts';

export const hpkeSymmetricCipherSuite = struct({
  kdf_id: uint(2, hpkeKdfName),
  aead_id: uint(2, hpkeAeadName),
});

const outer = sequence({
  HpkeSymmetricCipherSuite: hpkeSymmetricCipherSuite,
  config_id: uint(1),
  enc: opaqueVector(2, 0, 0xffff),
  payload: opaqueVector(2, 1, 0xffff),
});

export type EchOuter = ContentOf<typeof outer>;

/** `outer` null: the mark of an inner hello, which has nothing to seal. */
export type EchClientHello = { outer: EchOuter | null };

const body: Codec<EchClientHello> = {
  write: (writer, name, { outer: content }) => {
    const type = echClientHelloType(content === null ? 'inner' : 'outer');
    writer.uint('ECHClientHelloType', 1, type, echClientHelloTypeName);
    if (content !== null) outer.write(writer, name, content);
  },
  read: (reader, name) => {
    const { position: start } = reader;
    const type = reader.uint('ECHClientHelloType', 1, echClientHelloTypeName);
    if (type === echClientHelloType('outer')) return { outer: outer.read(reader, name) };
    if (type !== echClientHelloType('inner'))
      reader.fail('unknown-ech-type', { start, end: reader.position });
    return { outer: null };
  },
};

export const echClientHello = named('ECHClientHello', group(body));

export const outerExtensions = named(
  'OuterExtensions',
  vector(1, { min: 2, max: 0xfe }, 'ExtensionType', uint(2, extensionTypeName)),
);
