/**
 * The browser's storage, which a page may be without: site data are blocked, the frame is sandboxed, it is full. The
 * only place that touches it; nothing here throws.
 */
type Kind = 'kept' | 'session';

/** `kept`: for the next visit (localStorage). `session`: for this tab, over a reload (sessionStorage). */
const areas: Record<Kind, () => Storage> = {
  kept: () => window.localStorage,
  session: () => window.sessionStorage,
};

/** null: nothing was written under `key`, or there is no storage. */
export const read = (key: string, kind: Kind = 'kept'): string | null =>
  attempt(() => areas[kind]().getItem(key)) ?? null;

/** Whether it was written. */
export const write = (key: string, value: string, kind: Kind = 'kept'): boolean =>
  attempt(() => {
    areas[kind]().setItem(key, value);
    return true;
  }) ?? false;

export const remove = (key: string, kind: Kind = 'kept'): void => {
  attempt(() => {
    areas[kind]().removeItem(key);
  });
};

/**
 * undefined: the browser refused, with `SecurityError` (blocked, sandboxed) or `QuotaExceededError` (full). Where there is
 * no storage at all, some give null in its place.
 */
function attempt<T>(access: () => T): T | undefined {
  try {
    return access();
  } catch (error) {
    if (error instanceof DOMException || error instanceof TypeError) return undefined;
    throw error;
  }
}
