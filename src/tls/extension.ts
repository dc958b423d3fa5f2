/**
 * Extension blocks (RFC 9846 section 4.3). What an extension holds depends on the message it is in, so each message
 * brings the structures it knows; any other extension, and one whose data cannot be read, is kept as raw bytes.
 */
import { readAnnotated } from '../bytes/annotatedReader.ts';
import type { VectorLimits } from '../bytes/annotatedReader.ts';
import { extensionType, extensionTypeName } from './codePoints.ts';
import type { ExtensionTypeName } from './codePoints.ts';
import type { Codec, TlsReader, TlsWriter } from './codec.ts';
import type { TlsReason } from './parseError.ts';

/** `data` is extension_data as it stands, whatever the code says it should be: also how to send a broken one. */
export type RawExtension = { type: 'raw'; code: number; data: Uint8Array };

/** An extension of a type in T, as its structure; or raw. */
export type ExtensionIn<T> = { [K in keyof T]: { type: K; data: T[K] } }[keyof T] | RawExtension;

/** The structures of extension_data by extension type. */
export type ExtensionBodies<T> = { [K in keyof T]: Codec<T[K]> };

type NamedBodies<T> = { [K in keyof T]: K extends ExtensionTypeName ? unknown : never };

const extensionData: VectorLimits = { min: 0, max: 0xffff };

/** `Extension extensions<min..max>`. `last`: a type that no other may follow. */
export function extensionList<T extends NamedBodies<T>>(
  bodies: ExtensionBodies<T>,
  limits: VectorLimits,
  last: ExtensionTypeName | null = null,
): Codec<ExtensionIn<T>[]> {
  const extension = extensionCodec(bodies);
  return {
    write: (writer, name, extensions) => {
      writer.vector(name, 2, () => {
        for (const each of extensions) extension.write(writer, 'Extension', each);
      });
    },
    read: (reader, name) =>
      reader.vector(name, 2, limits, () => {
        const extensions: ExtensionIn<T>[] = [];
        const seen = new Set<number>();
        while (reader.more) {
          const start = reader.position;
          const read = extension.read(reader, 'Extension');
          const code = extensionCode<T>(read);
          const reason = misplaced(code, seen, reader.more, last);
          if (reason !== null) reader.report(reason, { start, end: reader.position });
          seen.add(code);
          extensions.push(read);
        }
        return extensions;
      }),
  };
}

/** The code of an extension's type. */
export const extensionCode = <T>(extension: ExtensionIn<T>): number =>
  'code' in extension ? extension.code : extensionType(extension.type as ExtensionTypeName);

function misplaced(
  code: number,
  seen: ReadonlySet<number>,
  followed: boolean,
  last: ExtensionTypeName | null,
): TlsReason | null {
  if (seen.has(code)) return 'duplicate-extension';
  return followed && last === extensionTypeName(code) ? 'pre-shared-key-not-last' : null;
}

function extensionCodec<T extends NamedBodies<T>>(bodies: ExtensionBodies<T>): Codec<ExtensionIn<T>> {
  return {
    write: (writer, name, extension) => {
      const code = extensionCode<T>(extension);
      const fill = (): void => {
        writer.uint('extension_type', 2, code, extensionTypeName);
        writer.vector('extension_data', 2, () => {
          writeData(writer, bodies, extension);
        });
      };
      writer.struct(name, fill, { kind: 'codePoint', code, name: extensionTypeName(code) });
    },
    read: (reader, name) =>
      reader.struct(
        name,
        () => {
          const code = reader.uint('extension_type', 2, extensionTypeName);
          return reader.vector('extension_data', 2, extensionData, () => readData(reader, bodies, code));
        },
        (extension) => {
          const code = extensionCode<T>(extension);
          return { kind: 'codePoint', code, name: extensionTypeName(code) };
        },
      ),
  };
}

function writeData<T extends NamedBodies<T>>(
  writer: TlsWriter,
  bodies: ExtensionBodies<T>,
  extension: ExtensionIn<T>,
): void {
  if ('code' in extension) {
    const { code, data } = extension;
    const { field } = readAnnotated(data, 'extension_data', (reader: TlsReader) =>
      readData(reader, bodies, code),
    );
    writer.adopt(data, field.children);
  } else bodies[extension.type].write(writer, 'extension_data', extension.data);
}

/** All that is left, as the structure for `code`; raw where there is none or it does not fit. */
function readData<T extends NamedBodies<T>>(
  reader: TlsReader,
  bodies: ExtensionBodies<T>,
  code: number,
): ExtensionIn<T> {
  const data = reader.peek(0, reader.remaining);
  const raw: RawExtension = { type: 'raw', code, data };
  const type = extensionTypeName(code);
  if (!isKnown(bodies, type)) {
    reader.opaque('opaque', data.length);
    return raw;
  }
  const known = (): ExtensionIn<T> => ({
    type,
    data: reader.region(data.length, () => bodies[type].read(reader, 'extension_data')),
  });
  return reader.attempt(known, raw);
}

const isKnown = <T extends object>(bodies: ExtensionBodies<T>, type: PropertyKey): type is keyof T =>
  Object.hasOwn(bodies, type);
