/** ECHConfigList: what a server publishes so that hellos can be sealed for it (RFC 9849 section 4). */
import { readAnnotated } from '../../bytes/annotatedReader.ts';
import { writeAnnotated, type Annotated } from '../../bytes/annotatedWriter.ts';
import { echConfigVersion, echConfigVersionName, extensionTypeName, hpkeKemName } from '../codePoints.ts';
import { group, named, opaqueVector, rest, struct, uint, vector } from '../codec.ts';
import type { Codec, ContentOf } from '../codec.ts';
import type { FieldName } from '../fieldNames.ts';
import type { TlsField } from '../message.ts';
import { parseError, type ParseError, type TlsReason } from '../parseError.ts';
import { hpkeSuite } from '../hpke.ts';
import { hpkeSymmetricCipherSuite } from './extension.ts';

const echConfigContents = struct({
  key_config: struct({
    config_id: uint(1),
    kem_id: uint(2, hpkeKemName),
    public_key: opaqueVector(2, 1, 0xffff),
    cipher_suites: vector(2, { min: 4, max: 0xfffc }, 'HpkeSymmetricCipherSuite', hpkeSymmetricCipherSuite),
  }),
  maximum_name_length: uint(1),
  public_name: opaqueVector(1, 1, 0xff, 'text'),
  extensions: vector(
    2,
    { min: 0, max: 0xffff },
    'ECHConfigExtension',
    struct({ extension_type: uint(2, extensionTypeName), extension_data: opaqueVector(2, 0, 0xffff) }),
  ),
});

export type EchConfigContents = ContentOf<typeof echConfigContents>;

/** `contents`: its bytes, where the version is not the one known here. */
export type EchConfig = { version: number; contents: EchConfigContents | Uint8Array };

const configLimits = { min: 0, max: 0xffff };

const configBody: Codec<EchConfig> = {
  write: (writer, _name, { version, contents }) => {
    writer.uint('version', 2, version, echConfigVersionName);
    writer.counted(2, () => {
      if (contents instanceof Uint8Array) rest.write(writer, 'ECHConfigContents', contents);
      else echConfigContents.write(writer, 'ECHConfigContents', contents);
    });
  },
  read: (reader) => {
    const version = reader.uint('version', 2, echConfigVersionName);
    const contents = reader.counted(2, configLimits, () =>
      version === echConfigVersion('ECH')
        ? echConfigContents.read(reader, 'ECHConfigContents')
        : rest.read(reader, 'ECHConfigContents'),
    );
    return { version, contents };
  },
};

const echConfig = group(configBody);

/** `ECHConfig ECHConfigList<4..2^16-1>` */
export const echConfigList: Codec<EchConfig[]> = named(
  'ECHConfigList',
  vector(2, { min: 4, max: 0xffff }, 'ECHConfig', echConfig),
);

export const encodeEchConfigList = (configs: EchConfig[]): Annotated<FieldName> =>
  listed(
    writeAnnotated<FieldName>('ECHConfigList', (writer) => {
      echConfigList.write(writer, 'ECHConfigList', configs);
    }),
  );

/** The bytes of one ECHConfig, which its key is bound to. */
export const encodeEchConfig = (config: EchConfig): Uint8Array =>
  writeAnnotated<FieldName>('ECHConfig', (writer) => {
    configBody.write(writer, 'ECHConfig', config);
  }).bytes;

export type ParsedEchConfigList = { configs: EchConfig[] | null; field: TlsField; errors: ParseError[] };

/** Reads all of `bytes`; never throws. `configs` null: they could not be read in full. */
export function parseEchConfigList(bytes: Uint8Array): ParsedEchConfigList {
  const { content, field, errors } = readAnnotated<FieldName, TlsReason, EchConfig[]>(
    bytes,
    'ECHConfigList',
    (reader) => echConfigList.read(reader, 'ECHConfigList'),
  );
  return { configs: content, field: field.children[0] ?? field, errors: errors.map(parseError) };
}

/** The list is a group of its own: the one around it says nothing more. */
const listed = ({ bytes, field }: Annotated<FieldName>): Annotated<FieldName> => ({
  bytes,
  field: field.children[0] ?? field,
});

/** A configuration that this page's client can use, with what of it is needed. */
export type UsableConfig = { config: EchConfig; contents: EchConfigContents };

/**
 * The first one of a known version, with the suite of `hpke.ts`, a public name that is a host name, and no extension
 * that must be understood (RFC 9849 sections 4.1, 4.2 and 6.1.7). null: none is.
 */
export function usableConfig(configs: readonly EchConfig[]): UsableConfig | null {
  for (const config of configs) {
    const { contents } = config;
    if (contents instanceof Uint8Array) continue;
    const { key_config, extensions, public_name } = contents;
    const hasSuite = key_config.cipher_suites.some(
      ({ kdf_id, aead_id }) => kdf_id === hpkeSuite.kdf && aead_id === hpkeSuite.aead,
    );
    const isMandatory = extensions.some(({ extension_type }) => (extension_type & 0x8000) !== 0);
    if (key_config.kem_id === hpkeSuite.kem && hasSuite && !isMandatory && isHostName(public_name))
      return { config, contents };
  }
  return null;
}

const label = /^[a-z0-9_-]{1,63}$/i;

/** Dot-separated labels, the last one not a number (which would be an IPv4 address to some). */
function isHostName(octets: Uint8Array): boolean {
  const labels = new TextDecoder().decode(octets).split('.');
  const last = labels.at(-1) ?? '';
  return labels.every((each) => label.test(each)) && !/^(?:\d+|0x[0-9a-f]*)$/i.test(last);
}
