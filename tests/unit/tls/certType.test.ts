import { expect, test } from 'vitest';
import { encodeClientHello, parseClientHello } from '../../../src/tls/messages/clientHello.ts';
import { encodeServerHello, parseServerHello } from '../../../src/tls/messages/serverHello.ts';
import { expectEveryByteClaimed, valuesNamed } from './fields.ts';
import { clientHelloHex, extensionHex, handshake, helloStart } from './hello.ts';
import { fromHex } from './truth.ts';

/** RFC 6091 section 3.1; no program here sends it any more. */
test('the client lists the kinds of certificate it accepts', () => {
  const bytes = fromHex(clientHelloHex(extensionHex('0009', '020100')));
  const { content, errors, field } = parseClientHello(bytes);
  expect(errors).toEqual([]);
  expectEveryByteClaimed(field, bytes.length);
  expect(content?.extensions).toEqual([{ type: 'cert_type', data: { certificate_types: [1, 0] } }]);
  expect(valuesNamed(field, 'CertificateType')).toEqual(['OpenPGP_RESERVED', 'X509']);
  if (content !== null) expect(encodeClientHello(content).bytes).toEqual(bytes);
});

test('the server names the one it uses', () => {
  const bytes = fromHex(handshake(2, `${helloStart}00c02f000005` + extensionHex('0009', '01')));
  const { content, errors, field } = parseServerHello(bytes);
  expect(errors).toEqual([]);
  expectEveryByteClaimed(field, bytes.length);
  expect(content?.hello.extensions).toEqual([{ type: 'cert_type', data: 1 }]);
  expect(valuesNamed(field, 'CertificateType')).toEqual(['OpenPGP_RESERVED']);
  if (content?.retry === false) expect(encodeServerHello(content.hello).bytes).toEqual(bytes);
});

test.each([
  { hex: '', why: 'no list' },
  { hex: '00', why: 'an empty list' },
  { hex: '0201', why: 'a list cut short' },
  { hex: '010000', why: 'a byte too many' },
])('$why is an error', ({ hex }) => {
  const { errors } = parseClientHello(fromHex(clientHelloHex(extensionHex('0009', hex))));
  expect(errors.map(({ code }) => code)).toEqual(['decode_error']);
});
