/** Every readable sample by its path, each loaded on its own when it is wanted. */
export const sampleLoaders = import.meta.glob<string>('../../samples/*.pem', {
  query: '?raw',
  import: 'default',
});
