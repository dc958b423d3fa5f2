import { describe, expect, it } from 'vitest';
import { hpkeKeyPair, hpkeOpen, hpkeSeal, setupRecipient, setupSender } from '../../../src/tls/hpke.ts';
import { fromHex } from './truth.ts';

/** RFC 9180 appendix A.1.1: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-128-GCM, base setup. */
const vector = {
  info: fromHex('4f6465206f6e2061204772656369616e2055726e'),
  ikmE: fromHex('7268600d403fce431561aef583ee1613527cff655c1343f29812e66706df3234'),
  pkEm: fromHex('37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431'),
  skEm: fromHex('52c4a758a802cd8b936eceea314432798d5baf2d7e9235dc084ab1b9cfa2f736'),
  ikmR: fromHex('6db9df30aa07dd42ee5e8181afdb977e538f5e1fec8a06223f33f7013e525037'),
  pkRm: fromHex('3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d'),
  skRm: fromHex('4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8'),
  sharedSecret: fromHex('fe0e18c9f024ce43799ae393c7e8fe8fce9d218875e8227b0187c04e7d2ea1fc'),
  key: fromHex('4531685d41d65f03dc48f6b8302c05b0'),
  baseNonce: fromHex('56d890e5accaaf011cff4b7d'),
  pt: fromHex('4265617574792069732074727574682c20747275746820626561757479'),
};
const sealed: [sequence: number, ct: string][] = [
  [0, 'f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a'],
  [1, 'af2d7e9ac9ae7e270f46ba1f975be53c09f8d875bdc8535458c2494e8a6eab251c03d0c22a56b8ca42c2063b84'],
];
const aad = (sequence: number): Uint8Array => new TextEncoder().encode(`Count-${sequence}`);

describe('HPKE, RFC 9180 appendix A.1.1', () => {
  const ephemeral = hpkeKeyPair(vector.ikmE);
  const recipient = hpkeKeyPair(vector.ikmR);
  const sender = setupSender(vector.pkRm, vector.info, ephemeral);

  it('key pairs from chance', () => {
    expect(ephemeral).toEqual({ secretKey: vector.skEm, publicKey: vector.pkEm });
    expect(recipient).toEqual({ secretKey: vector.skRm, publicKey: vector.pkRm });
  });

  it('both sides come to the same key and nonce', () => {
    const context = { key: vector.key, baseNonce: vector.baseNonce };
    expect(sender).toEqual({ enc: vector.pkEm, secret: vector.sharedSecret, context });
    expect(setupRecipient(vector.pkEm, recipient, vector.info)).toEqual(sender?.context);
  });

  it.each(sealed)('message %i', (sequence, ct) => {
    if (!sender) throw new Error('no context');
    expect(hpkeSeal(sender.context, sequence, aad(sequence), vector.pt)).toEqual(fromHex(ct));
    expect(hpkeOpen(sender.context, sequence, aad(sequence), fromHex(ct))).toEqual(vector.pt);
    expect(hpkeOpen(sender.context, sequence + 1, aad(sequence), fromHex(ct))).toBeNull();
  });

  it('a key of small order is refused (RFC 9180 section 7.1.4)', () => {
    expect(setupSender(new Uint8Array(32), vector.info, ephemeral)).toBeNull();
    expect(setupRecipient(new Uint8Array(31), recipient, vector.info)).toBeNull();
  });
});
