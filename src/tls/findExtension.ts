/** Extensions by type, in a block as parsed. */
import { extensionType, type ExtensionTypeName } from './codePoints.ts';
import type { RawExtension } from './extension.ts';

type Typed = { type: string; data: unknown };

/** The data of the extension of a type; undefined: it is not there, or could not be read. */
export const findExtension = <E extends Typed, T extends E['type']>(
  extensions: readonly E[] | null,
  type: T,
): Extract<E, { type: T }>['data'] | undefined =>
  (extensions ?? []).find((each): each is Extract<E, { type: T }> => each.type === type)?.data;

/** The codes of all, in order. */
export const extensionCodes = (extensions: readonly (Typed | RawExtension)[] | null): number[] =>
  (extensions ?? []).map((each) =>
    'code' in each ? each.code : extensionType(each.type as ExtensionTypeName),
  );
