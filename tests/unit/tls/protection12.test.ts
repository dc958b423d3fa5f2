import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { cipherSuite12, type CipherSuite12 } from '../../../src/tls/cipherSuites12.ts';
import { isContentTypeName, type ContentTypeName } from '../../../src/tls/codePoints.ts';
import { joinHandshake } from '../../../src/tls/handshakeStream.ts';
import { parseServerHello } from '../../../src/tls/messages/serverHello.ts';
import { verifyData12, type WriteKeys } from '../../../src/tls/prf12.ts';
import { isRefusal, type Opened, type Opener } from '../../../src/tls/protection.ts';
import { connectionKeys, opener12, sealer12 } from '../../../src/tls/protection12.ts';
import { longestFragment, parseRecords, wrapFragments, type TlsRecord } from '../../../src/tls/record.ts';
import { fromHex } from './truth.ts';

type Side = 'client' | 'server';
type Captured = { from: Side; bytes: Uint8Array };

/** What the key log and the records of a capture say. */
function capture(name: string): { master: Uint8Array; records: Captured[] } {
  const lines = readFileSync(new URL(`../../truth/tls/records12-${name}.txt`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(' '));
  const [, , master = ''] = lines[0] ?? [];
  const records = lines.slice(1).map(([direction, hex = '']): Captured => ({
    from: direction === '>' ? 'client' : 'server',
    bytes: fromHex(hex),
  }));
  return { master: fromHex(master), records };
}

function asRecord(bytes: Uint8Array, longest = longestFragment + 2048): TlsRecord {
  const [record] = parseRecords(bytes, longest).records;
  if (record === undefined) throw new Error('no record');
  return record;
}

/** Opens a whole capture; each direction is sealed from its ChangeCipherSpec on. */
function opened(name: string): (Opened & { from: Side; sealed: boolean })[] {
  const { suite, keys, records } = decrypting(name);
  const openers: Record<Side, Opener> = {
    client: opener12(suite, keys.client),
    server: opener12(suite, keys.server),
  };
  const isSealed: Record<Side, boolean> = { client: false, server: false };
  return records.map(({ from, bytes }) => {
    const record = asRecord(bytes);
    const content = isSealed[from] ? openers[from].open(record) : plain(record);
    if (isRefusal(content)) throw new Error(`${from} ${content.reason}`);
    const sealed = isSealed[from];
    if (content.type === 'change_cipher_spec') isSealed[from] = true;
    return { ...content, from, sealed };
  });
}

function plain({ type, fragment }: TlsRecord): Opened {
  if (!isContentTypeName(type)) throw new Error(type);
  return { type, content: fragment };
}

function decrypting(name: string): {
  suite: CipherSuite12;
  keys: WriteKeys;
  records: Captured[];
  master: Uint8Array;
} {
  const { master, records } = capture(name);
  const [client, server] = records.map(({ bytes }) => bytes.subarray(5));
  if (client === undefined || server === undefined) throw new Error('no hellos');
  const hello = parseServerHello(server).content?.hello;
  const suite = cipherSuite12(hello?.cipher_suite ?? 0);
  if (hello === undefined || suite === null) throw new Error('not a suite of ours');
  const randoms = { client: client.subarray(6, 38), server: hello.random };
  return { suite, keys: connectionKeys(suite, master, randoms), records, master };
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('ascii');

const captures = [
  { name: 'gcm', suite: 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256', hash: 'sha256' },
  { name: 'chacha', suite: 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256', hash: 'sha256' },
  { name: 'gcm384', suite: 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384', hash: 'sha384' },
] as const;

describe.each(captures)('a connection between OpenSSL and itself: $suite', ({ name, suite, hash }) => {
  test('opens with the master secret of the key log', () => {
    expect(decrypting(name).suite.name).toBe(suite);
    const sealed = opened(name).filter((record) => record.sealed);
    expect(
      sealed
        .filter(({ type }) => type === 'application_data')
        .map(({ from, content }) => [from, text(content)]),
    ).toEqual([
      ['client', 'hello from the client\n'],
      ['server', 'hello from the server\n'],
    ]);
    expect(sealed.filter(({ type }) => type === 'alert').map(({ content }) => [...content])).toEqual([
      [1, 0],
      [1, 0],
    ]);
  });

  test('has the verify_data in both Finished that comes of all messages before', () => {
    const { master } = decrypting(name);
    const handshake = opened(name).filter(({ type }) => type === 'handshake');
    const messages = handshake.flatMap(({ from, content, sealed }) =>
      joinHandshake([content]).messages.map((bytes) => ({ from, bytes, sealed })),
    );
    const finished = messages.flatMap((message, index) => (message.sealed ? [{ ...message, index }] : []));
    expect(finished.map(({ from }) => from)).toEqual(['client', 'server']);
    for (const { from, bytes, index } of finished) {
      const before = createHash(hash);
      for (const message of messages.slice(0, index)) before.update(message.bytes);
      expect(bytes).toEqual(
        Uint8Array.of(0x14, 0, 0, 12, ...verifyData12(hash, master, from, before.digest())),
      );
    }
  });

  test('refuses a record with any bit changed, and one that is out of order', () => {
    const { suite: cipher, keys, records } = decrypting(name);
    const first = records.findIndex(({ bytes }) => bytes[0] === 0x14);
    const finished = records.slice(first).find(({ from, bytes }) => from === 'client' && bytes[0] === 0x16);
    if (finished === undefined) throw new Error('no Finished');
    for (const at of [0, 1, 2, 5, 12, 13, 20, finished.bytes.length - 1]) {
      const changed = Uint8Array.from(finished.bytes);
      changed[at] = (changed[at] ?? 0) ^ 0x01;
      expect(opener12(cipher, keys.client).open(asRecord(changed)), `byte ${at}`).toEqual(badRecordMac);
    }
    const opener = opener12(cipher, keys.client);
    expect(opener.open(asRecord(finished.bytes))).toHaveProperty('type', 'handshake');
    expect(opener.open(asRecord(finished.bytes))).toEqual(badRecordMac);
  });
});

const badRecordMac = { alert: 'bad_record_mac', reason: 'bad-record-mac' };

test('seals the same bytes as OpenSSL where no nonce is explicit', () => {
  const { suite, keys, records } = decrypting('chacha');
  const sealers = { client: sealer12(suite, keys.client), server: sealer12(suite, keys.server) };
  const contents = opened('chacha');
  let compared = 0;
  records.forEach(({ from, bytes }, index) => {
    const content = contents[index];
    if (content?.sealed !== true) return;
    expect(sealers[from].seal(content.type, content.content)).toEqual(bytes);
    compared += 1;
  });
  expect(compared).toBe(6);
});

describe('what is sealed here', () => {
  const { suite, keys } = decrypting('gcm');

  test.each([0, 1, 100, longestFragment])('%i bytes are opened again, record after record', (length) => {
    const sealer = sealer12(suite, keys.client);
    const opener = opener12(suite, keys.client);
    const content = new Uint8Array(length).fill(0x61);
    for (const type of ['application_data', 'application_data'] as const)
      expect(opener.open(asRecord(sealer.seal(type, content)))).toEqual({ type, content });
    expect(opener.opened).toBe(2);
  });

  test.each<{ type: ContentTypeName; length: number; reason: string }>([
    { type: 'handshake', length: 0, reason: 'empty-handshake-record' },
    { type: 'application_data', length: longestFragment + 1, reason: 'record-overflow' },
  ])('$type of $length bytes is refused: $reason', ({ type, length, reason }) => {
    const sealed = sealer12(suite, keys.client).seal(type, new Uint8Array(length));
    expect(opener12(suite, keys.client).open(asRecord(sealed))).toHaveProperty('reason', reason);
  });

  test('a fragment too short for nonce and tag is refused', () => {
    for (let length = 0; length < 24; length += 1) {
      const [record] = wrapFragments('application_data', new Uint8Array(length), 0x0303);
      if (record === undefined) throw new Error('no record');
      expect(opener12(suite, keys.client).open(record)).toEqual(badRecordMac);
    }
  });
});
