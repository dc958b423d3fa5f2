import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leaves } from '../../../src/bytes/field.ts';
import { extensionType } from '../../../src/tls/codePoints.ts';
import type { ClientHelloExtension } from '../../../src/tls/messages/clientHello.ts';
import { encodeClientHello, parseClientHello } from '../../../src/tls/messages/clientHello.ts';
import { longestFragment, parseRecords } from '../../../src/tls/record.ts';
import { expectEveryByteClaimed } from './fields.ts';
import { formOf, forms } from './formats.ts';
import { capturedHandshakes, capturedHellos, capturedMessages } from './truth.ts';

const octets = (minLength: number, maxLength: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength, maxLength });
const uint8 = fc.nat(0xff);
const uint16 = fc.nat(0xffff);
const list = <T>(item: fc.Arbitrary<T>, minLength = 1): fc.Arbitrary<T[]> =>
  fc.array(item, { minLength, maxLength: 6 });

const echOuter = fc.record({
  HpkeSymmetricCipherSuite: fc.record({ kdf_id: uint16, aead_id: uint16 }),
  config_id: uint8,
  enc: octets(0, 40),
  payload: octets(1, 60),
});

/** One arbitrary extension of each kind of structure a ClientHello has. */
const extension: fc.Arbitrary<ClientHelloExtension> = fc.oneof(
  fc.record({
    type: fc.constant('server_name' as const),
    data: fc.record({ server_name_list: list(fc.record({ name_type: uint8, HostName: octets(1, 40) })) }),
  }),
  fc.record({
    type: fc.constant('status_request' as const),
    data: fc.record({
      status_type: uint8,
      OCSPStatusRequest: fc.record({
        responder_id_list: list(octets(1, 9), 0),
        request_extensions: octets(0, 9),
      }),
    }),
  }),
  fc.record({
    type: fc.constant('supported_groups' as const),
    data: fc.record({ named_group_list: list(uint16) }),
  }),
  fc.record({
    type: fc.constant('signature_algorithms' as const),
    data: fc.record({ supported_signature_algorithms: list(uint16) }),
  }),
  fc.record({
    type: fc.constant('application_layer_protocol_negotiation' as const),
    data: fc.record({ protocol_name_list: list(octets(1, 20)) }),
  }),
  fc.record({
    type: fc.constant('key_share' as const),
    data: fc.record({ client_shares: list(fc.record({ group: uint16, key_exchange: octets(1, 70) }), 0) }),
  }),
  fc.record({
    type: fc.constant('supported_versions' as const),
    data: fc.record({ versions: list(uint16) }),
  }),
  fc.record({
    type: fc.constant('pre_shared_key' as const),
    data: fc.record({
      identities: list(fc.record({ identity: octets(1, 30), obfuscated_ticket_age: fc.nat(0xffffffff) })),
      binders: list(octets(32, 48)),
    }),
  }),
  fc.record({ type: fc.constant('session_ticket' as const), data: octets(0, 50) }),
  fc.record({ type: fc.constant('padding' as const), data: octets(0, 50) }),
  fc.record({
    type: fc.constant('encrypted_client_hello' as const),
    data: fc.record({ outer: fc.option(echOuter) }),
  }),
  fc.record({
    type: fc.constant('ech_outer_extensions' as const),
    data: fc.array(uint16, { minLength: 1, maxLength: 20 }),
  }),
  fc.record({ type: fc.constant('record_size_limit' as const), data: uint16 }),
  fc.record({ type: fc.constant('early_data' as const), data: fc.constant(null) }),
  fc.record({ type: fc.constant('raw' as const), code: uint16, data: octets(0, 50) }),
  fc.record({
    type: fc.constant('raw' as const),
    code: fc.constant(extensionType('server_name')),
    data: octets(0, 20),
  }),
);

const hello = fc.record({
  legacy_version: uint16,
  random: octets(32, 32),
  legacy_session_id: octets(0, 32),
  cipher_suites: list(uint16),
  legacy_compression_methods: list(uint8),
  extensions: fc.option(list(extension, 0), { nil: null }),
});

