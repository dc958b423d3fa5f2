/** Inputs with more parts than a call takes arguments: read and compared like any other. */
import { expect, it } from 'vitest';
import { scan } from '../../../src/asn1/scan.ts';
import * as der from '../../../src/asn1/writeDer.ts';
import { comparePaths } from '../../../src/x509/comparePaths.ts';
import { comparisonColumns } from '../../../src/x509/comparisonColumns.ts';
import { openWithPassword, readInput } from '../../../src/x509/readInput.ts';
import { expandItem, structureOf } from '../../../src/x509/structure.ts';
import { bytes } from './build.ts';

const many = 200_000;
const repeated = (part: Uint8Array): Uint8Array => {
  const whole = new Uint8Array(many * part.length);
  for (let i = 0; i < many; i++) whole.set(part, i * part.length);
  return whole;
};
const oid = (dotted: string): Uint8Array => der.objectIdentifier(dotted);
const data = (content: Uint8Array): Uint8Array =>
  der.sequence(oid('1.2.840.113549.1.7.1'), der.explicit(0, der.octetString(content)));
const number = (value: number): Uint8Array => der.integer(Uint8Array.of(value));
const digest = der.sequence(oid('1.3.14.3.2.26'), der.nothing());

it('a PKCS#12 with a bag of 200,000 bags', async () => {
  const bags = der.sequence(repeated(der.sequence(oid('1.2.3'), der.explicit(0, der.nothing()))));
  const bag = der.sequence(oid('1.2.840.113549.1.12.10.1.6'), der.explicit(0, bags));
  const file = der.sequence(number(3), data(der.sequence(data(der.sequence(bag)))));
  const { items, problems } = await readInput(file, { password: 'secret' });
  expect(items.map(({ kind }) => kind)).toEqual(['pkcs12']);
  expect(problems).toEqual([]);
});

it('a PKCS#12 and a key with a salt of 200,000 octets', async () => {
  const salt = der.octetString(new Uint8Array(many).fill(7));
  const check = der.sequence(der.sequence(digest, der.octetString(new Uint8Array(20))), salt, number(1));
  const file = der.sequence(number(3), data(der.sequence(data(der.sequence()))), check);
  const { problems } = await readInput(file, { password: 'secret' });
  expect(problems.map(({ code }) => code)).toEqual(['pkcs12-wrong-password']);
  for (const scheme of ['1.2.840.113549.1.5.3', '1.2.840.113549.1.12.1.3', '1.2.840.113549.1.12.1.1']) {
    const algorithm = der.sequence(oid(scheme), der.sequence(salt, number(1)));
    const report = await readInput(der.sequence(algorithm, der.octetString(new Uint8Array(16))));
    const opened = await openWithPassword(report, 0, 'secret');
    expect(opened.problems.map(({ code }) => code)).toEqual(['key-wrong-password']);
  }
});

it('two lists of 200,000 that differ everywhere', () => {
  const list = (octet: string) => {
    const document = expandItem({
      kind: 'unknown-asn1',
      document: scan(der.sequence(repeated(bytes(`0201${octet}`)))),
    });
    return structureOf(document);
  };
  const { counts } = comparisonColumns(comparePaths(list('01'), list('02')));
  expect(counts).toEqual({ same: 0, around: 1, changed: many, 'only-a': 0, 'only-b': 0 });
});
