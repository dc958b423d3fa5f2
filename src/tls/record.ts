/** The record layer without protection: TLSPlaintext (RFC 9846 section 5.1, RFC 5246 section 6.2.1). */
import { readAnnotated } from '../bytes/annotatedReader.ts';
import { writeAnnotated } from '../bytes/annotatedWriter.ts';
import { contentType, contentTypeName, isContentTypeName, protocolVersionName } from './codePoints.ts';
import type { ContentTypeName, UnlistedCode } from './codePoints.ts';
import { rest } from './codec.ts';
import type { FieldName } from './fieldNames.ts';
import type { Message, TlsField } from './message.ts';
import { parseError } from './parseError.ts';
import type { ParseError, TlsReason } from './parseError.ts';

/** The longest fragment in bytes: 2^14. */
export const longestFragment = 0x4000;

/** The longest encrypted fragment in bytes: of TLS 1.3 (RFC 9846 section 5.2), of TLS 1.2 (RFC 5246 section 6.2.3). */
export const longestCiphertext13 = 0x4000 + 256;
export const longestCiphertext12 = 0x4000 + 2048;

/** A record with its fields; ranges count from its first byte. `fragment` is a view of `bytes`. */
export type TlsRecord = {
  type: ContentTypeName | UnlistedCode;
  legacyRecordVersion: number;
  bytes: Uint8Array;
  fragment: Uint8Array;
  field: TlsField;
  errors: ParseError[];
};

/** The content type of the records that carry a message. */
const carrier = ({ type }: Message): ContentTypeName =>
  type === 'alert' || type === 'change_cipher_spec' ? type : 'handshake';

/** Wraps a message in as many records as it needs. `legacyRecordVersion`: a code point. */
export const wrapMessage = (message: Message, legacyRecordVersion: number): TlsRecord[] =>
  wrapFragments(carrier(message), message.bytes, legacyRecordVersion);

/** Cuts a payload into records of at most 2^14 bytes; an empty payload is one empty record. */
export function wrapFragments(
  type: ContentTypeName,
  payload: Uint8Array,
  legacyRecordVersion: number,
): TlsRecord[] {
  const records: TlsRecord[] = [];
  let start = 0;
  do {
    const fragment = payload.subarray(start, start + longestFragment);
    records.push(encodeRecord(type, fragment, legacyRecordVersion));
    start += longestFragment;
  } while (start < payload.length);
  return records;
}

function encodeRecord(type: ContentTypeName, fragment: Uint8Array, legacyRecordVersion: number): TlsRecord {
  const { bytes, field } = writeAnnotated<FieldName>('TLSPlaintext', (writer) => {
    writer.uint('type', 1, contentType(type), contentTypeName);
    writer.uint('legacy_record_version', 2, legacyRecordVersion, protocolVersionName);
    writer.counted(2, () => {
      rest.write(writer, 'fragment', fragment);
    });
  });
  const ownFragment = bytes.subarray(bytes.length - fragment.length);
  return { type, legacyRecordVersion, bytes, fragment: ownFragment, field, errors: [] };
}

/** Records in the order they stand, and what could not be cut into records. */
export type ParsedRecords = { records: TlsRecord[]; rest: Uint8Array };

/** Bytes of a record's header: type, version and length. */
export const recordHeader = 5;
const endsStream = new Set<string>(['truncated', 'unknown-record-type', 'record-overflow']);

/**
 * Cuts a stream into records with fragments of at most `longest` bytes. A last record that is cut short has the
 * error `truncated`: whether more will come is for the caller to know. Nothing behind a record that is too long or
 * of an unknown type is read: it is `rest`. Never throws.
 */
export function parseRecords(stream: Uint8Array, longest: number): ParsedRecords {
  const records: TlsRecord[] = [];
  let position = 0;
  while (position < stream.length) {
    const record = parseRecord(stream.subarray(position, recordEnd(stream, position)), longest);
    records.push(record);
    position += record.bytes.length;
    if (record.errors.some(({ reason }) => endsStream.has(reason))) break;
  }
  return { records, rest: stream.subarray(position) };
}

/** Where the record that begins at `start` ends by its header, be that there or not; what is cut off of it counts as 0. */
export function recordEnd(stream: Uint8Array, start = 0): number {
  const [, , , high = 0, low = 0] = stream.subarray(start, start + recordHeader);
  return start + recordHeader + high * 0x100 + low;
}

function parseRecord(bytes: Uint8Array, longest: number): TlsRecord {
  let record = {
    type: contentTypeName(bytes[0] ?? 0),
    legacyRecordVersion: 0,
    fragment: bytes.subarray(0, 0),
  };
  const { field, errors } = readAnnotated<FieldName, TlsReason, null>(bytes, 'TLSPlaintext', (reader) => {
    const type = contentTypeName(reader.uint('type', 1, contentTypeName));
    if (!isContentTypeName(type)) reader.report('unknown-record-type', { start: 0, end: 1 });
    const legacyRecordVersion = reader.uint('legacy_record_version', 2, protocolVersionName);
    const reason = lengthProblem(reader.peek(0, 2), type, longest);
    if (reason !== null) reader.report(reason, { start: reader.position, end: reader.position + 2 });
    const fragment = reader.counted(2, { min: 0, max: 0xffff }, () => rest.read(reader, 'fragment'));
    record = { type, legacyRecordVersion, fragment };
    return null;
  });
  return { ...record, bytes, field, errors: errors.map(parseError) };
}

function lengthProblem(field: Uint8Array, type: string, longest: number): TlsReason | null {
  const [high, low] = field;
  if (high === undefined || low === undefined) return null;
  const length = high * 0x100 + low;
  if (length > longest) return 'record-overflow';
  return length === 0 && type === 'handshake' ? 'empty-handshake-record' : null;
}
