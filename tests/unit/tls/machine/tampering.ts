/** A peer that misbehaves: the other end's messages changed before they are sealed, or put together by hand. */
import { concat } from '../../../../src/bytes/concat.ts';
import type { ContentTypeName } from '../../../../src/tls/codePoints.ts';
import type { EndpointEvent, KeyLogLabel } from '../../../../src/tls/endpoint.ts';
import { protocolVersion } from '../../../../src/tls/codePoints.ts';
import { seal, tagLength } from '../../../../src/tls/crypto/aead.ts';
import { sealer13, trafficKeys } from '../../../../src/tls/protection13.ts';
import { wrapFragments } from '../../../../src/tls/record.ts';
import { suite13 } from '../../../../src/tls/suites13.ts';

/** A secret that an end told. */
export function secretOf(events: readonly EndpointEvent[], label: KeyLogLabel): Uint8Array {
  const found = events.find((event) => event.kind === 'secret' && event.label === label);
  if (found?.kind !== 'secret') throw new Error(`no ${label}`);
  return found.secret;
}

type Content = { type: ContentTypeName; bytes: Uint8Array };

/** Records sealed one after another under a secret of TLS_AES_128_GCM_SHA256. */
export function sealedRecords(secret: Uint8Array, contents: readonly Content[]): Uint8Array {
  const suite = suite13('TLS_AES_128_GCM_SHA256');
  if (suite === undefined) throw new Error('a suite');
  const sealer = sealer13(suite, secret, { secret: 'SERVER_HANDSHAKE_TRAFFIC_SECRET', updates: 0 });
  return concat(...contents.map(({ type, bytes }) => sealer.seal(type, bytes)));
}

export const handshake = (bytes: Uint8Array): Content => ({ type: 'handshake', bytes });

export const plainRecord = (type: ContentTypeName, bytes: Uint8Array): Uint8Array =>
  concat(...wrapFragments(type, bytes, protocolVersion('TLS 1.2')).map((record) => record.bytes));

/** The first record under a secret of TLS_AES_128_GCM_SHA256, with a TLSInnerPlaintext as given. */
export function sealedInner(secret: Uint8Array, inner: Uint8Array): Uint8Array {
  const { key, iv } = trafficKeys({ aead: 'aes-128-gcm', hash: 'sha256' }, secret);
  const length = inner.length + tagLength;
  const header = Uint8Array.of(0x17, 3, 3, length >> 8, length & 0xff);
  return concat(header, seal('aes-128-gcm', key, iv, header, inner));
}
