/** The first handshake of RFC 8448: the key schedule value by value, and the whole of it played to our client. */
import { describe, expect, test } from 'vitest';
import { createClient } from '../../../../src/tls/client.ts';
import { protocolVersion } from '../../../../src/tls/codePoints.ts';
import { digest } from '../../../../src/tls/crypto/hash.ts';
import * as schedule from '../../../../src/tls/keySchedule13.ts';
import { parseClientHello } from '../../../../src/tls/messages/clientHello.ts';
import { opener13, trafficKeys } from '../../../../src/tls/protection13.ts';
import { parseRecords, wrapFragments } from '../../../../src/tls/record.ts';
import { concat } from '../../../../src/bytes/concat.ts';
import { capturedMessages, rfc8448Values } from '../truth.ts';
import { clientOptions, eventsOf } from './ends.ts';

const values = rfc8448Values();
const value = (name: string): Uint8Array => values.get(name) ?? new Uint8Array();
const [clientHello, serverHello] = capturedMessages('rfc8448').map(({ bytes }) => bytes);
if (clientHello === undefined || serverHello === undefined) throw new Error('two hellos');

const suite = { aead: 'aes-128-gcm', hash: 'sha256' } as const;
const sealedBy = { secret: 'SERVER_HANDSHAKE_TRAFFIC_SECRET', updates: 0 } as const;

const openFlight = () => {
  const [record] = parseRecords(value('server_flight_record'), 0x4100).records;
  if (record === undefined) throw new Error('a record');
  return opener13(suite, value('server_handshake_traffic_secret'), sealedBy).open(record);
};

describe('key schedule', () => {
  const early = schedule.earlySecret('sha256', null);
  const handshake = schedule.handshakeSecret('sha256', early, value('shared_secret'));
  const main = schedule.mainSecret('sha256', handshake);
  const flight = openFlight();
  const content = 'content' in flight ? flight.content : new Uint8Array();

  test('secrets without a transcript', () => {
    expect(early).toEqual(value('early_secret'));
    expect(handshake).toEqual(value('handshake_secret'));
    expect(main).toEqual(value('master_secret'));
  });

  test('traffic secrets and their keys', () => {
    const hellos = digest('sha256', concat(clientHello, serverHello));
    const { client, server } = schedule.handshakeTrafficSecrets('sha256', handshake, hellos);
    expect(client).toEqual(value('client_handshake_traffic_secret'));
    expect(server).toEqual(value('server_handshake_traffic_secret'));
    expect(trafficKeys(suite, server)).toEqual({
      key: value('server_handshake_key'),
      iv: value('server_handshake_iv'),
    });
    const toFinished = digest('sha256', concat(clientHello, serverHello, content));
    expect(schedule.applicationTrafficSecrets('sha256', main, toFinished)).toEqual({
      client: value('client_application_traffic_secret_0'),
      server: value('server_application_traffic_secret_0'),
      exporter: value('exporter_master_secret'),
    });
  });

  test('resumption', () => {
    const clientFinished = concat(
      Uint8Array.of(0x14, 0, 0, 0x20),
      schedule.verifyData(
        'sha256',
        value('client_handshake_traffic_secret'),
        digest('sha256', concat(clientHello, serverHello, content)),
      ),
    );
    const all = digest('sha256', concat(clientHello, serverHello, content, clientFinished));
    const resumption = schedule.resumptionSecret('sha256', main, all);
    expect(resumption).toEqual(value('resumption_master_secret'));
    expect(schedule.resumptionPsk('sha256', resumption, Uint8Array.of(0, 0))).toEqual(value('psk'));
  });

  test('a record with one octet changed does not open', () => {
    const changed = value('server_flight_record').slice();
    changed[100] = (changed[100] ?? 0) ^ 1;
    const [record] = parseRecords(changed, 0x4100).records;
    const opened = record && opener13(suite, value('server_handshake_traffic_secret'), sealedBy).open(record);
    expect(opened).toEqual({ alert: 'bad_record_mac', reason: 'bad-record-mac' });
  });
});

test('our client, given the same hello and key, takes the server of the RFC and answers with the same record', () => {
  const hello = parseClientHello(clientHello).content;
  if (hello === null) throw new Error('a hello');
  const client = createClient(
    clientOptions({ random: () => value('client_private_key'), shapeHello: () => hello }),
  );
  const [record] = wrapFragments('handshake', clientHello, protocolVersion('TLS 1.0'));
  expect(client.start().bytes).toEqual(record?.bytes);
  const [answer] = wrapFragments('handshake', serverHello, protocolVersion('TLS 1.2'));
  client.receive(answer?.bytes ?? new Uint8Array());
  const { events } = client.receive(value('server_flight_record'));
  expect(eventsOf(events, 'certificate-received')).toMatchObject([{ possession: 'proven' }]);
  const last = client.judge(null);
  expect(last.bytes).toEqual(value('client_finished_record'));
  expect(eventsOf(last.events, 'secret').map(({ label, secret }) => ({ label, secret }))).toEqual([
    { label: 'CLIENT_TRAFFIC_SECRET_0', secret: value('client_application_traffic_secret_0') },
    { label: 'SERVER_TRAFFIC_SECRET_0', secret: value('server_application_traffic_secret_0') },
    { label: 'EXPORTER_SECRET', secret: value('exporter_master_secret') },
  ]);
  expect(client.state).toBe('open');
});
