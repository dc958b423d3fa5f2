/**
 * Lookups by a key that somebody else wrote (a file name, a host, a word of a configuration). `table[key]` finds
 * `Object.prototype`'s `constructor` and `__proto__` too; these find only what was put into the table.
 */

/** The table's own value of `key`, or undefined. */
export function own<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
