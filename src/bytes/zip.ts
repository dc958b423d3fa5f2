/** The table of contents of a zip archive (PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16). Not ZIP64. */

/** `method` 0: stored, 8: deflate (RFC 1951). `isLink`: a symbolic link, its content is the target. */
export type ZipEntry = {
  path: string;
  method: number;
  compressed: Uint8Array;
  size: number;
  isLink: boolean;
};

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
/** The end record and the longest comment after it. */
const END_WINDOW = 22 + 0xffff;

/** Its files in the order of the directory, folders left out; null when it is no zip archive. */
export function readZip(bytes: Uint8Array): ZipEntry[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === null) return null;
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  while (at + 46 <= end && view.getUint32(at, true) === DIRECTORY_ENTRY) {
    const entry = readEntry(bytes, view, at);
    if (entry !== null && !entry.path.endsWith('/')) entries.push(entry);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

function findEnd(view: DataView): number | null {
  const lowest = Math.max(0, view.byteLength - END_WINDOW);
  for (let at = view.byteLength - 22; at >= lowest; at -= 1) {
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at;
  }
  return null;
}

function readEntry(bytes: Uint8Array, view: DataView, at: number): ZipEntry | null {
  const path = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + view.getUint16(at + 28, true)));
  const local = view.getUint32(at + 42, true);
  if (local + 30 > view.byteLength || view.getUint32(local, true) !== LOCAL_ENTRY) return null;
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  const length = view.getUint32(at + 20, true);
  if (start + length > bytes.length) return null;
  return {
    path,
    method: view.getUint16(at + 10, true),
    compressed: bytes.subarray(start, start + length),
    size: view.getUint32(at + 24, true),
    isLink: view.getUint32(at + 38, true) >>> 28 === 0xa, // S_IFLNK of the upper 16 bits (Unix)
  };
}
