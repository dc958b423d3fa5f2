/** The samples' texts, in a chunk of their own: import this file dynamically. */

/** Path -> text. */
export const sampleFiles: Record<string, string> = import.meta.glob(
  ['../../samples/*.pem', '../../samples/broken/*'],
  { query: '?raw', import: 'default', eager: true },
);
