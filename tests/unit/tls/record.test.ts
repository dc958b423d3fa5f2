import { describe, expect, test } from 'vitest';
import { protocolVersion } from '../../../src/tls/codePoints.ts';
import { joinHandshake } from '../../../src/tls/handshakeStream.ts';
import { alertContent, encodeAlert } from '../../../src/tls/messages/alert.ts';
import { encodeCertificate12 } from '../../../src/tls/messages/certificate.ts';
import { encodeChangeCipherSpec } from '../../../src/tls/messages/changeCipherSpec.ts';
import { longestCiphertext12, longestFragment, parseRecords, wrapMessage } from '../../../src/tls/record.ts';
import type { TlsRecord } from '../../../src/tls/record.ts';
import { expectEveryByteClaimed, fieldsNamed, valueOf } from './fields.ts';
import { fromHex } from './truth.ts';

const tls12 = protocolVersion('TLS 1.2');
const hexOf = (records: TlsRecord[]): string =>
  records.map(({ bytes }) => Buffer.from(bytes).toString('hex')).join(' ');
const fragmentsOf = (records: TlsRecord[]): Uint8Array[] => records.map(({ fragment }) => fragment);

describe('records', () => {
  /** By hand from RFC 9846 section 5.1. */
  const wrapped = [
    {
      message: encodeAlert(alertContent('fatal', 'unrecognized_name')),
      hex: '15030300020270',
      why: 'an alert',
    },
    { message: encodeChangeCipherSpec(), hex: '140303000101', why: 'a ChangeCipherSpec' },
    {
      message: encodeCertificate12({ certificate_list: [] }),
      hex: '16030300070b000003000000',
      why: 'a handshake message',
    },
  ];
  test.each(wrapped)('$why', ({ message, hex }) => {
    expect(hexOf(wrapMessage(message, tls12))).toBe(hex);
  });

  /** 10 bytes of headers and lengths are around the certificate. */
  const sizes = [
    { certificate: longestFragment - 10, lengths: [16384], why: 'fits one record exactly' },
    { certificate: longestFragment - 9, lengths: [16384, 1], why: 'one byte more' },
    { certificate: 3 * longestFragment - 10, lengths: [16384, 16384, 16384], why: 'three full ones' },
  ];
  test.each(sizes)('a message of several records: $why', ({ certificate, lengths }) => {
    const message = encodeCertificate12({ certificate_list: [new Uint8Array(certificate)] });
    const records = wrapMessage(message, tls12);
    expect(records.map(({ fragment }) => fragment.length)).toEqual(lengths);
    const stream = Buffer.concat(records.map(({ bytes }) => bytes));
    const parsed = parseRecords(stream, longestFragment);
    expect(parsed.records.map(({ field }) => field)).toEqual(records.map(({ field }) => field));
    const { messages, rest } = joinHandshake(fragmentsOf(parsed.records));
    expect(rest).toHaveLength(0);
    expect(messages).toHaveLength(1);
    expect(Buffer.compare(messages[0] ?? new Uint8Array(0), message.bytes)).toBe(0);
  });

  test('two messages in one record, the second not complete', () => {
    const { messages, rest } = joinHandshake([fromHex('0e000000 1400'), fromHex('000c aabb')]);
    expect(messages.map((message) => [...message])).toEqual([[0x0e, 0, 0, 0]]);
    expect([...rest]).toEqual([0x14, 0, 0, 0x0c, 0xaa, 0xbb]);
  });

  const tooLong = '4001';
  const malformed = [
    { hex: '16', code: 'decode_error', reason: 'truncated', rest: 0, why: 'a type only' },
    {
      hex: '1603030005aabb',
      code: 'decode_error',
      reason: 'truncated',
      rest: 0,
      why: 'the fragment is cut short',
    },
    {
      hex: `160303${tooLong}aabb`,
      code: 'record_overflow',
      reason: 'record-overflow',
      rest: 0,
      why: 'RFC 9846 section 5.1: longer than 2^14',
    },
    {
      hex: '1603030000',
      code: 'unexpected_message',
      reason: 'empty-handshake-record',
      rest: 0,
      why: 'RFC 9846 section 5.1: no empty handshake fragments',
    },
    {
      hex: '474554202f20485454502f312e310d0a',
      code: 'unexpected_message',
      reason: 'unknown-record-type',
      rest: 0,
      why: 'RFC 9846 section 5: GET / is not TLS',
    },
    {
      hex: '0003030001aabbcc',
      code: 'unexpected_message',
      reason: 'unknown-record-type',
      rest: 2,
      why: 'nothing is read behind an unknown record',
    },
  ];
  test.each(malformed)('$why', ({ hex, code, reason, rest }) => {
    const stream = fromHex(hex);
    const parsed = parseRecords(stream, longestFragment);
    expect(parsed.records[0]?.errors[0]).toMatchObject({ code, reason });
    expect(parsed.rest).toHaveLength(rest);
    for (const { field, bytes } of parsed.records) expectEveryByteClaimed(field, bytes.length);
  });

  test('an encrypted record of TLS 1.2 may be longer', () => {
    const stream = Buffer.concat([fromHex(`170303${tooLong}`), new Uint8Array(0x4001)]);
    const [record] = parseRecords(stream, longestCiphertext12).records;
    expect(record?.errors).toEqual([]);
    expect(
      valueOf(
        fieldsNamed(
          record?.field ?? { name: '', range: { start: 0, end: 0 }, value: null, children: [] },
          'type',
        )[0],
      ),
    ).toBe('application_data');
  });
});
