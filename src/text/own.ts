/**
 * Lookups by a key that somebody else wrote (a file name, a host, a word of a configuration). `table[key]` finds
 * `Object.prototype`'s `constructor` and `__proto__` too; these find only what was put into the table.
 */

/** The table's own value of `key`, or undefined. */
export function own<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** Puts `value` under `key`, whatever the key is called: `table['__proto__'] = value` would put nothing in. */
export function putOwn<Value>(table: Record<string, Value>, key: string, value: Value): void {
  Object.defineProperty(table, key, { value, enumerable: true, configurable: true, writable: true });
}
