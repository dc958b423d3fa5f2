/** Adds `value` to the list under `key`, which begins with it where there was none. */
export function addTo<Key, Value>(table: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = table.get(key);
  if (list) list.push(value);
  else table.set(key, [value]);
}
