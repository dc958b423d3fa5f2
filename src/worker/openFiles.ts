/** Files that were chosen together, archives opened -> their texts, and what can be inspected. */
import { concat } from '../bytes/concat.ts';
import { followLinks, type ArchiveEntry } from '../bytes/archiveEntry.ts';
import { readTar } from '../bytes/tar.ts';
import { readZip, type ZipEntry } from '../bytes/zip.ts';
import type { GivenFile } from '../sim/configuration.ts';
import { elementLength } from '../x509/derExtent.ts';
import { derKind, startsLikeAsn1 } from '../x509/derKind.ts';
import { labelOfKind } from '../x509/inputItem.ts';
import { decodeText } from '../x509/inputText.ts';
import { printPem } from '../x509/printPem.ts';

/** What an archive holds is read up to this, whatever it claims to unpack to. */
const unpackedLimit = 64 * 1024 * 1024;

/** `input`: what is inspected when `given` is no configuration, without `passedOver`. */
export type OpenedFiles = {
  given: readonly GivenFile[];
  input: string | Uint8Array;
  passedOver: readonly string[];
};

/** The browser has nothing that unpacks archives (no DecompressionStream). */
export class Unpackable extends Error {}

/**
 * The files' texts, and what of them can be inspected together. null: one could not be read. Rejects with `Unpackable`
 * where it takes what the browser lacks.
 */
export async function readFiles(files: readonly File[]): Promise<OpenedFiles | null> {
  const read = await Promise.all(files.map(readFile));
  const whole = read.filter((file) => file !== null);
  const [first] = whole;
  if (!first || whole.length < files.length) return null;
  const given = whole.flatMap((file) => file.texts);
  const isSingle = files.length === 1 && given.length === 1 && given[0]?.path === first.name;
  const armored = given.filter(({ text }) => text.includes('-----BEGIN'));
  const encoded = whole.filter(isDer);
  if (isSingle || armored.length + encoded.length === 0) {
    return { given, input: first.bytes, passedOver: whole.slice(1).map(({ name }) => name) };
  }
  const shown = new Set([...armored.map(({ path }) => path), ...encoded.map(({ name }) => name)]);
  const names = [
    ...given.map(({ path }) => path),
    ...whole.flatMap((file) => (file.texts.length > 0 ? [] : file.name)),
  ];
  return { given, input: joined(armored, encoded), passedOver: names.filter((name) => !shown.has(name)) };
}

/** DER alone goes one behind the other; beside text it is armoured. */
function joined(armored: readonly GivenFile[], encoded: readonly ReadFile[]): string | Uint8Array {
  if (armored.length === 0) return concat(...encoded.map(({ bytes }) => bytes));
  const blocks = encoded.map(({ bytes }) => printPem(labelOfKind[derKind(bytes) ?? 'unknown-asn1'], bytes));
  return [...armored.map(({ text }) => text), ...blocks].join('\n');
}

/** One element from its first octet to its last. */
function isDer({ bytes, texts }: ReadFile): boolean {
  if (texts.length > 0 || !startsLikeAsn1(bytes)) return false;
  const length = elementLength(bytes, 0);
  return length === 0 || length === bytes.length;
}

type ReadFile = { name: string; bytes: Uint8Array<ArrayBuffer>; texts: GivenFile[] };

async function readFile(file: File): Promise<ReadFile | null> {
  const buffer = await file.arrayBuffer().catch(() => null);
  if (!buffer) return null;
  const bytes = new Uint8Array(buffer);
  return { name: file.name, bytes, texts: await textsIn(file.name, bytes) };
}

/** The texts in a file: the file itself, or those of a tar, tar.gz or zip. What is not text is left out. */
async function textsIn(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<GivenFile[]> {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const plain = isGzip ? await unpack(bytes, 'gzip') : bytes;
  const zip = readZip(plain);
  const entries = zip ? await unzip(zip) : readTar(plain);
  const files = entries ? followLinks(entries) : new Map([[name, plain]]);
  return [...files].flatMap(([path, content]) => {
    const text = decodeText(content);
    return text === null ? [] : [{ path, text }];
  });
}

/** Octets up to the limit; what is damaged gives what came before the damage. */
async function unpack(
  bytes: Uint8Array<ArrayBuffer>,
  format: CompressionFormat,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!('DecompressionStream' in globalThis)) throw new Unpackable();
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(format)).getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (;;) {
    const next = await reader.read().catch(() => null);
    if (!next?.value || size > unpackedLimit) break;
    chunks.push(next.value);
    size += next.value.length;
  }
  await reader.cancel().catch(() => null);
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

async function unzip(zip: readonly ZipEntry[]): Promise<ArchiveEntry[]> {
  const entries: ArchiveEntry[] = [];
  let size = 0;
  for (const { path, method, compressed, isLink } of zip) {
    if (size > unpackedLimit) break;
    const content = method === 8 ? await unpack(new Uint8Array(compressed), 'deflate-raw') : compressed;
    size += content.length;
    const link = isLink ? new TextDecoder().decode(content) : null;
    if (method === 0 || method === 8) entries.push({ path, content, link });
  }
  return entries;
}
