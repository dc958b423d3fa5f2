/**
 * A module that is loaded when it is first asked for. What has to be quick asks through this: the browser takes a
 * millisecond to answer another `import()` of what it has. One that could not be loaded is asked for again.
 */
export function loadOnce<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | null = null;
  return () =>
    (loading ??= load().catch((error: unknown) => {
      loading = null;
      throw error;
    }));
}
