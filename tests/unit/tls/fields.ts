/** What holds of every field tree. */
import { expect } from 'vitest';
import { leaves } from '../../../src/bytes/field.ts';
import type { Field } from '../../../src/bytes/field.ts';

/** The leaves stand side by side from the first byte to the last, and no group is wider than what is in it. */
export function expectEveryByteClaimed(field: Field, length: number): void {
  expect(field.range).toEqual({ start: 0, end: length });
  let position = 0;
  const gap = leaves(field).find(({ range }) => {
    const beside = range.start === position;
    position = range.end;
    return !beside;
  });
  expect(gap).toBeUndefined();
  expect(position).toBe(length);
}

/** All fields of a name, in order. */
export const fieldsNamed = (root: Field, name: string): Field[] => [
  ...(root.name === name ? [root] : []),
  ...root.children.flatMap((child) => fieldsNamed(child, name)),
];

/** A field's value as a word. */
export function valueOf(field: Field | undefined): string | number | null {
  const value = field?.value ?? null;
  if (value === null || value.kind === 'opaque') return null;
  if (value.kind === 'number') return value.number;
  return value.kind === 'text' ? value.text : value.name;
}

/** Values of all fields of a name. */
export const valuesNamed = (root: Field, name: string): (string | number | null)[] =>
  fieldsNamed(root, name).map(valueOf);
