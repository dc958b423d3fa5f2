/** Made while the page is built: scripts/first-scene.mjs. */
declare module 'virtual:first-scene' {
  const scene: import('../../sim/outline.ts').FirstScene;
  export default scene;
}
