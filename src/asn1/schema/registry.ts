/** All types by name, and the one question the walk asks of them: does this type accept that tag? */
import { attributeTypes } from './attributes.ts';
import { certificateTypes } from './certificate.ts';
import { cmsTypes } from './cms.ts';
import { extensionTypes } from './extensions.ts';
import { keyTypes } from './keys.ts';
import type { Field, SchemaType } from './notation.ts';
import { ocspTypes } from './ocsp.ts';
import { pkcs12Types } from './pkcs12.ts';
import { transparencyTypes } from './transparency.ts';
import { universalNames } from './universal.ts';
import { vendorTypes } from './vendors.ts';

const universal = Object.entries(universalNames).map(([tag, name]): [string, SchemaType] => [
  name,
  { kind: 'universal', tag: Number(tag) },
]);

const types: ReadonlyMap<string, SchemaType> = new Map<string, SchemaType>([
  ...universal,
  ...Object.entries<SchemaType>(certificateTypes),
  ...Object.entries<SchemaType>(keyTypes),
  ...Object.entries<SchemaType>(extensionTypes),
  ...Object.entries<SchemaType>(attributeTypes),
  ...Object.entries<SchemaType>(transparencyTypes),
  ...Object.entries<SchemaType>(vendorTypes),
  ...Object.entries<SchemaType>(cmsTypes),
  ...Object.entries<SchemaType>(pkcs12Types),
  ...Object.entries<SchemaType>(ocspTypes),
]);

export const any: SchemaType = { kind: 'any' };

/** The type of that name, aliases followed; `ANY` and unknown names are `any`. */
export function schemaType(name: string): SchemaType {
  let type = types.get(name) ?? any;
  while (type.kind === 'alias') type = types.get(type.of) ?? any;
  return type;
}

/** Names that are used somewhere and defined nowhere: for the test that the table is whole. */
export function undefinedTypeNames(): string[] {
  const used = [...types.values()].flatMap((type): string[] => {
    switch (type.kind) {
      case 'alias':
        return [type.of];
      case 'fields':
      case 'choice':
        return type.fields.map((field) => field.type);
      case 'of':
        return [type.element];
      case 'open':
        return [...type.table.values()].map((entry) => entry.type);
      case 'containing':
        return [type.content];
      default:
        return [];
    }
  });
  return used.filter((name) => name !== 'ANY' && !types.has(name));
}

/** Every object identifier that an open type's table lists, dotted. */
export const openTypeOids = (): string[] => [
  ...new Set([...types.values()].flatMap((type) => (type.kind === 'open' ? [...type.table.keys()] : []))),
];

/** A tag as one number: class times 2^32 plus tag number. */
export const tagKey = (tagClass: number, tagNumber: number): number => tagClass * 2 ** 32 + tagNumber;
const contextKey = (tagNumber: number): number => tagKey(2, tagNumber);

/**
 * Whether a node with the tag `key` can be of the type. Nested choices are followed; the module's choices are three
 * deep at most.
 */
export function accepts(type: SchemaType, key: number): boolean {
  switch (type.kind) {
    case 'universal':
    case 'fields':
    case 'of':
    case 'containing':
      return type.tag === key;
    case 'choice':
      return type.fields.some((field) => fieldAccepts(field, key));
    default:
      return true;
  }
}

/** Whether a node with the tag `key` can be this component or alternative. */
export const fieldAccepts = (field: Field, key: number): boolean =>
  field.tag === null ? accepts(schemaType(field.type), key) : contextKey(field.tag) === key;
