/** What keys are called, by the identifiers of RFC 9881, 9909, 9935, 8410, 5480; nothing inside them is guessed at. */
import { describe, expect, it } from 'vitest';
import { scan } from '../../../src/asn1/scan.ts';
import { topOf } from '../../../src/x509/cursor.ts';
import { describeKey } from '../../../src/x509/keyDescription.ts';
import { readPublicKey } from '../../../src/x509/publicKey.ts';
import { readInput } from '../../../src/x509/readInput.ts';
import { expandItem, structureOf } from '../../../src/x509/structure.ts';
import { bytes } from './build.ts';
import { latticeKey, leafDer, sequence, tlv } from './findings/certificate.ts';

/** `oid`: content octets; a key of as many octets, which look like a SEQUENCE. */
const key = (oid: string, octets: number, parameters = ''): Uint8Array =>
  sequence(
    sequence(tlv(0x06, bytes(oid)), bytes(parameters)),
    tlv(0x03, bytes('00'), new Uint8Array(octets).fill(0x30)),
  );
const nist = (arc: string): string => `6086480165030404${arc}`;

it.each<[string, Uint8Array]>([
  ['ML-DSA-44', latticeKey('11', 1312)],
  ['ML-DSA-65', latticeKey('12', 1952)],
  ['ML-DSA-87', latticeKey('13', 2592)],
  ['SLH-DSA-SHA2-128s', key('608648016503040314', 32)],
  ['SLH-DSA-SHAKE-256f', key('60864801650304031f', 64)],
  ['ML-KEM-512', key(nist('01'), 800)],
  ['ML-KEM-768', key(nist('02'), 1184)],
  ['ML-KEM-1024', key(nist('03'), 1568)],
  ['Ed25519', key('2b6570', 32)],
  ['Ed448', key('2b6571', 57)],
  ['X25519', key('2b656e', 32)],
  ['EC P-521', key('2a8648ce3d0201', 133, '06052b81040023')],
  ['EC secp256k1', key('2a8648ce3d0201', 65, '06052b8104000a')],
  ['dhKeyAgreement', key('2a864886f70d010301', 10)],
  ['1.2.3.4', key('2a0304', 10)],
])('%s', async (name, der) => {
  const read = readPublicKey(topOf(scan(der)) ?? undefined, '');
  expect(read && describeKey(read)).toBe(name);
  const { items } = await readInput(der);
  expect(items.map(({ kind }) => kind)).toEqual(['public-key']);
});

describe.each([
  ['ML-DSA-44', '11', 1312, 2420],
  ['ML-DSA-65', '12', 1952, 3309],
  ['ML-DSA-87', '13', 2592, 4627],
])('a certificate with %s', (name, arc, keyOctets, signatureOctets) => {
  const algorithm = sequence(bytes(`06096086480165030403${arc}`));
  const signature = tlv(0x03, bytes('00'), new Uint8Array(signatureOctets).fill(0x30));
  const der = leafDer({ key: latticeKey(arc, keyOctets), algorithm, signature });

  it('is named, with key and signature closed', async () => {
    const [item] = (await readInput(der)).items;
    if (item?.kind !== 'certificate' || item.certificate === null) throw new Error('a certificate');
    expect(describeKey(item.certificate.subjectPublicKeyInfo)).toBe(name);
    expect(item.certificate.signatureAlgorithm.name).toBe(`id-${name.toLowerCase()}`);
    const { document, names } = structureOf(expandItem(item));
    for (const path of ['tbsCertificate.subjectPublicKeyInfo.subjectPublicKey', 'signatureValue']) {
      const node = names.find(path);
      expect(document.firstChild(node), path).toBe(-1);
      expect(names.known(node)).toBe(true);
    }
  });
});
