/** asn1js and pkijs as second readers: they agree on what is well formed, and what they let pass is shown. */
import { describe, expect, test } from 'vitest';
import { scan } from '../../../src/asn1/scan.ts';
import { CertificateError } from '../../../src/x509/certificateError.ts';
import { parseCertificate } from '../../../src/x509/certificate.ts';
import { readAgain, type SecondReading } from '../../../src/x509/secondReader/readAgain.ts';
import type { Certificate } from '../../../src/x509/types.ts';
import { hex, readPem, samples, truthCertificates } from '../asn1/inputs.ts';
import { leafDer, san, dns, tlv, bytes, name, sequence, text } from './findings/certificate.ts';

function tryParse(der: Uint8Array): Certificate | null {
  try {
    return parseCertificate(der);
  } catch (error) {
    if (error instanceof CertificateError) return null;
    throw error;
  }
}

const read = (der: Uint8Array): Promise<SecondReading> => readAgain(scan(der), tryParse(der), 'certificate');
const differing = ({ fields }: SecondReading): string[] =>
  fields.filter(({ same }) => !same).map(({ field }) => field);

test('of every sample all three accept, list the same nodes and say the same', async () => {
  const inputs = samples();
  expect(inputs.length).toBeGreaterThan(12);
  for (const { name: file, der } of inputs) {
    const reading = await read(der);
    expect([reading.own.accepts, reading.asn1js.accepts, reading.pkijs?.accepts], file).toEqual([
      true,
      true,
      true,
    ]);
    expect(reading.nodes?.differences, file).toEqual([]);
    expect(differing(reading), file).toEqual([]);
    expect(reading.fields, file).toHaveLength(11);
  }
});

describe('where readers part', () => {
  test('a child longer than its parent: asn1js takes it, this page does not', async () => {
    // the INTEGER declares 3 octets, the SEQUENCE around it ends after 1
    const reading = await readAgain(scan(hex('30 03 02 03 01 05 00')), null, 'other');
    expect(reading.own.accepts).toBe(false);
    expect(reading.asn1js.accepts).toBe(true);
    expect(reading.nodes?.differences.length).toBeGreaterThan(0);
    expect(reading.pkijs).toBeNull();
  });

  test('what asn1js refuses is told in its words', async () => {
    const reading = await readAgain(scan(hex('30 05 02 01 05')), null, 'other');
    expect(reading.asn1js).toEqual({
      accepts: false,
      reason: expect.stringContaining('End of input') as string,
    });
    expect(reading.nodes).toBeNull();
  });

  test('no certificate: pkijs says so, and nothing is laid side by side', async () => {
    const reading = await read(hex('30 03 02 01 05'));
    expect(reading.asn1js.accepts).toBe(true);
    expect(reading.pkijs).toEqual({
      accepts: false,
      reason: expect.stringContaining('Certificate') as string,
    });
    expect(reading.fields).toEqual([]);
  });

  /** Certificates that RFC 5280 or DER forbids, and who takes them nevertheless: observed of asn1js 4.0.0 and pkijs 4.0.0. */
  test.each<[string, Uint8Array]>([
    ['version 4', leafDer({ version: bytes('a003020103') })],
    ['a negative serial number', leafDer({ serial: bytes('0201ff') })],
    ['a length in more octets than it needs', leafDer({ serial: bytes('02810101') })],
    ['two extensions of one kind', leafDer({ extra: [san(dns('a.example'))] })],
    [
      'BOOLEAN 01',
      leafDer({ extra: [sequence(bytes('0603551d0e'), bytes('010101'), tlv(0x04, bytes('040101')))] }),
    ],
    ['an empty issuer', leafDer({ issuer: sequence() })],
    ['two algorithms', leafDer({ outerAlgorithm: sequence(bytes('06082a8648ce3d040303')) })],
  ])('%s: both libraries take it', async (_what, der) => {
    const reading = await read(der);
    expect([reading.asn1js.accepts, reading.pkijs?.accepts]).toEqual([true, true]);
  });

  test('a NUL in a name is there for all three', async () => {
    const reading = await read(leafDer({ replace: [, , , san(dns('a\0.example'))], subject: name('a') }));
    expect(reading.fields.find(({ field }) => field === 'dNSName')).toMatchObject({
      ours: 'a\0.example',
      same: true,
    });
  });
});

test('each row has its place', async () => {
  const der = leafDer({ subject: name('place') });
  const row = (await read(der)).fields.find(({ field }) => field === 'subject');
  expect(Buffer.from(der.subarray(row?.range.start, row?.range.end))).toEqual(Buffer.from(name('place')));
  expect(Buffer.from(der).includes(Buffer.from(text('place')))).toBe(true);
});

test('names as no tool makes them: no reader throws, and their nodes agree', async () => {
  for (const { name: file, der } of truthCertificates()) {
    const reading = await read(der);
    if (reading.asn1js.accepts) expect(reading.nodes?.differences, file).toEqual([]);
  }
  expect(readPem('tests/truth/asn1/all-extensions.pem')).toHaveLength(1);
});
