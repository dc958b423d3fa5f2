/**
 * What is worked out of a server once and looked up for every hello. A server does not change after it was read; the
 * result is forgotten together with it.
 */
import type { Listener, Server } from './model.ts';

/** `make`, called once for each `key`. */
export function once<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, { value: Value }>();
  return (key) => {
    const entry = known.get(key) ?? { value: make(key) };
    known.set(key, entry);
    return entry.value;
  };
}

/** `make`, called once for each listener of a server. */
export function oncePerListener<Value>(
  make: (server: Server, listener: Listener) => Value,
): (server: Server, listener: Listener) => Value {
  const perServer = once((server: Server) => once((listener: Listener) => make(server, listener)));
  return (server, listener) => perServer(server)(listener);
}