describe('properties', () => {
  test('builder and parser give the same fields for the same bytes, and claim each byte', () => {
    fc.assert(
      fc.property(hello, (content) => {
        const message = encodeClientHello(content);
        const parsed = parseClientHello(message.bytes);
        expect(parsed.field).toEqual(message.field);
        expectEveryByteClaimed(message.field, message.bytes.length);
        expect(parsed.content === null ? null : encodeClientHello(parsed.content).bytes).toEqual(
          message.bytes,
        );
      }),
      { seed: 1, numRuns: 400 },
    );
  });

  const captured = capturedHandshakes
    .flatMap(capturedMessages)
    .map(({ file, version, name, bytes }) => ({ form: formOf(name, version, file), bytes }));
  const mutation = fc.record({ at: fc.nat(), octet: uint8, cut: fc.option(fc.nat(), { freq: 1 }) });
  const mutate = (message: Uint8Array, mutations: { at: number; octet: number; cut: number | null }[]) =>
    mutations.reduce((bytes, { at, octet, cut }) => {
      const changed = Uint8Array.from(bytes);
      if (changed.length > 0) changed[at % changed.length] = octet;
      return cut === null ? changed : changed.subarray(0, cut % (changed.length + 1));
    }, message);

  const readers = [
    { reads: 'its own form', form: null, least: 200 },
    { reads: 'any form', form: fc.constantFrom(...Object.values(forms)), least: 0 },
  ];
  test.each(readers)(
    'mutated, read as $reads: never throws, claims each byte, builds again what has content',
    ({ form: anyForm, least }) => {
      let withContent = 0;
      fc.assert(
        fc.property(
          fc.constantFrom(...captured),
          anyForm ?? fc.constant(null),
          fc.array(mutation, { minLength: 1, maxLength: 2 }),
          (message, form, mutations) => {
            const bytes = mutate(message.bytes, mutations);
            const { parsed, built } = (form ?? message.form)(bytes);
            expectEveryByteClaimed(parsed.field, bytes.length);
            expect(leaves(parsed.field).length).toBeLessThanOrEqual(bytes.length + 1);
            expect(parsed.errors.every(({ range }) => range.end <= bytes.length)).toBe(true);
            if (built === null) expect(parsed.errors).not.toEqual([]);
            else {
              withContent += 1;
              expect(Buffer.compare(built.bytes, bytes)).toBe(0);
              expect(isDeepStrictEqual(built.field, parsed.field)).toBe(true);
            }
          },
        ),
        { seed: 2, numRuns: 1000 },
      );
      expect(withContent).toBeGreaterThan(least);
    },
  );

  test('hellos of real clients with one byte changed are still built again the same', () => {
    const hellos = [...capturedHellos().values()].map((record) => record.subarray(5));
    let withContent = 0;
    fc.assert(
      fc.property(fc.constantFrom(...hellos), fc.nat(), uint8, (bytes, at, octet) => {
        const changed = Uint8Array.from(bytes);
        changed[at % changed.length] = octet;
        const { parsed, built } = forms.ClientHello(changed);
        expectEveryByteClaimed(parsed.field, changed.length);
        if (built === null) return;
        withContent += 1;
        expect(Buffer.compare(built.bytes, changed)).toBe(0);
      }),
      { seed: 3, numRuns: 1000 },
    );
    expect(withContent).toBeGreaterThan(500);
  });

  test('any stream is cut into records or rest, byte for byte', () => {
    fc.assert(
      fc.property(octets(0, 200), (stream) => {
        const { records, rest } = parseRecords(stream, longestFragment);
        const lengths = records.map(({ bytes }) => bytes.length);
        expect(lengths.reduce((total, length) => total + length, rest.length)).toBe(stream.length);
        for (const { field, bytes } of records) expectEveryByteClaimed(field, bytes.length);
      }),
      { seed: 4, numRuns: 1000 },
    );
  });
});
