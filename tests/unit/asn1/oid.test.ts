/** The names that the code asks by are those that the tree shows. */
import { expect, it } from 'vitest';
import * as oid from '../../../src/asn1/oid.ts';
import { oidNames } from '../../../src/asn1/oidNames.ts';

const plain = (name: string): string => name.replace(/^id-/, '').replaceAll('-', '').toLowerCase();

it.each(Object.entries(oid))('%s', (name, dotted) => {
  expect(plain(oidNames.get(dotted) ?? '')).toBe(name.toLowerCase());
});
