import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';
import { firstScenePlugin } from './scripts/first-scene.mjs';

/**
 * What is pasted is hostile and must never leave the page: nothing may be fetched from, sent to or run from
 * anywhere but the page's own origin. In a <meta> so that it holds on any static host; the dev server needs
 * inline styles and is left out.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types svelte-trusted-html whichcert-worker',
].join('; ');

const policyMeta: Plugin = {
  name: 'policy-meta',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      injectTo: 'head-prepend',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: policy },
    },
  ],
};

export default defineConfig({
  root: 'src',
  base: './', // works from any folder of any static host
  publicDir: '../public',
  plugins: [svelte({ configFile: '../svelte.config.js' }), policyMeta, firstScenePlugin()],
  worker: { format: 'es' },
  preview: {
    headers: {
      'Content-Security-Policy': `${policy}; frame-ancestors 'none'`,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    },
  },
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0, // no data: URLs, so that img-src and font-src stay 'self'
    modulePreload: { polyfill: false },
    // All styles in one small file: those of a part that could not be loaded would not be asked for again by Try again.
    cssCodeSplit: false,
    rolldownOptions: {
      output: {
        // What the first view and later parts share: one file, not eight of a hundred bytes, each with its own overhead.
        codeSplitting: {
          groups: [
            {
              name: 'base',
              test: /src\/(?:decision|text\/(?:own|detached|ending)|content\/en\/(?:counted|stopped)|ui\/shared\/(?:fault|largeInput|storage|waiting\.svelte))\.ts$/,
            },
          ],
        },
      },
    },
  },
});
