import { describe, expect, test } from 'vitest';
import {
  encodeCertificateStatus,
  parseCertificateStatus,
} from '../../../src/tls/messages/certificateStatus.ts';
import { encodeHelloRequest, parseHelloRequest } from '../../../src/tls/messages/helloRequest.ts';
import { expectEveryByteClaimed } from './fields.ts';
import { handshake } from './hello.ts';
import { fromHex } from './truth.ts';

describe('HelloRequest: RFC 5246 section 7.4.1.1', () => {
  test('is a type and no content', () => {
    const bytes = fromHex('00000000');
    const { errors, field } = parseHelloRequest(bytes);
    expect(errors).toEqual([]);
    expectEveryByteClaimed(field, bytes.length);
    expect(encodeHelloRequest()).toMatchObject({ bytes, field });
  });

  test('with content is an error', () => {
    expect(parseHelloRequest(fromHex('0000000100')).errors).toMatchObject([{ code: 'decode_error' }]);
  });
});

describe('CertificateStatus: RFC 6066 section 8', () => {
  test('is a type and a response', () => {
    const bytes = fromHex(handshake(22, '01000002' + '3000'));
    const { content, errors, field } = parseCertificateStatus(bytes);
    expect(errors).toEqual([]);
    expectEveryByteClaimed(field, bytes.length);
    expect(content).toEqual({ status_type: 1, response: fromHex('3000') });
    if (content !== null) expect(encodeCertificateStatus(content)).toMatchObject({ bytes, field });
  });

  test('without a response is an error', () => {
    expect(parseCertificateStatus(fromHex(handshake(22, '01000000'))).errors).toMatchObject([
      { code: 'decode_error' },
    ]);
  });
});
